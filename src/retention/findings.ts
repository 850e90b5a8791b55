import { worstFirst, type Finding } from '../jaeger/index.ts';
import {
  initFindings,
  lifecycleFindings,
  readAliasFindings,
  serviceListFindings,
  templateDriftFindings,
  writeAliasFindings,
} from './findings/alias-findings.ts';
import {
  absenceFindings,
  archiveFindings,
  contradictionFindings,
  leftoverFindings,
  matchFindings,
  missedFindings,
  problemFindings,
  strayFindings,
} from './findings/job-findings.ts';
import { reachFindings } from './findings/reach-findings.ts';
import {
  blockFindings,
  diskFindings,
  futureFindings,
  healthFindings,
  shardFindings,
  templateFindings,
} from './findings/store-findings.ts';
import type { RetentionSubject, Rule } from './findings/subject.ts';

const RULES: readonly Rule[] = [
  healthFindings,
  blockFindings,
  diskFindings,
  initFindings,
  writeAliasFindings,
  readAliasFindings,
  problemFindings,
  matchFindings,
  strayFindings,
  absenceFindings,
  lifecycleFindings,
  missedFindings,
  contradictionFindings,
  leftoverFindings,
  archiveFindings,
  reachFindings,
  templateFindings,
  templateDriftFindings,
  serviceListFindings,
  shardFindings,
  futureFindings,
];

/** Everything that the rules say of a store: the worst first, causes before what follows from them. */
export const findingsOf = (subject: RetentionSubject): readonly Finding[] =>
  worstFirst(RULES.flatMap((rule) => rule(subject)));
