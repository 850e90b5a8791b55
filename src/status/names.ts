import type { InstanceSummary } from './report.ts';

/** As `kubectl get -o name` writes them, for another kubectl to read: the custom resource, else what serves queries. */
export const namesOf = ({ instances }: { readonly instances: readonly InstanceSummary[] }): readonly string[] =>
  instances.flatMap(({ name, flavour, components }) => {
    if (flavour === 'jaeger-operator') return `jaeger.jaegertracing.io/${name}`;
    if (flavour === 'otel-operator') return `opentelemetrycollector.opentelemetry.io/${name}`;
    const serving = components.find(({ component }) => component === 'query') ?? components[0];
    return serving === undefined ? [] : serving.workload.replace(/^(\w+)s\//, '$1.apps/');
  });
