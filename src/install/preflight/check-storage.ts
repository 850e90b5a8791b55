import { shellWord } from '../../errors/index.ts';
import { at, ELASTICSEARCHES, KAFKAS } from '../../jaeger/index.ts';
import type { KubernetesObject } from '../../kubernetes/types.ts';
import { unknown } from './fact.ts';
import type { PreflightFacts } from './facts.ts';
import { fail, pass, warning, type Found } from './report.ts';
import { namedClaims, ordersElasticsearch, ordersKafka, wantedClaims } from './wanted.ts';

/** v1 orders Elasticsearch of OpenShift's operator and of no other (jaeger-operator 1.65). */
export const elasticsearch = ({ spec, groups, clusters, request }: PreflightFacts): Found | undefined => {
  if (!ordersElasticsearch(spec)) return undefined;
  if (groups.unread) return unknown(groups);
  if (groups.value.has(ELASTICSEARCHES.group)) return pass(`${ELASTICSEARCHES.group} is served: it can be ordered`);
  const missing = `Elasticsearch is to be ordered, and ${ELASTICSEARCHES.group} of OpenShift's operator is not served: nothing would make one`;
  if (clusters?.unread) return { ...fail(missing, ...unknown(clusters).next, OTHERWISE), unknown: false };
  const [cluster, ...others] = clusters?.value ?? [];
  if (cluster === undefined) return fail(missing, OTHERWISE);
  const more = others.length === 0 ? '' : `, and ${others.length} more`;
  return fail(
    `${missing}; ${placeOf(cluster)} of ECK is there${more}, which v1 can use, but not order`,
    ...withCluster(cluster, request.options.namespace),
  );
};

const OTHERWISE = 'name one that is there: --es-url https://HOST:9200 --es-secret SECRET';

const placeOf = ({ metadata: { namespace = '', name } }: KubernetesObject): string => `${namespace}/${name}`;

/**
 * How to use a cluster of ECK: its Service, the password of its first user in a Secret as Jaeger reads it, and the certificate of its
 * authority, both in the instance's namespace (cloud-on-k8s 2 and 3).
 */
function withCluster(cluster: KubernetesObject, namespace: string): readonly string[] {
  const { name, namespace: its = '' } = cluster.metadata;
  const isPlain = at(cluster, 'spec', 'http', 'tls', 'selfSignedCertificate', 'disabled') === true;
  const url = `${isPlain ? 'http' : 'https'}://${name}-es-http.${its}.svc:9200`;
  const secret = `${name}-es-jaeger`;
  const authority = `${name}-es-http-certs-public`;
  const password = `$(kubectl get secret ${name}-es-elastic-user -n ${shellWord(its)} -o go-template='{{.data.elastic | base64decode}}')`;
  const copied = `kubectl create secret generic ${authority} -n ${shellWord(namespace)} --from-literal=ca.crt="$(kubectl get secret ${authority} -n ${shellWord(its)} -o go-template='{{index .data "ca.crt" | base64decode}}')"`;
  return [
    `kubectl create secret generic ${secret} -n ${shellWord(namespace)} --from-literal=ES_USERNAME=elastic --from-literal=ES_PASSWORD="${password}"`,
    ...(isPlain || its === namespace ? [] : [copied]),
    `then: --es-url ${url} --es-secret ${secret}${isPlain ? '' : ` --es-ca ${authority}`}`,
  ];
}

/** Later versions of Strimzi no longer have the version that the operator writes. */
export const kafka = ({ spec, groups }: PreflightFacts): Found | undefined => {
  if (!ordersKafka(spec)) return undefined;
  if (groups.unread) return unknown(groups);
  const { group, version } = KAFKAS;
  return groups.value.get(group)?.includes(version)
    ? pass(`${group}/${version} is served: it can be ordered`)
    : fail(
        `Kafka is to be ordered, and ${group}/${version} of Strimzi is not served: nothing would make one`,
        'name the brokers of one that is there: --kafka-brokers HOST:9092',
      );
};

const DEFAULT = 'storageclass.kubernetes.io/is-default-class';

const isDefault = ({ metadata: { annotations = {} } }: KubernetesObject): boolean =>
  [DEFAULT, DEFAULT.replace('.kubernetes', '.beta.kubernetes')].some((key) => annotations[key] === 'true');

/** Where no claim is asked for there is nothing to say. */
export const storageClass = ({ spec, storageClasses }: PreflightFacts): Found | undefined => {
  if (storageClasses === undefined) return undefined;
  if (storageClasses.unread) return unknown(storageClasses);
  const names = storageClasses.value.map(({ metadata }) => metadata.name);
  const valid = names.length === 0 ? 'there is none' : `there ${names.length === 1 ? 'is' : 'are'} ${names.join(', ')}`;
  const wanted = wantedClaims(spec).map((claims) => claims.storageClass);
  const missing = wanted.find((name) => name !== '' && !names.includes(name));
  if (missing !== undefined)
    return fail(`there is no storage class ${missing}; ${valid}`, '--es-storage-class names another');
  const usual = storageClasses.value.find(isDefault)?.metadata.name;
  if (wanted.includes('') && usual === undefined)
    return fail(
      `no storage class is the default, and none is named; ${valid}`,
      ...names
        .slice(0, 1)
        .map((name) => `kubectl annotate storageclass ${shellWord(name)} ${DEFAULT}=true  # makes it the default`),
      ...(ordersElasticsearch(spec) ? ['--es-storage-class NAME'] : []),
    );
  return pass(wanted.map((name) => (name === '' ? `${usual}, the default` : `${name} is there`)).join('; '));
};

/** Claims of volumes: nobody makes them. */
export const claims = ({ spec, claims: found, request }: PreflightFacts): Found | undefined => {
  const wanted = namedClaims(spec);
  if (wanted.length === 0) return undefined;
  if (found.unread) return unknown(found);
  const { namespace } = request.options;
  const there = new Map(found.value.map((claim) => [claim.metadata.name, claim]));
  const missing = wanted.filter((name) => !there.has(name));
  if (missing.length > 0)
    return fail(
      `there is no claim ${missing.join(', ')} in ${namespace}: no Pod can start without it`,
      `kubectl get persistentvolumeclaims -n ${shellWord(namespace)}`,
    );
  const lost = wanted.find((name) => ['Lost', undefined].includes(there.get(name)?.status?.phase));
  const going = wanted.find((name) => there.get(name)?.metadata.deletionTimestamp !== undefined);
  const bad = going ?? lost;
  if (bad !== undefined)
    return warning(
      `the claim ${bad} ${going === undefined ? 'has lost its volume' : 'is being deleted'}`,
      `kubectl describe persistentvolumeclaim ${shellWord(bad)} -n ${shellWord(namespace)}`,
    );
  return pass(`${wanted.join(', ')} ${wanted.length === 1 ? 'is' : 'are'} there`);
};
