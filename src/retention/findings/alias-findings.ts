import { finding, type Finding } from '../../jaeger/index.ts';
import type { IndexType } from '../index-names.ts';
import type { JaegerIndex } from '../jaeger-index.ts';
import { aliasNames, namesOf, STORE, type RetentionSubject, type Rule } from './subject.ts';

/** Of which the server needs both aliases as soon as it uses any (Jaeger 1.76, 2.13). */
const WRITTEN: readonly IndexType[] = ['span', 'service'];

/** How aliases and generations of a type are called, but for what follows. */
const familyOf = (prefix: string, type: IndexType): string =>
  `${prefix}jaeger-${type === 'archive' ? 'span-archive' : type}`;

/** Aliases on, and nobody has made them: Elasticsearch makes an index of the alias's name instead, which nothing reads (tried with 2.13). */
export const initFindings: Rule = (subject) => {
  const { usesAliases, prefix, store, indices, root } = subject;
  // Under whatever prefix: v2 archives into a store of its own.
  const real = indices.filter(({ name }) => name.form === 'alias-name');
  const expected = usesAliases && prefix !== undefined ? WRITTEN : [];
  const missing = expected
    .map((type) => `${familyOf(prefix ?? '', type)}-write`)
    .filter((alias) => !store.indices.some(({ aliases }) => aliases.some(({ name }) => name === alias)));
  if (real.length === 0 && missing.length === 0) return [];
  const [first] = missing;
  return [
    finding('JG090', {
      object: STORE,
      evidence:
        real.length > 0
          ? `${namesOf(real)} ${real.length === 1 ? 'is an index and no alias' : 'are indices and no aliases'}`
          : `there is no alias ${missing.join(' and ')}`,
      why:
        real.length > 0
          ? 'spans are taken with 200 and never found again; init fails as long as these indices are there'
          : `the first span makes an index called ${first ?? ''}, which nothing reads: spans are taken and never found`,
      next:
        real.length > 0
          ? `stop the collector, delete these indices (what is in them is lost to Jaeger), run es-rollover init, start the collector${initHint(subject)}`
          : `run es-rollover init before spans are sent${root.flavour === 'jaeger-operator' ? ': the operator does with es.use-aliases in its resource' : ''}`,
    }),
  ];
};

const initHint = ({ root, prefix }: RetentionSubject): string =>
  root.storage.address === undefined
    ? ''
    : `: INDEX_PREFIX=${(prefix ?? '').replace(/-$/, '') || "''"} es-rollover init ${root.storage.address.replace(/\/$/, '')}`;

interface Family {
  readonly name: string;
  /** The oldest first. */
  readonly generations: readonly JaegerIndex[];
}

const families = ({ own, prefix }: RetentionSubject): readonly Family[] =>
  prefix === undefined
    ? []
    : [
        ...Map.groupBy(
          own.filter(({ name }) => name.form === 'rollover'),
          ({ name }) => familyOf(prefix, name.type),
        ),
      ].map(([name, generations]) => ({
        name,
        generations: generations.toSorted((one, other) => (one.name.generation ?? 0) - (other.name.generation ?? 0)),
      }));

const isWritten = (family: Family, one: JaegerIndex): boolean => {
  const alias = one.index.aliases.find(({ name }) => name === `${family.name}-write`);
  return alias !== undefined && alias.isWriteIndex !== false;
};

/** Two generations may both be without it: then nothing can be written, which `JG090` says. */
export const writeAliasFindings: Rule = (subject) =>
  families(subject).flatMap((family): Finding[] => {
    const newest = family.generations.at(-1);
    const written = family.generations.findLast((one) => isWritten(family, one));
    if (newest === undefined || written === undefined || written === newest) return [];
    return [
      finding('JG092', {
        object: `index/${written.index.name}`,
        evidence: `${family.name}-write is on it, and ${newest.index.name} exists`,
        why: 'the next rollover wants to make an index that exists, and fails; es-rollover init does this when it is run again after a generation was deleted',
        next: `move the alias: POST _aliases {"actions":[{"remove":{"index":"${written.index.name}","alias":"${family.name}-write"}},{"add":{"index":"${newest.index.name}","alias":"${family.name}-write"}}]}`,
      }),
    ];
  });

