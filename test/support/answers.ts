import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkout } from '../ground/paths.ts';

/** What the API server answered to one request. */
export interface Answer {
  readonly status: number;
  readonly body: string;
}

/** Path and query → answer: everything that the program asked of a cluster while it ran one command line. */
export type Answers = Readonly<Record<string, Answer>>;

export interface Scenario {
  readonly name: string;
  /** What is on the ground when it is recorded. */
  readonly sets: readonly string[];
  readonly role: 'admin' | 'no-claims' | 'nobody';
  readonly argv: readonly string[];
  /** Requests that it may take at most; as many as `status` of one healthy instance when left out. */
  readonly most?: number;
}

const BOTH = ['all-in-one', 'hotrod'];

/** In the order of recording: later scenarios have more on the ground. */
export const scenarios: readonly Scenario[] = [
  { name: 'status-without-operator', sets: [], role: 'admin', argv: ['status', '-A'] },
  { name: 'status-all-in-one', sets: BOTH, role: 'admin', argv: ['status', '-n', 'default'] },
  { name: 'status-production', sets: BOTH, role: 'admin', argv: ['status', '-n', 'jaeger-production'] },
  { name: 'status-everywhere', sets: BOTH, role: 'admin', argv: ['status', '-A'], most: 17 },
  { name: 'status-empty-namespace', sets: BOTH, role: 'admin', argv: ['status', '-n', 'kube-system'] },
  { name: 'status-without-claims', sets: BOTH, role: 'no-claims', argv: ['status', '-n', 'jaeger-production'] },
  { name: 'list-everywhere', sets: BOTH, role: 'admin', argv: ['list', '-A'] },
  { name: 'list-nothing', sets: BOTH, role: 'admin', argv: ['list', '-n', 'kube-system'] },
  { name: 'version-everywhere', sets: BOTH, role: 'admin', argv: ['version', '-A'], most: 18 },
  { name: 'status-forbidden', sets: BOTH, role: 'nobody', argv: ['status', '-n', 'default'] },
];

export const fileOf = (name: string): string => join(checkout, 'test/fixtures/answers', `${name}.json`);

export const answersOf = async (name: string): Promise<Answers> =>
  JSON.parse(await readFile(fileOf(name), 'utf8')) as Answers;
