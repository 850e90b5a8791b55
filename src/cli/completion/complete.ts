import { Config, Parser, type Interfaces } from '@oclif/core';
import { JaegerError } from '../../errors/index.ts';
import type { ClusterChoice } from '../../kubernetes/ports.ts';
import { inOclifWords } from '../command-line.ts';
import { scopeFlags } from '../flags.ts';
import { clusterChoice, globalFlags } from '../global-flags.ts';
import { completionTime, connectSilently, readKubeconfigNames, silence } from '../wiring.ts';
import type { Candidate, Definitions } from './definitions.ts';
import type { LiveKind } from './kinds.ts';
import { liveNames } from './live-names.ts';
import { readLine, type Line } from './read-line.ts';
import { DIRECTIVE, reply } from './reply.ts';
import { offerFor } from './static-words.ts';

const lead = { ...globalFlags, ...scopeFlags };

/**
 * Answers a shell that asks what could stand under the cursor: kubectl for its plugins (1.26 and newer, pkg/cmd/plugin_completion.go), or a
 * script of `completion`. Whatever fails, there is an answer, and nothing is said of it.
 */
export async function complete(words: readonly string[], program: Interfaces.LoadOptions): Promise<void> {
  silence();
  // A key was pressed in the middle of a line: what is wrong with the line is told when it is run.
  const answer = await answerTo(words, program).catch(() => reply([], '', DIRECTIVE.noFiles));
  process.stdout.write(answer);
}

async function answerTo(words: readonly string[], program: Interfaces.LoadOptions): Promise<string> {
  const { commands: all, version } = await Config.load(program);
  // oclif has a second entry for every alias.
  const commands = all.filter(({ id }) => !all.some(({ aliases }) => aliases.includes(id)));
  const definitions: Definitions = { commands, lead };
  const line = readLine(words, definitions);
  const offer = offerFor(line, definitions);
  const typed = line.slot.type === 'value' ? line.word.slice(line.slot.before.length) : line.word;
  if ('words' in offer) return reply(offer.words, typed, DIRECTIVE.noFiles);
  if (offer.kind === 'file') return reply([], typed, DIRECTIVE.files);
  if (offer.kind === 'directory') return reply([], typed, DIRECTIVE.directories);
  const names = offer.kind === 'nothing' ? [] : await namesInTime(offer.kind, line, { typed, version });
  return reply(names, typed, DIRECTIVE.noFiles);
}

interface Wanted {
  readonly typed: string;
  readonly version: string;
}

/** What is known when whoever waits has waited long enough. */
async function namesInTime(kind: LiveKind, line: Line, { typed, version }: Wanted): Promise<readonly Candidate[]> {
  const { choice, ...where } = await placeOf(line);
  const left = Math.max(completionTime() - performance.now(), 0);
  const late = new AbortController();
  const { signal } = late;
  const { promise: none, resolve } = Promise.withResolvers<readonly Candidate[]>();
  const timers = [
    setTimeout(() => late.abort(new JaegerError('TIMED_OUT', 'too late to be of use')), left),
    setTimeout(() => resolve([]), left + LAST_MS),
  ];
  const names = liveNames(kind, {
    connect: () => connectSilently(choice, { version, signal }),
    kubeconfig: () => readKubeconfigNames(choice),
    signal,
    typed,
    named: line.named,
    ...where,
  });
  return Promise.race([names, none]).finally(() => timers.forEach(clearTimeout));
}

/** In milliseconds: to put together what has come by then. */
const LAST_MS = 50;

interface Where {
  readonly choice: ClusterChoice;
  readonly namespace: string | undefined;
  readonly everywhere: boolean;
}

/** Where the line itself says that one is to look. */
async function placeOf({ global }: Line): Promise<Where> {
  const { flags } = await Parser.parse(inOclifWords(global, lead), { flags: lead });
  return { choice: clusterChoice(flags), namespace: flags.namespace, everywhere: flags['all-namespaces'] };
}
