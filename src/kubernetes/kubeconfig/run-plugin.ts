import { spawn } from 'node:child_process';
import { JaegerError } from '../../errors/index.ts';
import type { ExecEntry } from './entries.ts';
import { findExecutable } from './find-executable.ts';
import { systemReason } from './system-reason.ts';

export interface PluginRun {
  readonly exec: ExecEntry;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** KUBERNETES_EXEC_INFO: what the plugin may know of us and of the cluster. */
  readonly info: string;
  readonly isInteractive: boolean;
  readonly isSilent: boolean;
  /** Ends the plugin. */
  readonly signal: AbortSignal;
}

const LONGEST_OUTPUT = 4 * 1024 * 1024;

export const noCredentials = (message: string, hints: readonly string[] = []): JaegerError =>
  new JaegerError('CREDENTIALS', `getting credentials: ${message}`, {
    prefix: 'Unable to connect to the server',
    hints,
  });

/** Runs a credential plugin and returns what it printed; its stderr is the user's, unless it is silent. Throws CREDENTIALS. */
export async function runPlugin(run: PluginRun): Promise<string> {
  const { exec, environment, info, isInteractive, isSilent, signal } = run;
  const file = findExecutable(exec.command, environment['PATH'] ?? '');
  if (file === undefined) throw noCredentials(`exec: executable ${exec.command} not found`, hintsOf(exec));
  const child = spawn(file, exec.args, {
    env: {
      ...environment,
      ...Object.fromEntries(exec.env.map(({ name, value }) => [name, value])),
      KUBERNETES_EXEC_INFO: info,
    },
    stdio: [isInteractive ? 'inherit' : 'ignore', 'pipe', isSilent ? 'ignore' : 'inherit'],
    signal,
    killSignal: 'SIGKILL',
  });
  const chunks: Buffer[] = [];
  let length = 0;
  child.stdout.on('data', (chunk: Buffer) => {
    length += chunk.length;
    if (length > LONGEST_OUTPUT) child.stdout.destroy();
    else chunks.push(chunk);
  });
  const ended = await new Promise<string>((resolve, reject) => {
    child.on('error', (cause) => {
      child.stdout.destroy(); // a process that the plugin left behind may hold the other end
      reject(noCredentials(failure(exec, signal, cause)));
    });
    child.on('close', (code, killedBy) => resolve(killedBy ?? String(code)));
  });
  if (length > LONGEST_OUTPUT) throw noCredentials(`exec: executable ${exec.command} prints without end`);
  if (ended !== '0') throw noCredentials(`exec: executable ${exec.command} failed with exit code ${ended}`);
  return Buffer.concat(chunks).toString();
}

const failure = ({ command }: ExecEntry, { aborted, reason }: AbortSignal, cause: Error): string =>
  aborted ? `exec: executable ${command}: ${systemReason(reason)}` : `exec: ${command}: ${systemReason(cause)}`;

const MOST_LINES = 20;

/** The kubeconfig's author knows how to get the plugin. */
function hintsOf({ installHint }: ExecEntry): string[] {
  const lines = installHint.split('\n').map((line) => line.trim());
  return [
    'this is a credential plugin that the kubeconfig names, and it is not on PATH',
    ...lines.filter((line) => line !== '').slice(0, MOST_LINES),
  ];
}
