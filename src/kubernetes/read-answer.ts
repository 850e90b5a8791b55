import { JaegerError } from '../errors/index.ts';
import type { Answer } from './requests.ts';
import { anyObject, fields, list, text, type ShapeReader } from './shapes.ts';
import type { KubernetesObject } from './types.ts';

/** The JSON object in a successful answer. */
function readJson({ body }: Answer, what: string): Readonly<Record<string, unknown>> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch (cause) {
    throw noKubernetes(what, body, cause);
  }
  const object = anyObject(parsed);
  if (!object) throw noKubernetes(what, body);
  return object;
}

/** The object that an answer must hold. */
export function readObject<T>(answer: Answer, reader: ShapeReader<T>, what: string): T {
  const object = reader(readJson(answer, what));
  if (object === undefined) throw noKubernetes(what, answer.body);
  return object;
}

const START = 80;

function noKubernetes(what: string, body: string, cause?: unknown): JaegerError {
  const start = body.trim().slice(0, START).replaceAll(/\s+/g, ' ');
  return new JaegerError('BAD_ANSWER', `what the server answered to ${what} is no Kubernetes API object: ${start}`, {
    hints: ['a proxy or a login page may stand in between: compare the server address in the kubeconfig'],
    cause,
  });
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly more: string | undefined;
  readonly resourceVersion: string | undefined;
}

const pageMetadata = fields<{ readonly continue?: string; readonly resourceVersion?: string }>({
  continue: text,
  resourceVersion: text,
});

/** A list page: `items` may be null, but an answer that has no such key is no list. */
export function readPage<T extends KubernetesObject>(answer: Answer, reader: ShapeReader<T>, what: string): Page<T> {
  const page = readJson(answer, what);
  const items = list(reader)(page['items'] ?? (page['items'] === null ? [] : undefined));
  if (!items) throw noKubernetes(what, answer.body);
  const { continue: more, resourceVersion } = pageMetadata(page['metadata']) ?? {};
  return { items, more: more || undefined, resourceVersion };
}
