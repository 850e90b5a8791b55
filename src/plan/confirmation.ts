import { JaegerError } from '../errors/index.ts';
import { isDone, type Plan, type Step } from './plan.ts';

/** What a plan needs before it is carried out: nothing, a yes, or the name of what it changes typed back. */
type Need = 'nothing' | 'yes' | 'name';

export interface Consent {
  /** Somebody can be asked. */
  readonly canAsk: boolean;
  /** `--yes`. */
  readonly yes: boolean;
  /** `--confirm NAME`. */
  readonly confirm: string | undefined;
}

export type Decision = 'act' | 'ask' | 'ask-name';

/** One thing that is named, and made or changed so that it can be taken back, needs nothing; what else exists, or what a selector chose, a yes; what is lost, its name. */
function needOf({ steps, subject, destroys }: Plan): Need {
  if (destroys.length > 0) return 'name';
  const onlyAdds = steps.every(isHarmless);
  return onlyAdds && subject !== undefined ? 'nothing' : 'yes';
}

const isHarmless = (step: Step): boolean =>
  step.type === 'keep' ||
  (step.type === 'apply' && step.isNew) ||
  ((step.type === 'patch' || step.type === 'delete') && step.isReversible === true);

/** How to go on with a plan that has been shown. Throws USAGE where it may not be carried out and nobody can be asked. */
export function decide(plan: Plan, consent: Consent): Decision {
  const { confirm, yes, canAsk } = consent;
  if (isDone(plan)) return 'act';
  const name = plan.subject ?? plan.namespace;
  if (confirm !== undefined && confirm !== name)
    throw new JaegerError('USAGE', `--confirm ${confirm} is not the name of what is changed, which is ${name}`);
  const need = needOf(plan);
  const isNamed = need !== 'name' || confirm === name;
  if (isNamed && (yes || (need === 'nothing' && !canAsk))) return 'act';
  if (canAsk) return isNamed ? 'ask' : 'ask-name';
  throw refusal(need, name, plan);
}

function refusal(need: Need, name: string, { title, destroys }: Plan): JaegerError {
  const flags = need === 'name' ? `--yes --confirm ${name}` : '--yes';
  const why = need === 'name' ? `: ${destroys.join('; ')}` : ' changes what exists, or more than one thing';
  return new JaegerError('USAGE', `${title}${why}; without a terminal that needs ${flags}`, {
    hints: ['nothing has been changed; --dry-run=server and --diff show what would be'],
  });
}
