package main

import (
	"context"
	"errors"
	"fmt"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// Both spellings are honoured by OpenShift, and both are used by the Jaeger operator.
var prefixes = []string{"service.beta.openshift.io/", "service.alpha.openshift.io/"}

func annotation(object metav1.Object, name string) string {
	for _, prefix := range prefixes {
		if value, ok := object.GetAnnotations()[prefix+name]; ok {
			return value
		}
	}
	return ""
}

// certificates gives every Service that asks for it a Secret with a serving certificate.
func (c *controller) certificates(ctx context.Context) error {
	services, err := c.core.CoreV1().Services("").List(ctx, everywhere)
	if err != nil {
		return err
	}
	var failed error
	for i := range services.Items {
		service := &services.Items[i]
		if name := annotation(service, "serving-cert-secret-name"); name != "" {
			failed = errors.Join(failed, c.certificate(ctx, service, name))
		}
	}
	return failed
}

func (c *controller) certificate(ctx context.Context, service *corev1.Service, name string) error {
	secrets := c.core.CoreV1().Secrets(service.Namespace)
	if _, err := secrets.Get(ctx, name, metav1.GetOptions{}); !apierrors.IsNotFound(err) {
		return err
	}
	host := fmt.Sprintf("%s.%s.svc", service.Name, service.Namespace)
	hosts := []string{host, host + ".cluster.local"}
	if service.Spec.ClusterIP == corev1.ClusterIPNone {
		hosts = append(hosts, "*."+hosts[0], "*."+hosts[1])
	}
	data, err := c.authority.sign(host, hosts...)
	if err != nil {
		return err
	}
	secret := tlsSecret(name, data)
	secret.OwnerReferences = []metav1.OwnerReference{
		*metav1.NewControllerRef(service, corev1.SchemeGroupVersion.WithKind("Service")),
	}
	_, err = secrets.Create(ctx, secret, metav1.CreateOptions{})
	return err
}

// bundles writes the authority into every ConfigMap that asks for it.
func (c *controller) bundles(ctx context.Context) error {
	maps, err := c.core.CoreV1().ConfigMaps("").List(ctx, everywhere)
	if err != nil {
		return err
	}
	var failed error
	for i := range maps.Items {
		configMap := &maps.Items[i]
		key := ""
		if annotation(configMap, "inject-cabundle") == "true" {
			key = "service-ca.crt"
		} else if configMap.Labels["config.openshift.io/inject-trusted-cabundle"] == "true" {
			key = "ca-bundle.crt"
		}
		if key == "" || configMap.Data[key] == c.authority.bundle {
			continue
		}
		configMap.Data = map[string]string{key: c.authority.bundle}
		_, err := c.core.CoreV1().ConfigMaps(configMap.Namespace).Update(ctx, configMap, metav1.UpdateOptions{})
		failed = errors.Join(failed, err)
	}
	return failed
}
