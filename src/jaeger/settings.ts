import type { ConfigMap, Container, EnvironmentVariable } from '../kubernetes/types.ts';

/**
 * Flags by their dotted name and variables by theirs, as far as they can be known. Values can be passwords.
 * `undefined` as a value: it is set, to something that could not be read.
 */
export type Settings = ReadonlyMap<string, string | undefined>;

export type ConfigMaps = (name: string) => ConfigMap | undefined;

/** What a container is started with. ConfigMaps are those of its namespace. */
export function settingsOf(container: Container, configMaps: ConfigMaps): Settings {
  return new Map([
    ...sourcedVariables(container, configMaps),
    ...variables(container, configMaps),
    ...flags(container),
  ]);
}

/** A setting of Jaeger v1: a flag, else the variable that viper makes of its name (1.76). */
export const settingOf = (settings: Settings, name: string): string | undefined =>
  settings.get(name) ?? settings.get(variableOf(name));

const variableOf = (flag: string): string => flag.toUpperCase().replaceAll(/[.-]/g, '_');

function sourcedVariables({ envFrom = [] }: Container, configMaps: ConfigMaps): [string, string][] {
  return envFrom.flatMap(({ prefix = '', configMapRef }) =>
    Object.entries(configMaps(configMapRef?.name ?? '')?.data ?? {}).map(([key, value]): [string, string] => [
      prefix + key,
      value,
    ]),
  );
}

const variables = ({ env = [] }: Container, configMaps: ConfigMaps): [string, string | undefined][] =>
  env.map((variable) => [variable.name, valueOf(variable, configMaps)]);

function valueOf({ value, valueFrom }: EnvironmentVariable, configMaps: ConfigMaps): string | undefined {
  const key = valueFrom?.configMapKeyRef;
  if (key !== undefined) return configMaps(key.name)?.data?.[key.key];
  return valueFrom === undefined ? (value ?? '') : undefined;
}

/** `--NAME=VALUE`, `--NAME VALUE` and `--NAME`, in `command` as well as in `args`; the last one counts. */
function flags({ command = [], args = [] }: Container): [string, string][] {
  const words = [...command, ...args];
  return words.flatMap((word, index): [string, string][] => {
    const [, name = '', , value] = /^--([^=]+)(=(.*))?$/s.exec(word) ?? [];
    if (name === '') return [];
    const next = words[index + 1] ?? '--';
    return [[name, value ?? (next.startsWith('--') ? 'true' : next)]];
  });
}

/** All values of a flag that may be given several times. */
export function valuesOfFlag({ command = [], args = [] }: Container, flag: string): readonly string[] {
  const words = [...command, ...args];
  return words.flatMap((word, index) => {
    if (word === `--${flag}`) return words[index + 1] ?? [];
    return word.startsWith(`--${flag}=`) ? word.slice(flag.length + 3) : [];
  });
}

/** Names of the ConfigMaps that variables of a container come from. */
export const variableSources = ({ env = [], envFrom = [] }: Container): readonly string[] => [
  ...env.flatMap(({ valueFrom }) => valueFrom?.configMapKeyRef?.name ?? []),
  ...envFrom.flatMap(({ configMapRef }) => configMapRef?.name ?? []),
];
