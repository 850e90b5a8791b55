/** What is answered to a request. */
export interface Reply {
  readonly code: number;
  /** A text as it is; anything else as JSON. */
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An answer that is no success; thrown by whoever finds out. */
export class Refusal extends Error {
  readonly reply: Reply;

  constructor(reply: Reply) {
    super(`refused with ${reply.code}`);
    this.reply = reply;
  }
}

/** What one path of the API serves. */
export interface ResourceType {
  /** Empty for the core group. */
  readonly group: string;
  readonly version: string;
  readonly plural: string;
  readonly kind: string;
  readonly namespaced: boolean;
  /** Of a CustomResourceDefinition. */
  readonly isCustom: boolean;
}

type Named = Pick<ResourceType, 'group' | 'plural'>;

const qualified = (name: string, group: string): string => (group === '' ? name : `${name}.${group}`);

/** Under which objects are stored and rights are given: `pods`, `jobs.batch`. */
export const resourceName = ({ group, plural }: Named): string => qualified(plural, group);

const FAILURE = { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure' };

/** A meta/v1 Status, in the words of Kubernetes 1.36. What is undefined is not written into JSON. */
export const statusOf = (code: number, reason: string, message: string, details?: object): object =>
  Object.assign({ message, reason, details, code }, FAILURE);

export const refusal = (code: number, reason: string, message: string, details?: object): Refusal =>
  new Refusal({ code, body: statusOf(code, reason, message, details) });

export const detailsOf = (group: string, kind: string, name?: string): object => ({
  name,
  group: group || undefined,
  kind,
});

export const noSuchPath = (): Refusal => new Refusal({ code: 404, body: '404 page not found\n' });
export const badRequest = (message: string): Refusal => refusal(400, 'BadRequest', message);
export const unauthorized = (): Refusal => refusal(401, 'Unauthorized', 'Unauthorized');
export const unsupported = (): Refusal => refusal(415, 'UnsupportedMediaType', '415: Unsupported Media Type', {});

export const notFound = (type: Named, name: string): Refusal =>
  refusal(404, 'NotFound', `${resourceName(type)} "${name}" not found`, detailsOf(type.group, type.plural, name));

const AGAIN = 'the object has been modified; please apply your changes to the latest version and try again';
export const conflict = ({ group, plural }: Named, name: string, kind = plural, why = AGAIN): Refusal => {
  const message = `Operation cannot be fulfilled on ${qualified(kind, group)} "${name}": ${why}`;
  return refusal(409, 'Conflict', message, detailsOf(group, kind, name));
};

/** A field of the metadata cannot have this value; the server says some of that more than once. */
export function invalid(
  { group, kind }: ResourceType,
  name: string,
  [field, value, why]: readonly unknown[],
  times = 1,
): Refusal {
  const message = `Invalid value: ${JSON.stringify(value)}: ${String(why)}`;
  const cause = { reason: 'FieldValueInvalid', message, field: `metadata.${String(field)}` };
  const text = `${qualified(kind, group)} "${name}" is invalid: ${cause.field}: ${message}`;
  return refusal(422, 'Invalid', text, {
    ...detailsOf(group, kind, name),
    causes: Array.from({ length: times }, () => cause),
  });
}

/** What somebody wants to do. */
export interface Attempt {
  readonly verb: string;
  readonly type: Named;
  readonly subresource?: string | undefined;
  readonly namespace?: string | undefined;
  readonly name?: string | undefined;
}

/** The server does not say why for the second right of a port-forward: `why` is empty then. */
export function forbidden(user: string, { verb, type, subresource, namespace, name }: Attempt, why?: string): Refusal {
  const resource = subresource === undefined ? type.plural : `${type.plural}/${subresource}`;
  const where = namespace === undefined ? 'at the cluster scope' : `in the namespace "${namespace}"`;
  const what = name === undefined ? resourceName(type) : `${resourceName(type)} "${name}"`;
  const reason = why ?? `User "${user}" cannot ${verb} resource "${resource}" in API group "${type.group}" ${where}`;
  return refusal(403, 'Forbidden', `${what} is forbidden: ${reason}`, detailsOf(type.group, type.plural, name));
}

export const expiredPage = (): Refusal =>
  refusal(410, 'Expired', 'The provided continue parameter is too old to display a consistent list result.');
