export { findInstances } from './find-instances.ts';
export { gatherFacts } from './gather-facts.ts';
export { versionOfImage } from './images.ts';
export { operatorsOf, type OperatorName } from './operators.ts';
export { factRights, type Right } from './rights.ts';
export type { Facts, Scope } from './facts.ts';
export type { Component, Evidence, JaegerInstance, Member } from './instance.ts';
