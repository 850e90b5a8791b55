import { manifestOf, type Cluster } from '../cluster.ts';
import { sleep, until } from '../run.ts';
import { rolledOut } from '../sets/set.ts';
import { field, type Fault, type Sight } from './fault.ts';

interface Extra extends Omit<Fault, 'put' | 'takeOff' | 'healed' | 'images' | 'notUnder' | 'seen'> {
  readonly images?: Fault['images'];
  readonly objects: readonly object[];
  /** What else is done once the objects are there. */
  readonly after?: (cluster: Cluster, namespace: string) => Promise<void>;
  readonly seen: (namespace: string) => readonly Sight[];
}

/** Under these, no instance can be made: its resource is refused, or nobody reconciles it. */
const NO_OPERATOR = ['init-job', 'webhook-ca', 'operator-lease', 'operator-gone'];

/** A fault that brings an instance of its own, `jaeger` in the namespace `fault-NAME`: whatever the sets brought stays well. */
export function inOwnNamespace({ objects, after, seen, images = [], ...fault }: Extra): Fault {
  const namespace = namespaceOf(fault.name);
  return {
    ...fault,
    images,
    notUnder: NO_OPERATOR,
    async put(cluster) {
      const inside = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } };
      await cluster.apply(manifestOf([inside, ...objects.map((object) => placed(object, namespace))]));
      await after?.(cluster, namespace);
    },
    async takeOff(cluster) {
      await cluster.kubectl('delete', 'namespace', namespace, '--ignore-not-found', '--wait=false');
    },
    seen: seen(namespace),
    healed: [
      { name: 'namespace', kubectl: ['get', 'namespace', namespace, '--ignore-not-found', '-o', 'name'], is: /^$/ },
    ],
  };
}

export const namespaceOf = (name: string): string => `fault-${name}`;

function placed(object: { metadata?: object }, namespace: string): object {
  return { ...object, metadata: { ...object.metadata, namespace } };
}

export const jaeger = (spec: object = {}, name = 'jaeger'): object => ({
  apiVersion: 'jaegertracing.io/v1',
  kind: 'Jaeger',
  metadata: { name },
  spec,
});

/** Collector and query on a span store, in which they leave nothing: no template, no trace of the query itself. */
export const production = (es: object, { storage = {}, ...rest }: { storage?: object; collector?: object } = {}) =>
  jaeger({
    strategy: 'production',
    query: { tracingEnabled: false },
    storage: {
      type: 'elasticsearch',
      options: { es: { 'create-index-templates': false, ...es } },
      dependencies: { enabled: false },
      esIndexCleaner: { enabled: false },
      ...storage,
    },
    ...rest,
  });

const POD = '/spec/template/spec';

/**
 * What somebody changes in a Deployment by hand, once the instance is well: path in its Pod's spec → value, in which `-`
 * appends. The operator does not look at what it owns, so this lasts until it next reconciles the resource; written in
 * the resource, the operator would wait five minutes, again and again, for Pods that never get ready, and make no other
 * instance in the meantime.
 */
export const byHand =
  (deployment: string, changes: Readonly<Record<string, unknown>>) =>
  async (cluster: Cluster, namespace: string): Promise<void> => {
    await rolledOut(cluster, namespace, `deployment/${deployment}`);
    await cluster.kubectl(
      '-n',
      namespace,
      'wait',
      '--for=jsonpath={.status.phase}=Running',
      'jaeger/jaeger',
      '--timeout=120s',
    );
    const patch = Object.entries(changes).map(([path, value]) => ({ op: 'add', path: `${POD}/${path}`, value }));
    const about = ['deployment', deployment, '-o', 'jsonpath={.metadata.generation}'];
    const change = ['patch', ...about, '--type=json', '-p', JSON.stringify(patch)];
    // The operator has a last look at what it has just made: what it took back is changed again.
    await until(`${deployment} changed to stay`, 120, async () => {
      const changed = await cluster.kubectl('-n', namespace, ...change);
      await sleep(SETTLING);
      return (await cluster.kubectl('-n', namespace, 'get', ...about)) === changed;
    });
  };

/** Milliseconds in which the operator has looked again, if it does. */
const SETTLING = 5000;

export const podsReady = (namespace: string, ...selection: string[]): Sight =>
  field(
    'Pods ready',
    [namespace, 'pods', ...selection],
    '{.items[*].status.conditions[?(@.type=="Ready")].status}',
    /^True( True)*$/,
  );

export const waitingFor = (namespace: string, is: RegExp, ...selection: string[]): Sight =>
  field(
    'container waits',
    [namespace, 'pods', ...selection],
    '{.items[*].status.containerStatuses[*].state.waiting.reason}',
    is,
  );

export const phaseFailed = (namespace: string): Sight =>
  field('phase of the Jaeger', [namespace, 'jaegers'], '{.items[*].status.phase}', /^Failed$/);
