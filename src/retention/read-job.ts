import { jobRoleOfImage, versionOfImage } from '../jaeger/index.ts';
import type { Container, CronJob } from '../kubernetes/types.ts';
import { environmentOf, expanded, variableOf, type Environment, type ValueSources } from './job-environment.ts';
import type { JobRun, JobTimes, RunProblem } from './runs.ts';
import { readCleaner, readRollover } from './tool-settings.ts';
import { isPython, toolVersion } from './tool-version.ts';

type Tool = 'cleaner' | 'rollover';

/**
 * What a CronJob runs, when it is one of Jaeger's for an Elasticsearch: undefined for others, and for `es-rollover init`. Of what the sources do
 * not give, `problem` says that it is not known.
 */
export function readJob(cronJob: CronJob, sources: ValueSources): JobRun | undefined {
  const { containers = [] } = cronJob.spec?.jobTemplate?.spec?.template?.spec ?? {};
  for (const container of containers) {
    const tool = toolOf(container);
    if (tool !== undefined) return readRun(jobTimes(cronJob), tool, container, environmentOf(container, sources));
  }
  return undefined;
}

function jobTimes({ metadata, spec = {}, status = {} }: CronJob): JobTimes {
  const anchor = status.lastScheduleTime ?? metadata.creationTimestamp;
  return {
    namespace: metadata.namespace ?? '',
    name: metadata.name,
    schedule: spec.schedule ?? '',
    ...(spec.timeZone !== undefined && { timeZone: spec.timeZone }),
    isSuspended: spec.suspend === true,
    ...(anchor !== undefined && { anchorMs: Date.parse(anchor) }),
  };
}

const BINARY = /(?:^|\/)(?:jaeger-)?es-(index-cleaner|rollover)[^/]*$/;
const toolNamed = (word: string): Tool | undefined => {
  const name = BINARY.exec(word)?.[1];
  return name === undefined ? undefined : name === 'rollover' ? 'rollover' : 'cleaner';
};

function toolOf({ image = '', command: [program = ''] = [] }: Container): Tool | undefined {
  const role = jobRoleOfImage(image);
  return role === 'cleaner' || role === 'rollover' ? role : toolNamed(program);
}

/** The words that the tool gets; a text says why they cannot be told. */
function wordsOf(
  { command = [], args = [] }: Container,
  environment: Environment,
): readonly string[] | { why: string } {
  const [program, ...own] = command;
  if (program !== undefined && toolNamed(program) === undefined) return { why: `it is started by ${program}` };
  const words = [...own, ...args].map((word) => expanded(word, environment));
  const unread = words.find((word) => typeof word === 'object');
  if (unread !== undefined) return { why: `its arguments come from ${unread.from}, which could not be read` };
  return words.filter((word) => typeof word === 'string');
}

const unknown = (text: string): RunProblem => ({ kind: 'unknown', text });

function readRun(job: JobTimes, tool: Tool, container: Container, environment: Environment): JobRun | undefined {
  const { image = '' } = container;
  const version = toolVersion(image);
  const words = wordsOf(container, environment);
  const common = { job, version: versionOfImage(image), ignoredPrefix: ignoredPrefix(environment) };
  const unread = { ...common, url: undefined, hasCredentialsInUrl: false, settings: undefined };
  if (isPython(version, tool)) return { ...unread, kind: guessedKind(tool, container), problem: unknown(PYTHON) };
  if ('why' in words) return { ...unread, kind: guessedKind(tool, container), problem: unknown(words.why) };
  const told = { words, environment, version };
  if (tool === 'cleaner') return { ...common, kind: 'cleaner', ...readCleaner(told) };
  const read = readRollover(told);
  return read && { ...common, ...read };
}

const PYTHON = 'its image is of the time when it was written in Python, which went by other rules';

/** For a command line that cannot be taken apart: lookback where that word is seen in it. */
function guessedKind(tool: Tool, { command = [], args = [] }: Container): JobRun['kind'] {
  if (tool === 'cleaner') return 'cleaner';
  return /\blookback\b/.test([...command, ...args].join(' ')) ? 'lookback' : 'rollover';
}

function ignoredPrefix(environment: Environment): string | undefined {
  const prefix = variableOf(environment, 'ES_INDEX_PREFIX');
  return typeof prefix === 'string' && prefix !== '' ? prefix : undefined;
}
