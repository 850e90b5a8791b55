export { AGENT_IMAGE } from './agent-container.ts';
export { withAgent } from './agent-sidecar.ts';
export { targetOfJaeger, type AgentTarget } from './agent-target.ts';
export { decide, type Decision, type Surroundings } from './decide.ts';
export { asOperator, inject, type How } from './inject.ts';
export { crashesWhenCreated, operatorAnswer, type OperatorAnswer } from './operator-answer.ts';
export { patchBetween } from './patch-between.ts';
export { uninject } from './uninject.ts';
export { isInjectable, type AppContainer, type Injectable } from './workload.ts';
