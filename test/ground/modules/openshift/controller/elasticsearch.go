package main

import (
	"bytes"
	"context"
	_ "embed"
	"errors"
	"fmt"
	"strings"
	"text/template"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"sigs.k8s.io/yaml"
)

//go:embed elasticsearch.yaml.tmpl
var manifest string

var objects = template.Must(template.New("elasticsearch").Parse(manifest))

var elasticsearchResource = schema.GroupVersionResource{
	Group: "logging.openshift.io", Version: "v1", Resource: "elasticsearches",
}

// The fields of an Elasticsearch that are honoured here: requests of memory are not, since they count on big machines.
type elasticsearch struct {
	metav1.TypeMeta   `json:",inline"`
	metav1.ObjectMeta `json:"metadata"`
	Spec              struct {
		Nodes []struct {
			GenUUID   string `json:"genUUID"`
			NodeCount int    `json:"nodeCount"`
			Storage   struct {
				StorageClassName string `json:"storageClassName"`
				Size             string `json:"size"`
			} `json:"storage"`
		} `json:"nodes"`
	} `json:"spec"`
}

// A member is one node of an Elasticsearch: a Deployment with a claim.
type member struct {
	Name, StorageClassName, Size string
}

// elasticsearches makes of every Elasticsearch what OpenShift's operator for it makes.
func (c *controller) elasticsearches(ctx context.Context) error {
	list, err := c.dynamic.Resource(elasticsearchResource).List(ctx, everywhere)
	if err != nil {
		return err
	}
	var failed error
	for _, item := range list.Items {
		var cluster elasticsearch
		err := runtime.DefaultUnstructuredConverter.FromUnstructured(item.Object, &cluster)
		if err == nil && cluster.DeletionTimestamp == nil {
			err = c.apply(ctx, &cluster)
		}
		failed = errors.Join(failed, err)
	}
	return failed
}

func (e *elasticsearch) members() (members []member) {
	for _, node := range e.Spec.Nodes {
		for number := range node.NodeCount {
			members = append(members, member{
				Name:             fmt.Sprintf("%s-cdm-%s-%d", e.Name, node.GenUUID, number+1),
				StorageClassName: node.Storage.StorageClassName,
				Size:             node.Storage.Size,
			})
		}
	}
	return members
}

func (c *controller) apply(ctx context.Context, cluster *elasticsearch) error {
	members := cluster.members()
	if len(members) == 0 {
		return nil
	}
	var text bytes.Buffer
	// The first makes the cluster and the others join it: an election among all takes minutes on a busy machine.
	values := map[string]any{"Cluster": cluster.Name, "Members": members, "First": members[0].Name}
	if err := objects.Execute(&text, values); err != nil {
		return err
	}
	var failed error
	for document := range strings.SplitSeq(text.String(), "\n---\n") {
		object := &unstructured.Unstructured{}
		if err := yaml.Unmarshal([]byte(document), &object.Object); err != nil {
			return err
		}
		failed = errors.Join(failed, c.applyObject(ctx, cluster, object))
	}
	return failed
}

var resources = map[string]schema.GroupVersionResource{
	"Deployment":            {Group: "apps", Version: "v1", Resource: "deployments"},
	"Service":               {Version: "v1", Resource: "services"},
	"PersistentVolumeClaim": {Version: "v1", Resource: "persistentvolumeclaims"},
}

func (c *controller) applyObject(ctx context.Context, owner *elasticsearch, object *unstructured.Unstructured) error {
	// Claims have no owner: they outlive the Elasticsearch, and with it the data.
	if object.GetKind() != "PersistentVolumeClaim" {
		kind := elasticsearchResource.GroupVersion().WithKind("Elasticsearch")
		object.SetOwnerReferences([]metav1.OwnerReference{*metav1.NewControllerRef(owner, kind)})
	}
	options := metav1.ApplyOptions{FieldManager: fieldManager, Force: true}
	client := c.dynamic.Resource(resources[object.GetKind()]).Namespace(owner.Namespace)
	_, err := client.Apply(ctx, object.GetName(), object, options)
	return err
}
