package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/types"
)

// What OpenShift calls the wildcard domain of its router.
const domain = "apps.ground.local"

var routeResource = schema.GroupVersionResource{Group: "route.openshift.io", Version: "v1", Resource: "routes"}

// routes gives every Route a host, as OpenShift's API server does, and admits it, as its router does.
func (c *controller) routes(ctx context.Context) error {
	list, err := c.dynamic.Resource(routeResource).List(ctx, everywhere)
	if err != nil {
		return err
	}
	var failed error
	for i := range list.Items {
		failed = errors.Join(failed, c.admit(ctx, &list.Items[i]))
	}
	return failed
}

func (c *controller) admit(ctx context.Context, route *unstructured.Unstructured) error {
	host, _, _ := unstructured.NestedString(route.Object, "spec", "host")
	if host == "" {
		host = fmt.Sprintf("%s-%s.%s", route.GetName(), route.GetNamespace(), domain)
		if err := c.patch(ctx, route, map[string]any{"spec": map[string]any{"host": host}}); err != nil {
			return err
		}
	}
	ingress, _, _ := unstructured.NestedSlice(route.Object, "status", "ingress")
	if len(ingress) == 1 && ingress[0].(map[string]any)["host"] == host {
		return nil
	}
	admitted := map[string]any{
		"host":                    host,
		"routerName":              "default",
		"routerCanonicalHostname": "router-default." + domain,
		"wildcardPolicy":          "None",
		"conditions": []any{map[string]any{
			"type": "Admitted", "status": "True", "lastTransitionTime": metav1.Now(),
		}},
	}
	return c.patch(ctx, route, map[string]any{"status": map[string]any{"ingress": []any{admitted}}}, "status")
}

func (c *controller) patch(ctx context.Context, route *unstructured.Unstructured, change any, subresources ...string) error {
	body, err := json.Marshal(change)
	if err != nil {
		return err
	}
	routes := c.dynamic.Resource(routeResource).Namespace(route.GetNamespace())
	options := metav1.PatchOptions{FieldManager: fieldManager}
	_, err = routes.Patch(ctx, route.GetName(), types.MergePatchType, body, options, subresources...)
	return err
}
