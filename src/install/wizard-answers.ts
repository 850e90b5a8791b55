import type { InstallOptions } from './options.ts';
import { SETTINGS, SWITCHES, type Setting, type SettingName, type Switch, type SwitchName } from './settings.ts';
import { named } from './wishes.ts';

/** Choices as far as they have been made; the name may be missing. */
export interface Draft extends Omit<InstallOptions, 'name'> {
  readonly name?: string | undefined;
}

/** What can be asked for: a choice that has a flag, or what decides which of these are asked for. */
export type QuestionId =
  SettingName | SwitchName | 'namespace' | 'new-namespace' | 'name' | 'es-from' | 'rollover' | 'ingress-host';

/** Question → answer, as it would be typed behind a flag; `yes` and `no`; empty: left to the operator. */
export type Answers = Readonly<Partial<Record<QuestionId, string>>>;

/** Whether there is something to ask for: without a name, or with nothing but name and place. A file says all that is wanted. */
export const isOpen = (draft: Draft): boolean =>
  draft.base === undefined && (draft.name === undefined || saysNothing(draft));

const saysNothing = ({ settings, switches, ingressHosts, images, set }: Draft): boolean =>
  [...named(SETTINGS, settings), ...named(SWITCHES, switches), ...ingressHosts, ...images, ...set].length === 0;

/** What a draft answers already. */
export function answersOf({ name, namespace, settings, switches, ingressHosts }: Draft): Answers {
  const chosen = [
    ...named(SETTINGS, settings).map(([id, , text]) => [id, text] as const),
    ...named(SWITCHES, switches).map(([id, , isOn]) => [id, isOn ? 'yes' : 'no'] as const),
    ...(ingressHosts.length > 0
      ? ([
          ['ingress-host', ingressHosts.join()],
          ['ingress', 'yes'],
        ] as const)
      : []),
  ];
  return withImplied({
    ...Object.fromEntries(chosen),
    ...(name === undefined ? {} : { name }),
    ...(namespace === undefined ? {} : { namespace }),
  });
}

/** The same with what follows from them: with anything else the operator would pass over what they say. */
export function withImplied(answers: Answers): Answers {
  const said: readonly (readonly [string, Setting | Switch, string])[] = [
    ...named<Setting, string>(SETTINGS, answers),
    ...named<Switch, string>(SWITCHES, answers),
  ].filter(([, , text]) => text !== '');
  const rules = said.map(([, rule]) => rule);
  const storage = answers.storage ?? rules.find((rule) => rule.storage !== undefined)?.storage;
  const strategy = rules.find((rule) => rule.strategy !== undefined)?.strategy ?? ONLY[storage ?? ''];
  const switched = SWITCHED.filter(([, , prefix]) => said.some(([id]) => id.startsWith(prefix)));
  return {
    ...Object.fromEntries<string>(switched.map(([id, answer]) => [id, answer])),
    ...(rules.some((rule) => rule.ordered) ? { 'es-from': 'operator' } : {}),
    ...(storage === undefined ? {} : { storage }),
    ...(strategy === undefined ? {} : { strategy }),
    ...answers,
  };
}

/** Storage → the one strategy that can use it. */
const ONLY: Readonly<Record<string, string>> = { memory: 'allInOne', badger: 'allInOne' };

/** Question, its answer, and the beginning of the names of what says so. */
const SWITCHED: readonly (readonly [QuestionId, string, prefix: string])[] = [
  ['es-from', 'url', 'es-url'],
  ['es-from', 'url', 'es-secret'],
  ['es-from', 'url', 'es-ca'],
  ['cleaner', 'yes', 'retention-days'],
  ['cleaner', 'yes', 'cleaner-schedule'],
  ['rollover', 'yes', 'rollover-'],
  ['ingress', 'yes', 'ingress-security'],
];

/**
 * The options that answers stand for, beside what the draft says. What is switched on by what else is said, and what is on
 * anyway, is not said.
 */
export function optionsOf(answers: Answers, draft: Draft): InstallOptions {
  const settings = named(SETTINGS, answers).filter(([, , text]) => text !== '');
  const off = (['ingress', 'cleaner'] as const).filter((id) => answers[id] === 'no');
  const namespace = answers['new-namespace'] ?? answers.namespace;
  const hosts = (answers['ingress-host'] ?? '').split(',').map((host) => host.trim());
  return {
    ...draft,
    name: answers.name ?? '',
    namespace,
    settings: Object.fromEntries(settings.map(([id, , text]) => [id, text])),
    switches: { ...draft.switches, ...Object.fromEntries(off.map((id) => [id, false])) },
    ingressHosts: hosts.filter((host) => host !== ''),
  };
}
