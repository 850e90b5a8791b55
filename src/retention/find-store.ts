import {
  flattenOptions,
  settingOf,
  settingsOf,
  type Component,
  type ComponentWorkload,
  type InstanceRoot,
  type Member,
} from '../jaeger/index.ts';
import type { CronJob } from '../kubernetes/types.ts';
import { textOrigin, variableOrigin, type Origin, type Surrounded } from './origins.ts';
import { isSearched } from './searched.ts';
import { userOfV1, userOfV2, type StoreUser } from './store-settings.ts';

/** Who knows what of the store, the best first: those whose work is retention may do there what retention needs. */
const JOBS: readonly Component[] = ['cleaner', 'rollover', 'lookback'];
const READERS: readonly Component[] = ['query', 'all-in-one', 'ingester', 'collector', 'unknown'];

/**
 * Everybody of an instance who asks its span store, by what they are started with: the jobs of retention, then what reads, then what
 * writes, then the operator's resource. Pure: what a Secret holds is read later, and only if it is wanted.
 */
export function findStoreUsers(root: InstanceRoot, cronJobs: readonly Member<CronJob>[]): readonly StoreUser[] {
  const jobs = JOBS.flatMap((component) => cronJobs.filter((job) => job.component === component));
  const readers = READERS.flatMap((component) => root.workloads.filter((workload) => workload.component === component));
  return [...jobs.flatMap(ofJob), ...readers.flatMap(ofWorkload), ...ofResource(root)];
}

/** `NUM_OF_DAYS URL`, `init URL`, `rollover URL`, `lookback URL` (1.76). */
function ofJob({ object }: Member<CronJob>): readonly StoreUser[] {
  const spec = object.spec?.jobTemplate?.spec?.template?.spec ?? {};
  const [container] = spec.containers ?? [];
  if (container === undefined) return [];
  const surrounded: Surrounded = { container, spec, namespace: object.metadata.namespace ?? '' };
  const url = [...(container.command ?? []), ...(container.args ?? [])].find((word) => /^https?:\/\/|^\$\(/.test(word));
  const name = `cronjobs/${object.metadata.name}`;
  const address = url === undefined ? undefined : textOrigin(url, surrounded);
  return [
    {
      ...userOfV1(
        name,
        settingsOf(container, () => undefined),
        surrounded,
      ),
      address,
    },
  ];
}

function ofWorkload(workload: ComponentWorkload): readonly StoreUser[] {
  const { object, settings, storage } = workload;
  const spec = object.spec?.template?.spec ?? {};
  const container = spec.containers?.find(({ name }) => name === workload.container);
  if (container === undefined || !isSearched(storage.type)) return [];
  const surrounded: Surrounded = { container, spec, namespace: object.metadata.namespace ?? '' };
  const name = `${object.resource}/${object.metadata.name}`;
  if (workload.generation === 'v2') return [userOfV2(name, workload, surrounded)];
  const told = settingOf(settings, 'es.server-urls');
  const address = told === undefined ? variableOrigin(surrounded, 'ES_SERVER_URLS') : textOrigin(told, surrounded);
  return [{ ...userOfV1(name, settings, surrounded), address }];
}

/** Of an instance whose workloads cannot be seen: its options are flags, its Secret a source of variables (jaeger-operator 1.65). */
function ofResource({ namespace, jaeger, storage }: InstanceRoot): readonly StoreUser[] {
  if (jaeger === undefined || !isSearched(storage.type)) return [];
  const options = flattenOptions(jaeger.spec?.storage?.options);
  const secret = jaeger.spec?.storage?.secretName;
  const envFrom = typeof secret === 'string' && secret !== '' ? [{ secretRef: { name: secret } }] : [];
  const surrounded: Surrounded = { container: { name: '', envFrom }, spec: {}, namespace };
  const address: Origin | undefined =
    storage.address === undefined ? undefined : { type: 'text', text: storage.address };
  return [{ ...userOfV1(`jaegers/${jaeger.metadata.name}`, options, surrounded), address }];
}
