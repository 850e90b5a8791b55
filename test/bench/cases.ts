const NAMESPACE = 'default';

export interface BenchCase {
  readonly name: string;
  /** Ours, after `kubectl jaeger`. */
  readonly ours: readonly string[];
  /** The kubectl call that does the same work, or that a user would have made instead. */
  readonly kubectl: readonly string[];
  /** Whether it asks an API server. */
  readonly asks: boolean;
}

/** What is measured; a command that is not there yet is passed over. */
export const benchCases: readonly BenchCase[] = [
  { name: '--help', ours: ['--help'], kubectl: ['--help'], asks: false },
  { name: 'version --client', ours: ['version', '--client'], kubectl: ['version', '--client'], asks: false },
  {
    name: 'status',
    ours: ['status', '-n', NAMESPACE],
    kubectl: ['get', 'jaegers,pods,cronjobs,jobs,services,persistentvolumeclaims', '-n', NAMESPACE],
    asks: true,
  },
];
