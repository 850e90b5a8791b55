import { finding, type ComponentWorkload, type Finding, type JaegerInstance, nameOf } from '../../jaeger/index.ts';
import { enumerated, type Rule } from './subject.ts';

/** What is wrong with how Jaeger v2 is told what to do. */
export const settingFindings: Rule = ({ instance }) =>
  instance.workloads
    .filter(({ generation }) => generation === 'v2')
    .flatMap((workload) => [...unreadConfiguration(instance, workload), ...ignoredSettings(instance, workload)]);

/** A configuration that was read has a service, as every collector's. */
const isConfigured = ({ settings }: ComponentWorkload): boolean =>
  [...settings.keys()].some((name) => name.startsWith('service.'));

const isUnread = (workload: ComponentWorkload): boolean =>
  workload.storage.type === 'unknown' && !isConfigured(workload);

function unreadConfiguration(instance: JaegerInstance, workload: ComponentWorkload): readonly Finding[] {
  const { object, storage } = workload;
  if (!isUnread(workload)) return [];
  return [
    finding('JG062', {
      object: nameOf(object.resource, object, instance),
      evidence: storage.because,
      why: 'what it does and where it keeps spans is unknown here; if it cannot read it either, it does not start',
      next: `kubectl describe ${object.resource} ${object.metadata.name} -n ${object.metadata.namespace}`,
    }),
  ];
}

/** Variables that v1's viper made of flags; v2 reads none of them (2.13). */
const V1_VARIABLE =
  /^(SPAN_STORAGE_TYPE|METRICS_STORAGE_TYPE|SAMPLING_STORAGE_TYPE|(COLLECTOR|QUERY|ES|ES_ARCHIVE|CASSANDRA|BADGER|KAFKA|MEMORY|INGESTER|SAMPLING|GRPC_STORAGE)_[A-Z0-9_]+)$/;

/** Where a store is: without effect, spans go elsewhere. */
const ADDRESSES = new Set(['ES_SERVER_URLS', 'CASSANDRA_SERVERS', 'GRPC_STORAGE_SERVER']);

function ignoredSettings(instance: JaegerInstance, workload: ComponentWorkload): readonly Finding[] {
  if (isUnread(workload)) return []; // it may refer to them
  const { object, container } = workload;
  const ignored = ignoredIn(workload);
  if (ignored.length === 0) return [];
  const difference = differenceIn(workload, ignored);
  return [
    finding(difference === undefined ? 'JG061' : 'JG060', {
      object: nameOf(object.resource, object, instance),
      evidence: `container ${container} has ${enumerated(ignored)}${difference === undefined ? '' : `; ${difference}`}`,
      why: `Jaeger v2 reads its configuration and no variable of v1: ${difference === undefined ? 'these have no effect' : 'spans are not kept where these say'}`,
      next: 'put what they say into the configuration of Jaeger v2, and take them out',
    }),
  ];
}

/** Those that the configuration does not itself refer to. */
function ignoredIn({ settings }: ComponentWorkload): readonly string[] {
  const values = [...settings.values()].join('\n');
  return [...settings.keys()].filter(
    (name) => V1_VARIABLE.test(name) && !new RegExp(`\\$\\{(env:)?${name}\\b`).test(values),
  );
}

/** What they say of the span store that is not so. */
function differenceIn({ settings, storage }: ComponentWorkload, ignored: readonly string[]): string | undefined {
  const kept = `it keeps spans in ${storage.type} (${storage.because})`;
  const wanted = settings.get('SPAN_STORAGE_TYPE')?.split(',')[0]?.trim().toLowerCase();
  if (wanted !== undefined && ignored.includes('SPAN_STORAGE_TYPE') && kindOf(wanted) !== kindOf(storage.type))
    return `SPAN_STORAGE_TYPE says ${wanted}, ${kept}`;
  return storage.address === undefined && ignored.some((name) => ADDRESSES.has(name)) ? kept : undefined;
}

/** Both speak the same protocol, and v1 calls both so. */
const kindOf = (type: string): string => (type === 'opensearch' ? 'elasticsearch' : type);
