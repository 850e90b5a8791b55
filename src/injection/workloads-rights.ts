import { rootRights, type Right } from '../jaeger/index.ts';

/** What `workloads` asks for: everything but the first only where something names it. */
export const workloadsRights: readonly Right[] = [
  ...rootRights,
  {
    verb: 'get',
    group: '',
    resource: 'namespaces',
    without: 'whether the Namespace asks for injection is unknown',
  },
  {
    verb: 'list',
    group: '',
    resource: 'namespaces',
    without: 'the same with -A',
    seldom: true,
  },
  { verb: 'list', group: 'argoproj.io', resource: 'rollouts', without: 'Rollouts are left out', seldom: true },
  {
    verb: 'list',
    group: '',
    resource: 'configmaps',
    without: 'addresses in ConfigMaps are unknown where a namespace has more than four that are wanted',
    seldom: true,
  },
  {
    verb: 'get',
    group: '',
    resource: 'services',
    without: 'Services that spans are sent to are known by their names alone',
    seldom: true,
  },
  {
    verb: 'list',
    group: '',
    resource: 'pods',
    without: 'whether the OpenTelemetry operator has changed Pods is unknown, and operators are taken to be alive',
    seldom: true,
  },
  {
    verb: 'list',
    group: 'admissionregistration.k8s.io',
    resource: 'mutatingwebhookconfigurations',
    without: 'operators are taken to be alive',
    seldom: true,
  },
];
