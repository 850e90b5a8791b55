import type { Container, EnvironmentVariable } from '../kubernetes/types.ts';

/** Keys and values by name; undefined when it could not be read. */
export type ValueSource = (name: string) => Readonly<Record<string, string>> | undefined;

export interface ValueSources {
  readonly configMap: ValueSource;
  readonly secret: ValueSource;
}

/** A text, or where the one that it would be comes from: `secrets/NAME`. */
export type Told = string | Unread;

export interface Unread {
  readonly from: string;
}

/** The variables of a container. Values can be passwords. */
export interface Environment {
  readonly variables: ReadonlyMap<string, Told>;
  /** What could not be read and may set anything that `variables` do not, each with the prefix that it would have. */
  readonly unread: readonly (Unread & { readonly prefix: string })[];
}

/** What the kubelet sets (1.36): what `env` says counts more than `envFrom`, and later more than earlier. Those of Services are left out. */
export function environmentOf({ env = [], envFrom = [] }: Container, sources: ValueSources): Environment {
  const variables = new Map<string, Told>();
  const unread: (Unread & { prefix: string })[] = [];
  for (const { prefix = '', ...source } of envFrom) {
    const [from, values] = valuesOf(source, sources);
    for (const [key, value] of Object.entries(values ?? {})) variables.set(prefix + key, value);
    if (values === undefined) unread.push({ from, prefix });
  }
  for (const variable of env) variables.set(variable.name, valueOf(variable, { variables, unread }, sources));
  return { variables, unread };
}

type EnvironmentSource = NonNullable<Container['envFrom']>[number];

function valuesOf(
  { configMapRef, secretRef }: Omit<EnvironmentSource, 'prefix'>,
  sources: ValueSources,
): [string, Readonly<Record<string, string>> | undefined] {
  if (configMapRef !== undefined) return [`configmaps/${configMapRef.name}`, sources.configMap(configMapRef.name)];
  return [`secrets/${secretRef?.name ?? ''}`, sources.secret(secretRef?.name ?? '')];
}

function valueOf({ value, valueFrom }: EnvironmentVariable, before: Environment, sources: ValueSources): Told {
  if (valueFrom === undefined) return expanded(value ?? '', before);
  const { configMapKeyRef: config, secretKeyRef: secret } = valueFrom;
  if (config !== undefined)
    return sources.configMap(config.name)?.[config.key] ?? { from: `configmaps/${config.name}` };
  if (secret !== undefined) return sources.secret(secret.name)?.[secret.key] ?? { from: `secrets/${secret.name}` };
  return { from: 'a field of the Pod' };
}

/** `$(NAME)` of what is set, `$$` for a dollar; a name that is not set stays as it is written (kubelet 1.36). */
export function expanded(text: string, environment: Environment): Told {
  let missing: Unread | undefined;
  const told = text.replaceAll(/\$(?:\$|\(([^()]*)\))/g, (written, name: string | undefined) => {
    const value = name === undefined ? '$' : variableOf(environment, name);
    if (typeof value === 'object') missing = value;
    return typeof value === 'string' ? value : written;
  });
  return missing ?? told;
}

/** Undefined when it is not set. */
export const variableOf = ({ variables, unread }: Environment, name: string): Told | undefined =>
  variables.get(name) ?? unread.find(({ prefix }) => name.startsWith(prefix));
