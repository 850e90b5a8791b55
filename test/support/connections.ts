import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { RequestOptions } from 'node:https';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { JaegerError } from '../../src/errors/index.ts';
import { loadConnection } from '../../src/kubernetes/kubeconfig.ts';
import type { ClusterChoice } from '../../src/kubernetes/ports.ts';
import { simple, type Entry } from './kubeconfigs.ts';

type Environment = Readonly<Record<string, string>>;
type Connection = ReturnType<typeof loadConnection>;

interface KubeconfigDirectory {
  readonly path: (name: string) => string;
  /** Writes a file, objects as JSON, and returns its path. */
  readonly file: (name: string, content: object | string) => Promise<string>;
  /** What would be sent for a kubeconfig of one cluster and one user. */
  readonly sent: (
    cluster: Entry,
    user: Entry,
    choice?: ClusterChoice,
    environment?: Environment,
  ) => Promise<RequestOptions>;
}

/** A directory for the tests of one suite, removed after them. */
export function kubeconfigDirectory(): KubeconfigDirectory {
  let dir = '';
  before(async () => {
    dir = await mkdtemp(join(tmpdir(), 'kubeconfig-test-'));
  });
  after(() => rm(dir, { recursive: true }));
  const path = (name: string): string => join(dir, name);
  const file = async (name: string, content: object | string): Promise<string> => {
    await mkdir(dirname(path(name)), { recursive: true });
    await writeFile(path(name), typeof content === 'string' ? content : JSON.stringify(content));
    return path(name);
  };
  return {
    path,
    file,
    sent: async (cluster, user, choice = {}, environment = {}) => {
      const KUBECONFIG = await file('config', simple(cluster, user));
      const options: RequestOptions = {};
      await load(choice, { KUBECONFIG, ...environment }).config.applyToHTTPSOptions(options);
      return options;
    },
  };
}

export const load = (choice: ClusterChoice, environment: Environment): Connection =>
  loadConnection(choice, {
    environment: { PATH: process.env['PATH'], ...environment },
    hasTerminal: false,
    signal: new AbortController().signal,
    now: () => 1e12,
  });

/** The words in which something is refused; configuration trouble must name the files that were read. */
export function refusal(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    assert.ok(error instanceof JaegerError, String(error));
    assert.ok(error.code === 'USAGE' || error.hints.some((hint) => hint.startsWith('kubeconfig read from: ')));
    return `${error.prefix}: ${error.message}`;
  }
  return 'not refused';
}
