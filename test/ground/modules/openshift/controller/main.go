// Command controller plays what OpenShift does around a Jaeger: its Elasticsearch operator, its service certificate authority,
// its trusted certificate bundles and its router's admission of Routes. It looks at everything anew every second or two,
// which is enough for a handful of objects and needs no cache.
package main

import (
	"context"
	"log"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/dynamic"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/rest"
)

const fieldManager = "openshift"

type controller struct {
	core      kubernetes.Interface
	dynamic   dynamic.Interface
	authority *authority
}

func main() {
	ctx := context.Background()
	config, err := rest.InClusterConfig()
	if err != nil {
		log.Fatal(err)
	}
	config.QPS, config.Burst = 100, 100
	c := &controller{core: kubernetes.NewForConfigOrDie(config), dynamic: dynamic.NewForConfigOrDie(config)}
	if c.authority, err = loadAuthority(ctx, c.core); err != nil {
		log.Fatal(err)
	}
	for {
		for _, step := range []func(context.Context) error{c.certificates, c.bundles, c.routes, c.elasticsearches} {
			if err := step(ctx); err != nil {
				log.Print(err)
			}
		}
		time.Sleep(time.Second)
	}
}

// everywhere lists without limit: there is a handful of everything.
var everywhere = metav1.ListOptions{}
