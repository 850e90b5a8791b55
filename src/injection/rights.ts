import { rootRights, type Right } from '../jaeger/index.ts';

const shared: readonly Right[] = [
  ...rootRights.map(({ without, ...right }) => ({
    ...right,
    ...(without === undefined || right.resource === 'deployments' ? {} : { without: `${without}, and not found` }),
  })),
  {
    verb: 'get',
    group: '',
    resource: 'namespaces',
    without: 'whether the Namespace asks for injection is unknown',
  },
  {
    verb: 'list',
    group: 'admissionregistration.k8s.io',
    resource: 'mutatingwebhookconfigurations',
    without: 'operators are taken to be alive',
  },
  {
    verb: 'get',
    group: '',
    resource: 'services',
    without: 'whether anything is ready behind the address that spans go to is unknown',
  },
  {
    verb: 'list',
    group: 'policy',
    resource: 'poddisruptionbudgets',
    without: 'nobody is warned of Pods that no budget guards',
  },
  { verb: 'get', group: 'apps', resource: 'deployments' },
  { verb: 'patch', group: 'apps', resource: 'deployments' },
  ...(['statefulsets', 'daemonsets'] as const).flatMap((resource): readonly Right[] =>
    (['get', 'patch'] as const).map((verb) => ({
      verb,
      group: 'apps',
      resource,
      without: 'only Deployments can be changed',
      seldom: true,
    })),
  ),
  ...(['list', 'get', 'patch'] as const).map((verb): Right => ({
    verb,
    group: 'argoproj.io',
    resource: 'rollouts',
    without: 'Rollouts are left out, and cannot be changed',
    seldom: true,
  })),
  { verb: 'patch', group: '', resource: 'namespaces', without: 'only workloads can be changed', seldom: true },
  { verb: 'list', group: '', resource: 'pods', without: 'the effect cannot be proved: only with --wait=false' },
  {
    verb: 'list',
    group: 'apps',
    resource: 'replicasets',
    without: 'the effect cannot be proved: only with --wait=false',
  },
  { verb: 'list', group: '', resource: 'events', without: 'fewer reasons are given for what fails', seldom: true },
];

const ofSidecars = (verb: Right['verb']): Right => ({
  verb,
  group: 'opentelemetry.io',
  resource: 'opentelemetrycollectors',
  without: 'sidecars of the OpenTelemetry operator cannot be made, or removed with their last user',
  seldom: true,
});

export const injectRights: readonly Right[] = [
  ...shared,
  {
    verb: 'list',
    group: '',
    resource: 'services',
    without: 'instances without a resource of the v1 operator cannot be sent to',
  },
  ofSidecars('create'),
  ofSidecars('patch'),
  ...(['create', 'patch'] as const).map((verb): Right => ({
    verb,
    group: '',
    resource: 'configmaps',
    without: 'on OpenShift, certificates for --via sidecar are missing in other namespaces',
    seldom: true,
  })),
];

export const uninjectRights: readonly Right[] = [...shared, ofSidecars('delete')];
