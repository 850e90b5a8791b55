export { applyPlan, type ApplyPlanOptions } from './apply-plan.ts';
export { decide, type Consent, type Decision } from './confirmation.ts';
export { ownersOf } from './field-owners.ts';
export { nameOf, type FieldChange, type Plan, type Step } from './plan.ts';
export { renderDiff, renderObjects, renderOutcome, renderPlan, type DryRun } from './plan-view.ts';
export { rehearsePlan, type Outcome, type WriteChoice } from './rehearse-plan.ts';
