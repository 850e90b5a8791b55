import {
  compare,
  FactReader,
  type FactError,
  type Facts,
  type FactSource,
  type JaegerInstance,
  readLogs,
  reportError,
  type ReportError,
} from '../jaeger/index.ts';
import type { LogReader } from '../kubernetes/ports.ts';
import type { Event } from '../kubernetes/types.ts';
import { NOTHING, type Evidence, type OperatorEvidence } from './findings/evidence.ts';
import { wantedEvidence, type EventKind } from './findings/wanted-evidence.ts';
import { operatorId, readOperator } from './read-operator.ts';

export type EvidenceSource = FactSource & Pick<LogReader, 'logs'>;

interface Gathered {
  readonly of: (instance: JaegerInstance) => Evidence;
  readonly errors: readonly ReportError[];
}

/**
 * Asks for what the facts make worth asking: nothing for instances that look well, else at most two logs, the events of a few kinds
 * of object, and four requests about the operator, of which many instances have one in common. What may not be read is left out and noted.
 */
export async function gatherEvidence(
  cluster: EvidenceSource,
  facts: Facts,
  instances: readonly JaegerInstance[],
  now: Date,
): Promise<Gathered> {
  const errors: ReportError[] = [];
  const note = (failed: readonly FactError[]): void => {
    errors.push(
      ...failed.map(({ resource, namespace, error }) => reportError(placed(resource, namespace, facts), error)),
    );
  };
  const events = once<readonly Event[]>();
  const operators = once<OperatorEvidence>();
  const gathered = instances.map(async (instance): Promise<[JaegerInstance, Evidence]> => {
    const { namespace, jaeger } = instance;
    const wanted = wantedEvidence(instance, now);
    const [ofKinds, logs, operator] = await Promise.all([
      Promise.all(
        wanted.events.map((kind) => events(`${namespace}/${kind}`, () => readEvents(cluster, namespace, kind, note))),
      ),
      readLogs(cluster, wanted.logs, errors),
      wanted.operator && jaeger
        ? operators(operatorId(jaeger), () => readOperator(cluster, facts, jaeger, note))
        : undefined,
    ]);
    return [instance, { events: ofKinds.flat(), logs, operator }];
  });
  const byInstance = new Map(await Promise.all(gathered));
  return { of: (instance) => byInstance.get(instance) ?? NOTHING, errors };
}

/** What several instances want to know is asked for once. */
function once<T>(): (key: string, ask: () => Promise<T>) => Promise<T> {
  const asked = new Map<string, Promise<T>>();
  return (key, ask) => {
    const answer = asked.get(key) ?? ask();
    asked.set(key, answer);
    return answer;
  };
}

/** A list of another namespace that could not be read says nothing of the instance's own. */
const placed = (resource: string, namespace: string | undefined, { jaegers }: Facts): string =>
  namespace === undefined || jaegers.some(({ metadata }) => metadata.namespace === namespace)
    ? resource
    : `${namespace}/${resource}`;

type Note = (failed: readonly FactError[]) => void;

/** Oldest first. Of claims also those that are no warnings: that no class is set is `Normal` (kubernetes 1.36). */
async function readEvents(
  cluster: FactSource,
  namespace: string,
  kind: EventKind,
  note: Note,
): Promise<readonly Event[]> {
  const reader = new FactReader(cluster);
  const isClaim = kind === 'PersistentVolumeClaim';
  const fieldSelector = `involvedObject.kind=${kind}${isClaim ? '' : ',type=Warning'}`;
  const events = await reader.list('events', { namespace, fieldSelector });
  note(reader.errors);
  return events.toSorted((one, other) => compare(timeOf(one), timeOf(other)));
}

const timeOf = ({ lastTimestamp, eventTime, metadata }: Event): string =>
  lastTimestamp ?? eventTime ?? metadata.creationTimestamp ?? '';
