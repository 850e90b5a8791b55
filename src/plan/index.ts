export { applyPlan, type ApplyPlanOptions } from './apply-plan.ts';
export { decide, type Decision } from './confirmation.ts';
export { ownersOf } from './field-owners.ts';
export { fieldOf, isDone, nameOf, objectOf, placeOf, stateOf, type FieldChange, type Plan, type Step } from './plan.ts';
export { renderDiff, renderObjects, renderOutcome, renderPlan, type DryRun } from './plan-view.ts';
export { carryOut, keptVerb, rehearsePlan, type Outcome } from './rehearse-plan.ts';
