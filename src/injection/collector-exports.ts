import { at, isTree, textsIn } from '../jaeger/index.ts';
import { itemsAt } from './endpoints.ts';

/** Where a collector's pipelines of traces send to (OpenTelemetry Collector 0.140). */
export function exportedTo(config: unknown): readonly string[] {
  const pipelines = at(config, 'service', 'pipelines');
  const names = Object.entries(isTree(pipelines) ? pipelines : {})
    .filter(([id]) => id === 'traces' || id.startsWith('traces/'))
    .flatMap(([, pipeline]) => itemsAt(pipeline, 'exporters').map(String));
  const addresses = names.flatMap((name) =>
    ['endpoint', 'traces_endpoint'].flatMap((key) => textsIn(at(config, 'exporters', name, key))),
  );
  return [...new Set(addresses)];
}
