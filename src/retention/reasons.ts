import type { Reason, ReasonCode } from './fate.ts';

/** What is said for each reason, of what it is given: names of jobs, prefixes, words of the index's name. */
const TEXTS: Readonly<Record<ReasonCode, (...said: readonly string[]) => string>> = {
  'no-job': () => 'no index cleaner is there',
  suspended: (job) => `${job} is suspended`,
  'job-fails': (job, why) => `${job} fails: ${why}`,
  schedule: (job, why) => `${job} is never due: ${why}`,
  'unknown-settings': (job, why) => `${job} cannot be read: ${why}`,
  closed: () => 'it is closed, and index cleaners are shown open indices alone',
  hidden: () => 'it is hidden, and index cleaners are not shown hidden indices',
  prefix: (job, own, looked) =>
    `${job} looks for ${worded(looked, 'no prefix')}, its prefix is ${worded(own, 'empty')}`,
  'ignored-prefix': (job, own, looked) =>
    `${job} looks for ${worded(looked, 'no prefix')}: it does not read ES_INDEX_PREFIX, which is ${worded(own, 'empty')}`,
  'other-prefix': (own, instances) =>
    `its prefix is ${worded(own, 'empty')}, this instance writes ${worded(instances, 'without one')}: whose it is, and what deletes it, is not looked at`,
  separator: (job, own, looked) =>
    `${job} looks for dates with ${worded(looked, 'no separator')}, its date has ${worded(own, 'none')}`,
  'needs-rollover-flag': (job) => `${job} looks for dates, it is a generation of a rollover`,
  'rollover-flag': (job) => `${job} looks for generations of a rollover, it has a date`,
  'needs-archive-flag': (job) => `${job} leaves out archives`,
  'archive-flag': (job) => `${job} looks for archives alone`,
  'archive-index': () => 'an archive without generations, which no index cleaner takes',
  type: (job, type) => `${job} is too old for ${type} indices`,
  form: (job) => `${job} does not know names of this form`,
  'alias-named': () => 'a real index under the name of an alias, which no index cleaner takes',
  'data-stream': () => 'part of a data stream, which no index cleaner takes',
  'write-alias': (alias) => `it has the write alias ${alias}`,
  'write-alias-on-all': (alias) => `every generation has the write alias ${alias}, which index cleaners spare`,
  'no-rollover': (alias) => `nothing rolls over ${alias}`,
  'lifecycle-failed': (policy, why) => `policy ${policy} stopped: ${why}`,
  'no-policy': (policy) => `policy ${policy} does not exist`,
  'no-delete-phase': (policy) => `policy ${policy} deletes nothing`,
  'deletes-otherwise': (policy) => `policy ${policy} does not delete by age`,
};

const worded = (text = '', empty: string): string => (text === '' ? empty : text);

export const reason = (code: ReasonCode, ...said: readonly string[]): Reason => ({ code, text: TEXTS[code](...said) });
