import { roleOfImage, versionOfImage, OPENSHIFT } from '../../jaeger/index.ts';
import type { Workload } from '../../kubernetes/types.ts';
import { carrierOf, operatorVersion } from './check-operator.ts';
import type { PreflightFacts } from './facts.ts';
import { isBefore } from './release.ts';
import { fail, pass, warning, type Found } from './report.ts';
import { componentsOf, hasJobs, imageIn, strategyIn } from './wanted.ts';

interface Situation {
  readonly facts: PreflightFacts;
  /** Of the operator, where it is known. */
  readonly version: string | undefined;
  readonly deployment: Workload | undefined;
}

/** Pairs that are known not to work, of cluster, operator and images. */
export const versions = (facts: PreflightFacts): Found | undefined => {
  const deployment = carrierOf(facts)?.deployment;
  const situation = { facts, deployment, version: deployment && operatorVersion(deployment) };
  const found = PAIRS.flatMap((pair) => pair(situation) ?? []);
  const images = imagesOf(facts);
  return (
    found.find(({ verdict }) => verdict === 'fail') ??
    found[0] ??
    (situation.version === undefined && images.length === 0
      ? undefined
      : pass(
          `nothing is known against operator ${situation.version ?? 'of an unknown version'} with ${images.length === 0 ? 'the images that it brings' : images.map(({ image }) => image).join(', ')}`,
        ))
  );
};

type Pair = (situation: Situation) => Found | undefined;

const imagesOf = ({ spec }: PreflightFacts): readonly { readonly component: string; readonly image: string }[] =>
  [...componentsOf(spec), 'agent'].flatMap((component) => {
    const image = imageIn(spec, component);
    return image === undefined ? [] : [{ component, image }];
  });

const second: Pair = ({ facts }) => {
  const v2 = imagesOf(facts).find(({ image }) => roleOfImage(image)?.generation === 'v2');
  return (
    v2 &&
    fail(
      `${v2.image} is Jaeger v2, which knows none of the flags that the v1 operator starts it with`,
      `--image ${v2.component === 'allInOne' ? '' : `${v2.component}=`}jaegertracing/${NAMES[v2.component] ?? 'all-in-one'}:1.76.0`,
    )
  );
};

const NAMES: Readonly<Record<string, string>> = {
  allInOne: 'all-in-one',
  collector: 'jaeger-collector',
  query: 'jaeger-query',
  ingester: 'jaeger-ingester',
  agent: 'jaeger-agent',
};

/** The agent was taken out of Jaeger with 1.63 (jaegertracing/jaeger-operator#2714). */
const AFTER_AGENT = '1.63';

const isFrom = (image: string, release: string): boolean => {
  const version = versionOfImage(image);
  return version !== undefined && /^v?\d/.test(version) && !isBefore(version, release);
};

const agent: Pair = ({ facts }) => {
  const image = imageIn(facts.spec, 'agent');
  return image !== undefined && isFrom(image, AFTER_AGENT)
    ? fail(
        `${image}: there is no agent from Jaeger ${AFTER_AGENT} on`,
        '--image agent=jaegertracing/jaeger-agent:1.62.0',
      )
    : undefined;
};

/** On OpenShift the operator gives an all-in-one flags of the agent, which ended with it (jaegertracing/jaeger-operator#2814). */
const openShift: Pair = ({ facts, deployment, version }) => {
  if (facts.groups.value?.has(OPENSHIFT) !== true || strategyIn(facts.spec) !== 'allinone') return undefined;
  const image = imageIn(facts.spec, 'allInOne') ?? usualImage(deployment) ?? `jaegertracing/all-in-one:${version}`;
  return isFrom(image, AFTER_AGENT)
    ? fail(
        `on OpenShift the operator gives ${image} flags of the agent, which ended with ${AFTER_AGENT}: it would not start`,
        '--image jaegertracing/all-in-one:1.62.0',
        '--strategy production, which is not concerned',
      )
    : undefined;
};

/** The image of an all-in-one that names none, where the operator is told one (jaeger-operator 1.65). */
function usualImage(deployment: Workload | undefined): string | undefined {
  const containers = deployment?.spec?.template?.spec?.containers ?? [];
  const flags = containers.flatMap(({ args = [] }) =>
    args.flatMap((arg) => /^--jaeger-all-in-one-image=(.+)$/.exec(arg)?.[1] ?? []),
  );
  const variables = containers.flatMap(({ env = [] }) =>
    env.flatMap(({ name, value = '' }) => (name === 'RELATED_IMAGE_JAEGER_ALL_IN_ONE' && value !== '' ? value : [])),
  );
  return [...flags, ...variables][0];
}

/** APIs that Kubernetes has taken away, and the operator that does without (its CHANGELOG). */
const REMOVED: readonly (readonly [
  from: string,
  api: string,
  operator: string,
  isUsed: (facts: PreflightFacts) => boolean,
])[] = [
  ['1.22', 'Ingress of v1beta1', '1.25', () => true],
  ['1.25', 'CronJob of v1beta1', '1.34', ({ spec }) => hasJobs(spec)],
  ['1.26', 'HorizontalPodAutoscaler of v2beta2', '1.38', ({ spec }) => strategyIn(spec) !== 'allinone'],
];

const cluster: Pair = ({ facts, version }) => {
  const server = facts.server.value;
  if (server === undefined || version === undefined) return undefined;
  const removed = REMOVED.find(
    ([from, , operator, isUsed]) => !isBefore(server, from) && isBefore(version, operator) && isUsed(facts),
  );
  return (
    removed &&
    fail(
      `operator ${version} makes a ${removed[1]}, which Kubernetes ${server} no longer has`,
      `upgrade the operator to ${removed[2]} or later`,
    )
  );
};

/** Flags come and go with minor versions, which operator and Jaeger share. */
const apart: Pair = ({ facts, version }) => {
  const newer = imagesOf(facts).find(
    ({ component, image }) =>
      component !== 'agent' && version !== undefined && isBefore(version, versionOfImage(image) ?? ''),
  );
  return (
    newer &&
    warning(
      `${newer.image} is newer than the operator ${version}: flags that it gives may be unknown by now`,
      "take the image of the operator's own version, or upgrade the operator",
    )
  );
};

const PAIRS: readonly Pair[] = [second, agent, openShift, cluster, apart];
