import type { InstallOptions } from './options.ts';
import { SETTINGS, SWITCHES } from './settings.ts';
import type { Draft } from './wizard-answers.ts';
import { named } from './wishes.ts';

/** What can be said on a command line; a file is not said again. */
export interface Sayable extends Partial<Omit<Draft, 'base'>> {
  readonly createNamespace?: boolean;
}

/** The arguments of `install` that say the same, in the order of its help. */
export function argvOf(options: Sayable): readonly string[] {
  const { name, namespace, createNamespace = false, settings = {}, switches = {} } = options;
  const { ingressHosts = [], images = [], set = [] } = options;
  return [
    ...(name === undefined ? [] : [name]),
    ...(namespace === undefined ? [] : ['-n', namespace]),
    ...(createNamespace ? ['--create-namespace'] : []),
    ...named(SETTINGS, settings).flatMap(([id, , text]) => flag(id, text)),
    ...named(SWITCHES, switches).map(([id, , isOn]) => (isOn ? `--${id}` : `--no-${id}`)),
    ...ingressHosts.flatMap((host) => flag('ingress-host', host)),
    ...images.flatMap((image) => flag('image', image)),
    ...set.flatMap((value) => flag('set', value)),
  ];
}

const flag = (name: string, value: string): readonly string[] => [`--${name}`, value];

/** Of options those that a draft has not said. */
export function beyond(options: InstallOptions, draft: Draft): Sayable {
  return {
    ...(draft.name === undefined ? { name: options.name } : {}),
    ...(draft.namespace === undefined ? { namespace: options.namespace } : {}),
    settings: without(options.settings, draft.settings),
    switches: without(options.switches, draft.switches),
    ingressHosts: options.ingressHosts.slice(draft.ingressHosts.length),
  };
}

const without = <T extends object>(choices: T, said: object): Partial<T> =>
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- fewer fields of the same
  Object.fromEntries(Object.entries(choices).filter(([id]) => !Object.hasOwn(said, id))) as Partial<T>;
