import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { KnownIndex } from '../../src/retention/fate.ts';
import { familiesOf } from '../../src/retention/families.ts';
import { readJob } from '../../src/retention/read-job.ts';
import type { JobRun } from '../../src/retention/runs.ts';
import { rulesOf, selectedBy } from '../../src/retention/simulate-cleaner.ts';
import { hiddenBy } from '../../src/retention/simulate-lookback.ts';
import { conditionsOf, rolloverDue } from '../../src/retention/simulate-rollover.ts';
import type { Container } from '../../src/kubernetes/types.ts';
import { toolsDirectory } from '../ground/store-tools.ts';
import { outcome, type Outcome } from '../ground/run.ts';
import type { DatedProxy } from './dated-proxy.ts';
import type { Layout, LayoutIndex } from './retention-layouts.ts';

/** A real store, and what tells other dates of its indices. */
export interface Stage {
  readonly url: string;
  readonly proxy: DatedProxy;
}

async function call(url: string, method: string, path: string, body?: object): Promise<unknown> {
  const json = body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
  const answer = await fetch(`${url}${path}`, { method, ...json });
  const text = await answer.text();
  assert.ok(answer.ok, `${method} ${path}: ${text}`);
  return text === '' ? undefined : JSON.parse(text);
}

async function put(url: string, { name, aliases, isHidden, isOpen }: LayoutIndex): Promise<void> {
  const settings = { number_of_shards: 1, number_of_replicas: 0, ...(isHidden && { hidden: true }) };
  const body = { settings, aliases: Object.fromEntries(aliases.map((alias) => [alias, {}])) };
  await call(url, 'PUT', `/${encodeURIComponent(name)}`, body);
  if (!isOpen) await call(url, 'POST', `/${encodeURIComponent(name)}/_close`);
}

type Told = Readonly<Record<string, { readonly aliases: object }>>;

/** Index → its aliases, of all that there are. */
async function lookAt(url: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const told = (await call(url, 'GET', '/_all/_alias?expand_wildcards=all')) as Told;
  return new Map(Object.entries(told).map(([name, { aliases }]) => [name, Object.keys(aliases).toSorted()]));
}

export interface Difference {
  readonly predicted: unknown;
  readonly seen: unknown;
  readonly run: JobRun | undefined;
  readonly outcome: Outcome;
}

/** Lays the indices out, runs the real tool, and compares; undefined when all is as predicted. Leaves nothing behind. */
export async function tryLayout(layout: Layout, { url, proxy }: Stage): Promise<Difference | undefined> {
  const { indices, container } = layout;
  try {
    await Promise.all(indices.map((index) => put(url, index)));
    for (const { name, createdMs } of indices) proxy.dates.set(name, createdMs);
    const told = withUrl(container, proxy.url);
    const run = readJob(cronJobOf(told), { configMap: () => undefined, secret: () => undefined });
    assert.ok(run, "no job of Jaeger's");
    const predicted = predict(run, indices, Date.now());
    const ended = await runTool(layout, told);
    const seen = await changes(indices, await lookAt(url));
    const isAlike = JSON.stringify(predicted) === JSON.stringify(seen);
    const isExitRight = run.problem?.kind === 'fails' ? true : ended.code === 0 || layout.action === 'rollover';
    return isAlike && isExitRight ? undefined : { predicted, seen, run, outcome: ended };
  } finally {
    proxy.dates.clear();
    await call(url, 'DELETE', '/*?expand_wildcards=all');
  }
}

const withUrl = (container: Container, url: string): Container =>
  JSON.parse(JSON.stringify(container).replaceAll('URL', url)) as Container;

const cronJobOf = (container: Container): Parameters<typeof readJob>[0] => ({
  metadata: { name: 'job', namespace: 'store' },
  spec: { schedule: '@daily', jobTemplate: { spec: { template: { spec: { containers: [container] } } } } },
});

async function runTool({ version, action }: Layout, { args = [], env = [] }: Container): Promise<Outcome> {
  const program = action === 'clean' ? 'es-index-cleaner' : 'es-rollover';
  const variables = Object.fromEntries(env.map(({ name, value = '' }) => [name, value]));
  // The kubelet puts variables into arguments, not the tool.
  const words = args.map((word) => word.replaceAll(/\$\((\w+)\)/g, (_, name: string) => variables[name] ?? ''));
  return outcome([join(await toolsDirectory(version), program), ...words], { env: variables });
}

interface Changes {
  readonly deleted: readonly string[];
  /** `INDEX ALIAS` */
  readonly hidden: readonly string[];
  /** Write aliases that are on an index which was not there. */
  readonly rolled: readonly string[];
}

const NONE: Changes = { deleted: [], hidden: [], rolled: [] };

function predict(run: JobRun, indices: readonly LayoutIndex[], nowMs: number): Changes {
  const known = indices.map(knownIndex);
  if (run.problem?.kind === 'fails') return NONE;
  assert.ok(run.settings && !run.problem, `not known: ${run.problem?.text}`);
  if (run.kind === 'cleaner') {
    const [rule = 'calendar', ...others] = rulesOf(run.settings.cutoff);
    assert.deepEqual(others, []);
    return { ...NONE, deleted: selectedBy(run.settings, known, nowMs, rule).toSorted() };
  }
  if (run.kind === 'lookback') {
    const hidden = [...hiddenBy(run.settings, known, nowMs)].map((pair) => pair.join(' '));
    return { ...NONE, hidden: hidden.toSorted() };
  }
  return { ...NONE, rolled: rolledBy(run.settings, known, nowMs) };
}

const knownIndex = (index: LayoutIndex): KnownIndex => ({
  ...index,
  aliases: index.aliases.map((name) => ({ name, isWriteIndex: undefined })),
  shards: 1,
  replicas: 0,
  blocks: [],
  policy: undefined,
  rolloverAlias: undefined,
  size: { name: index.name, health: 'green', isOpen: index.isOpen, documents: 0, bytes: 208, primaryBytes: 208 },
});

/** Family after family; the first that cannot be rolled over is the last that is tried. */
function rolledBy(
  settings: NonNullable<Extract<JobRun, { kind: 'rollover' }>['settings']>,
  indices: readonly KnownIndex[],
  nowMs: number,
): readonly string[] {
  const rolled: string[] = [];
  for (const { writeAlias } of familiesOf(settings)) {
    const [index, ...others] = indices.filter(({ aliases }) => aliases.some(({ name }) => name === writeAlias));
    if (index === undefined || others.length > 0 || !index.isOpen || !/-\d+$/.test(index.name)) break;
    const due = rolloverDue(conditionsOf(settings.conditions, index, nowMs + 1000), nowMs + 1000);
    if (due !== undefined && due.fromMs <= nowMs + 1000) rolled.push(writeAlias);
  }
  return rolled.toSorted();
}

async function changes(
  indices: readonly LayoutIndex[],
  after: ReadonlyMap<string, readonly string[]>,
): Promise<Changes> {
  const known = new Set(indices.map(({ name }) => name));
  const isNew = (name: string): boolean => !known.has(name);
  return {
    deleted: indices.flatMap(({ name }) => (after.has(name) ? [] : name)).toSorted(),
    hidden: indices
      .flatMap(({ name, aliases }) =>
        aliases.flatMap((alias) =>
          after.get(name)?.includes(alias) === false && alias.endsWith('-read') ? `${name} ${alias}` : [],
        ),
      )
      .toSorted(),
    rolled: [...after]
      .flatMap(([name, aliases]) => (isNew(name) ? aliases.filter((alias) => alias.endsWith('-write')) : []))
      .toSorted(),
  };
}
