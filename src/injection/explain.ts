import { nameOf as objectName } from '../plan/index.ts';
import type { Addressable } from './addresses.ts';
import { headlessService } from './agent-target.ts';
import { decide } from './decide.ts';
import { nameOf, operatorAnswer, placeOf } from './operator-answer.ts';
import { sidecarsAmong } from './otel-answer.ts';
import type { Injection } from './plan-parts.ts';
import type { Subject } from './subject.ts';

export interface Explanation {
  /** `deployment.apps/web`. */
  readonly name: string;
  readonly rows: readonly (readonly [title: string, text: string])[];
}

/** Of each workload: whether it is traced now, what its operator would do with it, and what this plan does. */
export function explanationsOf(injection: Injection): readonly Explanation[] {
  return injection.subjects.map((subject) => ({ name: objectName(subject.step), rows: rowsOf(subject, injection) }));
}

function rowsOf({ live, step, because }: Subject, { around, roots, present }: Injection): Explanation['rows'] {
  const { annotations, jaegers, operators, collectors } = around;
  const now = decide(live, {
    namespace: present ?? annotations,
    jaegers,
    operators,
    sidecars: sidecarsAmong(collectors),
    instances: addressables({ around, roots }),
  });
  const answer = operatorAnswer({ workload: live, namespace: annotations, jaegers });
  const where = now.instance === undefined ? '' : ` to ${placeOf(now.instance)}`;
  const plan =
    step.type === 'keep' && step.done === undefined
      ? step.skipped === undefined
        ? 'nothing is to be done'
        : `skipped: ${step.skipped}`
      : because;
  return [
    ['now', `${now.traced ? `traced${where}` : 'not traced'}: ${now.reason}`],
    ...(live.kind === 'Deployment' && jaegers.length > 0
      ? [['operator', `${answer.outcome}: ${answer.because}`] as const]
      : []),
    ['plan', plan],
  ];
}

/** Instances by the Services that operators and charts give them. */
function addressables({ around: { jaegers }, roots }: Pick<Injection, 'around' | 'roots'>): readonly Addressable[] {
  const names = [...roots, ...jaegers.map(nameOf)].map(({ namespace, name }) => ({ namespace, name }));
  return names.map((one) => ({
    ...one,
    services: [headlessService(one.name), ...['-collector', '-agent', ''].map((end) => one.name + end)],
  }));
}
