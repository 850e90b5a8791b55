import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { request } from 'node:https';
import { text } from 'node:stream/consumers';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { Sandbox } from './index.ts';

export const PROGRAM = fileURLToPath(new URL('../bin/run.js', import.meta.url));

export interface Outcome {
  readonly code: number | null;
  /** stdout and stderr, as they came. */
  readonly printed: string;
}

type Running = ChildProcessByStdio<null, Readable, Readable>;

export const start = (argv: readonly string[], env: NodeJS.ProcessEnv): Running =>
  spawn(process.execPath, [PROGRAM, ...argv], { stdio: ['ignore', 'pipe', 'pipe'], env });

export function outcomeOf(running: Running): Promise<Outcome> {
  let printed = '';
  for (const stream of [running.stdout, running.stderr])
    stream.setEncoding('utf8').on('data', (chunk: string) => (printed += chunk));
  return new Promise((resolve) => running.once('close', (code) => resolve({ code, printed })));
}

/** What kubectl would ask of the API server; throws what is refused. */
export function ask(sandbox: Sandbox, [method, path]: readonly [string, string], body?: string): Promise<string> {
  const headers = { authorization: 'Bearer token-of-admin', 'content-type': 'application/json' };
  return new Promise((resolve, reject) => {
    request(`${sandbox.url}${path}`, { method, ca: sandbox.ca, headers }, (response) => {
      void text(response).then((answer) =>
        (response.statusCode ?? 0) < 300 ? resolve(answer) : reject(new Error(answer)),
      );
    })
      .once('error', reject)
      .end(body);
  });
}
