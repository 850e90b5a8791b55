export { findInstances } from './find-instances.ts';
export { gatherFacts } from './gather-facts.ts';
export type { Facts, Scope } from './facts.ts';
export type { Component, Evidence, JaegerInstance, Member } from './instance.ts';
