export {
  chooseInstance,
  chooseWithJobs,
  noInstance,
  type InstanceWithJobs,
  type PickInstance,
} from './choose-instance.ts';
export { at, isTree } from './configuration.ts';
export { flattenOptions, storageOf, STORAGE_TYPES, strategyOf, textOf } from './custom-resource.ts';
export { parseDuration } from './durations.ts';
export { FactReader, type FactSource } from './fact-reader.ts';
export { findInstances } from './find-instances.ts';
export { findRoots } from './find-roots.ts';
export { gatherFacts, gatherRoots } from './gather-facts.ts';
export { versionOfImage } from './images.ts';
export { INJECTED, JOB_NAME } from './labels.ts';
export { mountOf } from './mounts.ts';
export { operatorOf, operatorsOf, type OperatorName } from './operators.ts';
export { compare } from './order.ts';
export { isOwnedBy } from './owners.ts';
export { isInstanceName, isLabel, isSubdomain, LONGEST_NAME } from './names.ts';
export {
  CLAIMS,
  CONFIG_MAPS,
  ELASTICSEARCHES,
  JAEGERS,
  JOBS,
  KAFKAS,
  MADE,
  MADE_IN_CLUSTER,
  NAMESPACES,
  OPENSHIFT,
  PODS,
  SECRETS,
  STORAGE_CLASSES,
  STORES,
  VOLUMES,
} from './resources.ts';
export { factRights, rootRights, type Right } from './rights.ts';
export { isSchedule, scheduleInWords } from './schedule.ts';
export { settingOf, type Settings } from './settings.ts';
export { instanceSelector, makes, selectorText, selectsPod, selectsWorkload } from './selectors.ts';
export { serviceAt, storeService } from './stores.ts';
export type { Finding, Severity } from './finding.ts';
export { FINDINGS, finding, type FindingKind } from './findings.ts';
export { isRead, noFacts, refusalIn } from './facts.ts';
export type { Facts, FactError, FoundWorkload, Scope } from './facts.ts';
export type {
  Component,
  ComponentWorkload,
  Evidence,
  Flavour,
  InstanceRoot,
  JaegerInstance,
  Member,
  SpanStorage,
} from './instance.ts';
