export { inject, asOperator, type How } from './inject.ts';
export { uninject } from './uninject.ts';
export { patchBetween } from './patch-between.ts';
export { isInjectable, type Injectable } from './workload.ts';
export { withAgent } from './agent-sidecar.ts';
export { AGENT_IMAGE } from './agent-container.ts';
export { targetOfJaeger, type AgentTarget } from './agent-target.ts';
