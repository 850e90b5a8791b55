import { JaegerError } from '../errors/index.ts';
import {
  isInstanceName,
  isLabel,
  isSchedule,
  isSubdomain,
  isTree,
  LONGEST_NAME,
  parseDuration,
  STORAGE_TYPES,
} from '../jaeger/index.ts';

/** What a text stands for in the resource. Throws USAGE with `what` (a flag or a field), the text and what would be valid. */
export type Check = (text: string, what: string) => unknown;

const LONGEST_SHOWN = 80;

export const refused = (what: string, text: string, valid: string): JaegerError =>
  new JaegerError('USAGE', `${what} "${text.slice(0, LONGEST_SHOWN)}": ${valid}`);

const matching =
  (valid: string, isValid: (text: string) => boolean): Check =>
  (text, what) => {
    if (!isValid(text)) throw refused(what, text, valid);
    return text;
  };

/** One of several words, in any case; it becomes the word that is meant. */
const wordOf =
  (words: readonly string[], meanings: Readonly<Record<string, string>> = {}): Check =>
  (text, what) => {
    const lowered = text.toLowerCase();
    const word = words.find((one) => one.toLowerCase() === lowered) ?? meanings[lowered];
    if (word === undefined) throw refused(what, text, `it is one of ${words.join(', ')}`);
    return word;
  };

const STRATEGIES = ['allInOne', 'production', 'streaming'];

/** The operator compares in lower case, and takes all it does not know for all-in-one (jaeger-operator 1.65). */
export const strategy = wordOf(STRATEGIES, { 'all-in-one': 'allInOne' });

/** What the operator does not know it takes for memory. */
export const storageType = wordOf(STORAGE_TYPES);

/** From the least copies of each shard to the most (openshift/elasticsearch-operator). */
export const REDUNDANCY_POLICIES = ['ZeroRedundancy', 'SingleRedundancy', 'MultipleRedundancy', 'FullRedundancy'];

export const redundancyPolicy = wordOf(REDUNDANCY_POLICIES);

export const ingressSecurity = wordOf(['none', 'oauth-proxy']);

export const schedule = matching(
  'it is a schedule of five fields (minute, hour, day of month, month, day of week 0-6), such as "55 23 * * *", or @hourly, @daily, @weekly, @monthly, @yearly, @every DURATION',
  isSchedule,
);

/** Kubernetes 1.36, apimachinery resource.Quantity; a size is more than nothing. */
export const size = matching(
  'it is a size such as 500Mi, 50Gi, 1Ti or 10G',
  (text) => /^\+?(\d+(\.\d*)?|\.\d+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?\d+)?$/.test(text) && Number.parseFloat(text) > 0,
);

/** With another one the operator does not reconcile the resource, without a word (jaeger-operator 1.65). */
export const duration = matching(
  'it is a duration with units up to hours, such as 72h or 1h30m; days are written in hours',
  (text) => (parseDuration(text) ?? 0) > 0,
);

export const wholeNumber =
  (from: number): Check =>
  (text, what) => {
    const number = /^\d{1,9}$/.test(text) ? Number(text) : -1;
    if (number < from) throw refused(what, text, `it is a whole number from ${from} on`);
    return number;
  };

export const instanceName = matching(
  `it is lower-case letters, digits, "-" and ".", begins and ends with a letter or digit, and has at most ${LONGEST_NAME} characters`,
  isInstanceName,
);

export const namespaceName = matching(
  'it is lower-case letters, digits and "-", begins and ends with a letter or digit, and has at most 63 characters',
  isLabel,
);

export const objectName = matching('it is the name of a Kubernetes object', (text) => isSubdomain(text, 253));

/** `*.example.com` is one, too. */
export const hostName = matching('it is a host name, such as jaeger.example.com', (text) =>
  isSubdomain(text.replace(/^\*\./, ''), 253),
);

export const urls = matching(
  'it is http://HOST:PORT or https://HOST:PORT, several of them with commas, and without user and password, which belong in --es-secret',
  (text) => text.split(',').every(isServerUrl),
);

function isServerUrl(text: string): boolean {
  const url = URL.parse(text.trim());
  return url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '';
}

export const servers = matching('it is HOST or HOST:PORT, several of them with commas', (text) =>
  text.split(',').every((server) => /^[\w.-]+(:\d{1,5})?$/.test(server.trim())),
);

export const word = matching('it is one word', (text) => /^[^\s,]+$/.test(text));

export const image = matching('it is an image, such as jaegertracing/all-in-one:1.76.0', (text) =>
  /^[a-z0-9][\w./:@-]*$/i.test(text),
);

const CONDITIONS = [
  'max_age',
  'max_docs',
  'max_size',
  'max_primary_shard_size',
  'max_primary_shard_docs',
  'min_age',
  'min_docs',
  'min_size',
  'min_primary_shard_size',
  'min_primary_shard_docs',
];

/** What Elasticsearch and OpenSearch know (rollover API of Elasticsearch 8). */
export const rolloverConditions = matching(
  `it is a JSON object such as {"max_age": "2d"}, of ${CONDITIONS.join(', ')}`,
  (text) => {
    const conditions = parsed(text);
    if (!isTree(conditions)) return false;
    const entries = Object.entries(conditions);
    return entries.length > 0 && entries.every(([name, value]) => CONDITIONS.includes(name) && isLimit(value));
  },
);

const isLimit = (value: unknown): boolean =>
  typeof value === 'number' ? value > 0 : typeof value === 'string' && /^\d+[a-z]*$/i.test(value);

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
