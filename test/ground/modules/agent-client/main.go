// Command agent-client is an application of the old kind: it reports a span every second with Jaeger's own client,
// in compact Thrift over UDP, to the agent beside it (JAEGER_AGENT_HOST and JAEGER_AGENT_PORT, or localhost:6831).
package main

import (
	"log"
	"time"

	"github.com/uber/jaeger-client-go"
	"github.com/uber/jaeger-client-go/config"
)

func main() {
	settings, err := config.FromEnv()
	if err != nil {
		log.Fatal(err)
	}
	settings.Sampler = &config.SamplerConfig{Type: jaeger.SamplerTypeConst, Param: 1}
	if settings.ServiceName == "" {
		settings.ServiceName = "agent-client"
	}
	tracer, closer, err := settings.NewTracer(config.Logger(jaeger.StdLogger))
	if err != nil {
		log.Fatal(err)
	}
	defer closer.Close()
	for range time.Tick(time.Second) {
		tracer.StartSpan("tick").Finish()
	}
}
