import { isJaegerError } from '../../errors/index.ts';
import type { LogReader } from '../../kubernetes/ports.ts';
import type { Pod } from '../../kubernetes/types.ts';
import { reportError, type ReportError } from '../report-error.ts';

/** By `logId`; a log that could not be read is not there. */
export type Logs = ReadonlyMap<string, string>;

/** A container of which the last lines tell something. */
export interface LogSource {
  readonly pod: Pod;
  readonly container: string;
  /** Of the run before this one. */
  readonly previous: boolean;
}

export const logId = ({ metadata }: Pod, container: string): string =>
  `${metadata.namespace}/${metadata.name}/${container}`;

/** Enough for what a program says at its end. */
const END = { tailLines: 20, limitBytes: 16 * 1024 };

/** What these containers wrote last. What could not be read is told in `errors`. */
export async function readLogs(
  cluster: Pick<LogReader, 'logs'>,
  sources: readonly LogSource[],
  errors: ReportError[],
): Promise<Logs> {
  const logs = new Map<string, string>();
  await Promise.all(
    sources.map(async ({ pod, container, previous }) => {
      const { name, namespace = '' } = pod.metadata;
      try {
        logs.set(logId(pod, container), await cluster.logs({ namespace, name }, { container, previous, ...END }));
      } catch (error) {
        if (!isJaegerError(error)) throw error;
        errors.push(reportError('pods/log', error));
      }
    }),
  );
  return logs;
}
