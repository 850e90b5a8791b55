import type { Ground } from '../ground/cluster.ts';
import { endFault, putFault } from '../ground/faults/index.ts';
import type { Finding } from '../../src/jaeger/index.ts';
import { sleep, until } from '../ground/run.ts';
import { findingsOf, hasNamed, linesOf, type Named } from './status-findings.ts';

export interface Expected {
  readonly scope: readonly string[];
  readonly named: Named;
  /** What is on beside it. */
  readonly beside?: string;
  /** An instance that is made under the fault, and that it keeps from being carried out. */
  readonly waiting?: true;
}

const own = (name: string, ...named: Named): [string, Expected] => [name, { scope: ['-n', `fault-${name}`], named }];

/** Faults that the status of the cluster alone cannot show: the span store would have to be asked. */
export const UNSEEN = ['read-only-indices'];

/** The namespace of an instance that is made under the fault. */
const NEW = 'waiting';

/** Fault of the ground → where it is looked for, and what is said of it. */
export const EXPECTED = new Map<string, Expected>([
  own('image', 'JG006', /all-in-one:1\.650\.0: \S/),
  own('claim-class', 'JG010', /"fast-ssd" not found/),
  own('no-endpoints', 'JG011', /select app=tracing/),
  own('quota', 'JG004', /failed quota: memory/),
  own('network-policy', 'JG013', /deny-all lets anything into/),
  own('two-instances', 'JG072', /also jaeger/),
  own('crash-loop', 'JG008', /exit code 1 .*unknown flag: --collector\.http-port$/s),
  own('cleaner-unauthorized', 'JG041', /status code: 401/),
  ['cleaner-suspended', { scope: ['-n', 'jaeger-production'], named: ['JG042', /suspend is true/] }],
  own('init-job', 'JG040', /connect: connection refused$/),
  // With nothing else wrong nothing is asked of the operator: here another fault gives the suspicion.
  [
    'webhook-ca',
    { scope: ['-n', 'fault-image'], named: ['JG024', /no caBundle for .*mjaeger\.kb\.io/], beside: 'image' },
  ],
  ['operator-lease', { scope: ['-n', NEW], named: ['JG023', /held by an-operator-elsewhere_/], waiting: true }],
  ['operator-gone', { scope: ['-A'], named: ['JG022', /scaled to 0/] }],
]);

const made = JSON.stringify({
  apiVersion: 'jaegertracing.io/v1',
  kind: 'Jaeger',
  metadata: { name: 'new', namespace: NEW },
});

/** Seconds after which a resource that nobody has touched is remarkable, and some. */
const UNTOUCHED = 15;

/** What is found of a fault that is on, as soon as the one that is expected is among it: nothing is said of Services that have only just been made. */
export async function namedFindings(cluster: Ground, { scope, named }: Expected): Promise<readonly Finding[]> {
  let findings: readonly Finding[] = [];
  const isNamed = async (): Promise<boolean> => {
    findings = await findingsOf(cluster, ...scope);
    return hasNamed(findings, named);
  };
  await until(`${named[0]} ${named[1].source}`, 30, isNamed, () => linesOf(findings).join('\n'));
  return findings;
}

const isApplied = (cluster: Ground, manifest: string): Promise<boolean> =>
  cluster.apply(manifest).then(
    () => true,
    () => false,
  );

/** Does something while a fault is on, and what belongs to it. */
export async function underFault<T>(cluster: Ground, name: string, work: () => Promise<T>): Promise<T> {
  const { beside, waiting } = EXPECTED.get(name) ?? {};
  if (beside !== undefined) await putFault(cluster, beside);
  await putFault(cluster, name);
  try {
    if (waiting) {
      await cluster.kubectl('create', 'namespace', NEW);
      // The operator has just been started anew, and its webhook is asked.
      await until(`an instance in ${NEW}`, 60, () => isApplied(cluster, made));
      await sleep(UNTOUCHED * 1000);
    }
    return await work();
  } finally {
    await endFault(cluster, name);
    if (beside !== undefined) await endFault(cluster, beside);
    if (waiting) await cluster.kubectl('delete', 'namespace', NEW);
  }
}
