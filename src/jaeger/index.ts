export { findInstances } from './find-instances.ts';
export { gatherFacts } from './gather-facts.ts';
export type { FactError, Facts, Scope } from './facts.ts';
export type { Component, Evidence, JaegerInstance, Member, StorageType } from './instance.ts';
