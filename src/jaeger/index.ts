export {
  chooseInstance,
  chooseWithJobs,
  noInstance,
  type InstanceRequest,
  type InstanceWithJobs,
  type PickInstance,
} from './choose-instance.ts';
export { at, isTree, textsIn } from './configuration.ts';
export { parseSchedule, type CronFields } from './cron-expression.ts';
export { flattenOptions, storageOf, STORAGE_TYPES, strategyOf, textOf } from './custom-resource.ts';
export { parseDuration } from './durations.ts';
export { FactReader, type FactSource } from './fact-reader.ts';
export { findInstances } from './find-instances.ts';
export { findRoots } from './find-roots.ts';
export { gatherFacts, gatherRoots } from './gather-facts.ts';
export { jobRoleOfImage, roleOfImage, versionOfImage } from './images.ts';
export { AGENT_CONTAINER, INJECTED, JOB_NAME } from './labels.ts';
export { appliedBy, managerOf } from './managers.ts';
export { keysOfFile } from './mounts.ts';
export { parseConfiguration } from './parse-configuration.ts';
export { operatorOf, operatorsOf, type OperatorName } from './operators.ts';
export { compare } from './order.ts';
export { orderedStoreOf } from './ordered-claims.ts';
export { isOwnedBy } from './owners.ts';
export { isInstanceName, isLabel, isSubdomain, LONGEST_NAME } from './names.ts';
export {
  BUDGETS,
  CLAIMS,
  COLLECTORS,
  CONFIG_MAPS,
  DAEMON_SETS,
  DEPLOYMENTS,
  ELASTIC_CLUSTERS,
  ELASTICSEARCHES,
  JAEGERS,
  JOBS,
  KAFKAS,
  LIMIT_RANGES,
  MADE,
  MADE_IN_CLUSTER,
  NAMESPACES,
  OPENSHIFT,
  PODS,
  QUOTAS,
  REPLICA_SETS,
  ROLLOUTS,
  SECRETS,
  STATEFUL_SETS,
  STORAGE_CLASSES,
  STORES,
  VOLUMES,
} from './resources.ts';
export { reportError, type ReportError } from './report-error.ts';
export { distinctRights, factRights, rootRights, type Right } from './rights.ts';
export { isSchedule, scheduleInWords } from './schedule.ts';
export { settingOf, settingsOf, type Settings } from './settings.ts';
export { selectedUids } from './selected.ts';
export { instanceSelector, isMadeFor, makes, selectorText, selectsPod, selectsWorkload } from './selectors.ts';
export { storeSetting, type StoreSettingName } from './store-setting.ts';
export { serviceAt, storeService } from './stores.ts';
export { portOf, serviceOf } from './service-address.ts';
export {
  INSTANCE_WEBHOOK,
  isOperator,
  isOperatorWebhook,
  leaderOf,
  LONGEST_LEASE,
  OPERATOR_LEASE,
  operatorImage,
} from './v1-operator.ts';
export type { Finding, Severity } from './finding.ts';
export { failsBy, worstFirst, type FailOn } from './finding.ts';
export { badgerLoss } from './badger.ts';
export { failedRuns, failingInitJobs, isOfJob, jobLogSources, type WithJobs } from './jobs/job-failures.ts';
export { failureText, jobFindings } from './jobs/job-findings.ts';
export { logId, readLogs, type Logs, type LogSource } from './jobs/job-logs.ts';
export { jobRows, type JobRow } from './jobs/job-rows.ts';
export { lastLines } from './jobs/log-lines.ts';
export { endOf, isWaiting, memoryVictims, troublesOf, type Trouble } from './jobs/pod-troubles.ts';
export { nameOf, placeOf } from './place.ts';
export { isAlive, isReady } from './ready.ts';
export { FINDINGS, finding, type FindingKind } from './findings.ts';
export { isRead, noFacts, refusalIn } from './facts.ts';
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
