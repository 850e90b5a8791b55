import { keysOfFile } from '../jaeger/index.ts';
import type { Container, PodSpec } from '../kubernetes/types.ts';

/** Where a text comes from. It can be a password: none of these is ever shown, but for names. */
export type Origin =
  | { readonly type: 'text'; readonly text: string }
  /** As a file it has no line ends behind it: Jaeger cuts them (1.76, internal/storage/elasticsearch/config). */
  | ({ readonly type: 'key'; readonly key: string; readonly isFile?: boolean } & Holder)
  /** The first that is there. */
  | { readonly type: 'first'; readonly of: readonly Origin[] }
  /** One after the other, all of them. */
  | { readonly type: 'joined'; readonly parts: readonly Origin[] }
  /** In a place that nobody but the Pod can read. */
  | { readonly type: 'hidden'; readonly where: string };

/** A ConfigMap or Secret. */
export interface Holder {
  readonly resource: 'configmaps' | 'secrets';
  readonly namespace: string;
  readonly name: string;
}

/** A container as it is started, and what surrounds it. */
export interface Surrounded {
  readonly container: Container;
  readonly spec: PodSpec;
  readonly namespace: string;
}

/** What a variable of a container is set to: `env` goes over `envFrom`, and later ones over earlier ones; undefined where nothing can set it. */
export function variableOrigin({ container, namespace }: Surrounded, name: string): Origin | undefined {
  const { env = [], envFrom = [] } = container;
  const own = env.findLast((variable) => variable.name === name);
  if (own !== undefined) {
    const { secretKeyRef, configMapKeyRef } = own.valueFrom ?? {};
    if (secretKeyRef !== undefined) return { type: 'key', resource: 'secrets', namespace, ...secretKeyRef };
    if (configMapKeyRef !== undefined) return { type: 'key', resource: 'configmaps', namespace, ...configMapKeyRef };
    return own.valueFrom === undefined
      ? { type: 'text', text: own.value ?? '' }
      : { type: 'hidden', where: `$${name}` };
  }
  const sources = envFrom.toReversed().flatMap(({ prefix = '', configMapRef, secretRef }): Origin[] => {
    const key = name.startsWith(prefix) ? name.slice(prefix.length) : '';
    const of = (resource: Holder['resource'], holder: { readonly name: string } | undefined): Origin[] =>
      holder === undefined || key === '' ? [] : [{ type: 'key', resource, namespace, name: holder.name, key }];
    return [...of('secrets', secretRef), ...of('configmaps', configMapRef)];
  });
  return sources.length === 0 ? undefined : { type: 'first', of: sources };
}

/** What a file of a container holds. */
export function fileOrigin({ container, spec, namespace }: Surrounded, path: string): Origin {
  const keys = keysOfFile(container, spec, path).map((key): Origin => ({
    type: 'key',
    namespace,
    isFile: true,
    ...key,
  }));
  return either(...keys) ?? { type: 'hidden', where: path };
}

/** The first of them that is there. */
export function either(...origins: readonly (Origin | undefined)[]): Origin | undefined {
  const [only, ...others] = origins.filter((origin) => origin !== undefined);
  return only === undefined || others.length === 0 ? only : { type: 'first', of: [only, ...others] };
}

/** What is put in for a text: `$(NAME)` in arguments, by Kubernetes; `${env:NAME:-else}`, `${NAME}` and `${file:PATH}` in a configuration of v2. */
const REFERENCES =
  /\$\((?<argument>\w+)\)|\$\{file:(?<path>[^}]+)\}|\$\{(?:env:)?(?<name>\w+)(?::-(?<otherwise>[^}]*))?\}/g;

export function textOrigin(text: string, surrounded: Surrounded): Origin {
  const parts: Origin[] = [];
  let end = 0;
  for (const found of text.matchAll(REFERENCES)) {
    const { argument, path, name = argument ?? '', otherwise } = found.groups ?? {};
    if (found.index > end) parts.push({ type: 'text', text: text.slice(end, found.index) });
    const variable =
      path === undefined
        ? (variableOrigin(surrounded, name) ?? { type: 'text', text: otherwise ?? '' })
        : fileOrigin(surrounded, path);
    parts.push(
      otherwise === undefined ? variable : { type: 'first', of: [variable, { type: 'text', text: otherwise }] },
    );
    end = found.index + found[0].length;
  }
  if (end < text.length) parts.push({ type: 'text', text: text.slice(end) });
  const [only, ...others] = parts;
  return only !== undefined && others.length === 0 ? only : { type: 'joined', parts };
}

/** What an instance shows of itself to its store, piece by piece. */
export interface IdentityOrigins {
  readonly name?: Origin | undefined;
  readonly password?: Origin | undefined;
  readonly token?: Origin | undefined;
  readonly apiKey?: Origin | undefined;
  /** A whole header: `Basic …`, `Bearer …`, `ApiKey …`. */
  readonly authorization?: Origin | undefined;
  readonly certificate?: Origin | undefined;
  readonly key?: Origin | undefined;
  readonly authority?: Origin | undefined;
  readonly serverName?: Origin | undefined;
  readonly skipsVerification: boolean;
}