/** The index that is written to is found only by its read alias. */
export const readAliasFindings: Rule = (subject) =>
  families(subject).flatMap((family): Finding[] => {
    const blind = family.generations.filter(
      (one) => isWritten(family, one) && !aliasNames(one).includes(`${family.name}-read`),
    );
    if (!subject.usesAliases || blind.length === 0) return [];
    return [
      finding('JG091', {
        object: `index/${blind[0]?.index.name ?? ''}`,
        evidence: `${namesOf(blind)} has ${family.name}-write and not ${family.name}-read`,
        why: 'what is written now is not found by the query service',
        next: `POST _aliases {"actions":[{"add":{"index":"${blind[0]?.index.name ?? ''}","alias":"${family.name}-read"}}]}`,
      }),
    ];
  });

/** The server writes its templates at every start, and what they say holds from the next generation on (tried with 2.13). */
export const templateDriftFindings: Rule = (subject) =>
  families(subject).flatMap((family): Finding[] => {
    const { templates } = subject.store;
    const written = family.generations.findLast((one) => isWritten(family, one));
    const template = templates?.find(({ name }) => name === family.name);
    if (written === undefined || template === undefined) return [];
    const { shards, replicas } = written.index;
    const next = { shards: template.shards ?? shards, replicas: template.replicas ?? replicas };
    if (next.shards === shards && next.replicas === replicas) return [];
    return [
      finding('JG093', {
        object: `index/${written.index.name}`,
        evidence: `it has ${shards} shards and ${replicas} replicas, and the template ${template.name} says ${next.shards} and ${next.replicas}`,
        why: 'the server writes the template with its own settings at every start: the next generation has those, not the ones of es-rollover init',
        next: 'give the server the same numbers (es.num-shards and es.num-replicas, indices.*.shards and replicas), or switch off create-index-templates (create_mappings)',
      }),
    ];
  });

/** A pair of service and operation is written again only after twelve hours, whatever index it went to before (service_cache_ttl; tried with 2.13). */
export const serviceListFindings: Rule = (subject) => {
  const all = families(subject);
  const services = all.find(({ name }) => name.endsWith('jaeger-service'));
  const spans = all.find(({ name }) => name.endsWith('jaeger-span'));
  const empty = services?.generations.findLast((one) => isWritten(services, one));
  const full = spans?.generations.findLast((one) => isWritten(spans, one));
  if (!services || !empty || empty.index.size?.documents !== 0 || (full?.index.size?.documents ?? 0) === 0) return [];
  const readable = services.generations.filter(
    (one) => one !== empty && aliasNames(one).includes(`${services.name}-read`),
  );
  if (readable.some(({ index }) => (index.size?.documents ?? 0) > 0)) return [];
  return [
    finding('JG094', {
      object: `index/${empty.index.name}`,
      evidence: 'it is empty while spans come in, and no older generation can be read',
      why: 'collectors write a service again only when twelve hours have passed: until then it is missing from the list, though its spans are found',
      next: 'restart the collectors, or wait; keep the read alias of services longer than a day (readTTL of esRollover)',
    }),
  ];
};

/** What ILM and ISM say of themselves. */
export const lifecycleFindings: Rule = ({ store, indices }) => {
  const known = new Set(indices.map(({ index }) => index.name));
  const policies = new Set((store.policies ?? []).map(({ name }) => name));
  const failed = (store.lifecycles ?? []).filter(({ index, failure }) => known.has(index) && failure !== undefined);
  const lost = indices.filter(
    ({ index }) => index.policy !== undefined && store.policies !== undefined && !policies.has(index.policy),
  );
  return [
    ...failed.map(({ index, policy = '<none>', phase = '<unknown>', failure = '' }) =>
      finding('JG095', {
        object: `index/${index}`,
        evidence: `policy ${policy} is in ${phase}: ${failure}`,
        why: 'it is neither rolled over nor deleted until somebody corrects it',
        next: 'correct what it says, then: POST INDEX/_ilm/retry, or POST _plugins/_ism/retry/INDEX',
      }),
    ),
    ...(lost.length === 0
      ? []
      : [
          finding('JG096', {
            object: STORE,
            evidence: `${namesOf(lost)} ${lost.length === 1 ? 'names' : 'name'} ${[...new Set(lost.map(({ index }) => index.policy))].join(', ')}`,
            why: 'no policy of that name exists: nothing rolls them over or deletes them',
            next: 'make the policy, or take index.lifecycle.name out of the template and the indices',
          }),
        ]),
  ];
};
