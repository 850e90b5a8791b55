import { jobFindings, worstFirst, type Finding } from '../jaeger/index.ts';
import { claimFindings } from './findings/claims.ts';
import { operatorFindings } from './findings/operator.ts';
import { podFindings } from './findings/pods.ts';
import { policyFindings } from './findings/policies.ts';
import { resourceFindings } from './findings/resource.ts';
import { serviceFindings } from './findings/services.ts';
import { settingFindings } from './findings/settings.ts';
import { storeFindings } from './findings/store.ts';
import type { Rule, Subject } from './findings/subject.ts';
import { versionFindings } from './findings/versions.ts';
import { absenceFindings, workloadFindings } from './findings/workloads.ts';

const RULES: readonly Rule[] = [
  operatorFindings,
  resourceFindings,
  ({ instance, evidence }) => jobFindings(instance, evidence.logs),
  storeFindings,
  claimFindings,
  podFindings,
  workloadFindings,
  absenceFindings,
  serviceFindings,
  settingFindings,
  policyFindings,
  versionFindings,
];

/** Everything that the rules say of an instance: the worst first, and in the order of the rules, causes before what follows from them. */
export const findingsOf = (subject: Subject): readonly Finding[] => worstFirst(RULES.flatMap((rule) => rule(subject)));
