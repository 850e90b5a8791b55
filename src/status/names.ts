import type { StatusReport } from './report.ts';

/** As `kubectl get -o name` writes them, for another kubectl to read. */
export const namesOf = ({ instances }: StatusReport): readonly string[] =>
  instances.map(({ name }) => `jaeger.jaegertracing.io/${name}`);
