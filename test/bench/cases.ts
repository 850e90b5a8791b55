export interface BenchCase {
  readonly name: string;
  /** Ours, after `kubectl jaeger`. */
  readonly ours: readonly string[];
  /** The kubectl call that does the same work, or that a user would have made instead. */
  readonly kubectl: readonly string[];
  /** Whether it asks an API server. */
  readonly asks: boolean;
}

const WORKLOADS = 'jaegers,deployments,statefulsets,daemonsets';
const MEMBERS = 'pods,services,persistentvolumeclaims,jobs,cronjobs,ingresses,networkpolicies';
const COLLECTORS = 'opentelemetrycollectors';

const status = (namespace: string): BenchCase => ({
  name: `status -n ${namespace}`,
  // What is found is no matter here.
  ours: ['status', '-n', namespace, '--fail-on', 'never'],
  kubectl: ['get', `${WORKLOADS},${MEMBERS}`, '-n', namespace],
  asks: true,
});

const everywhere = (name: string, resources: string, ...flags: string[]): BenchCase => ({
  name: `${name} -A`,
  ours: [name, '-A', ...flags],
  kubectl: ['get', resources, '-A'],
  asks: true,
});

/** What is measured on which cluster. */
export const benchCases: Readonly<Record<'small' | 'large', readonly BenchCase[]>> = {
  small: [
    { name: '--help', ours: ['--help'], kubectl: ['--help'], asks: false },
    { name: 'version --client', ours: ['version', '--client'], kubectl: ['version', '--client'], asks: false },
    { name: 'completion', ours: ['__complete', ''], kubectl: ['__complete', ''], asks: false },
    {
      name: 'install --dry-run=client',
      ours: ['install', 'simplest', '--dry-run=client', '-o', 'yaml'],
      kubectl: ['create', 'deployment', 'simplest', '--image=jaeger', '--dry-run=client', '-o', 'yaml'],
      asks: false,
    },
    { name: 'list', ours: ['list', '-n', 'default'], kubectl: ['get', WORKLOADS, '-n', 'default'], asks: true },
    status('default'),
    status('jaeger-production'),
  ],
  large: [
    everywhere('list', `${WORKLOADS},${COLLECTORS}`),
    everywhere('status', `${WORKLOADS},${COLLECTORS},${MEMBERS}`, '--fail-on', 'never'),
    status('scale-000'),
  ],
};
