export { backendsOf } from './access-members.ts';
export { chooseInstance, chooseWithJobs, type InstanceWithJobs } from './choose-instance.ts';
export { findInstances } from './find-instances.ts';
export { findRoots } from './find-roots.ts';
export { gatherFacts, gatherRoots } from './gather-facts.ts';
export { versionOfImage } from './images.ts';
export { operatorsOf, type OperatorName } from './operators.ts';
export { compare } from './order.ts';
export { factRights, rootRights, type Right } from './rights.ts';
export { settingOf, type Settings } from './settings.ts';
export { makes, matches, selectorText, selectsPod } from './selectors.ts';
export type { Finding, Severity } from './finding.ts';
export { FINDINGS, type FindingId, type FindingKind } from './findings.ts';
export type { FactSource } from './fact-reader.ts';
export { noFacts } from './facts.ts';
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
