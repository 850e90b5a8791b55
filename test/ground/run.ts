import { spawn, type SpawnOptions } from 'node:child_process';

/** A command that ended with another code than 0; carries the end of what it printed. */
class CommandFailed extends Error {
  readonly code: number;

  constructor(argv: readonly string[], code: number, output: string) {
    super(`${argv.join(' ')}\nended with code ${code}:\n${output.trimEnd().slice(-2000)}`);
    this.code = code;
  }
}

export interface RunOptions extends SpawnOptions {
  readonly input?: string;
  /** Sees every line that the command writes to stderr. */
  readonly onLine?: (line: string) => void;
}

export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Ctrl-C, as one signal: what runs is ended, what waits gives up, and whoever started something cleans up after it. */
export const interruption = new AbortController();

const ignore = (): void => undefined;

/** Runs a command to its end and collects what it printed; never throws for an exit code. */
export async function outcome(argv: readonly string[], options: RunOptions = {}): Promise<Outcome> {
  const { input, onLine, ...spawning } = options;
  const [file = '', ...args] = argv;
  const child = spawn(file, args, { signal: interruption.signal, ...spawning, stdio: ['pipe', 'pipe', 'pipe'] });
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout?.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr?.on('data', (chunk: Buffer) => {
    err.push(chunk);
    if (onLine) for (const line of chunk.toString().split('\n')) if (line !== '') onLine(line);
  });
  child.stdin?.on('error', ignore); // a command may end without having read its input
  child.stdin?.end(input ?? '');
  const code = await ended(child);
  return { code, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString() };
}

/** Runs a command to its end and returns its stdout. Throws CommandFailed for any exit code but 0. */
export async function run(argv: readonly string[], options: RunOptions = {}): Promise<string> {
  const { code, stdout, stderr } = await outcome(argv, options);
  if (code !== 0) throw new CommandFailed(argv, code, stderr + stdout);
  return stdout;
}

/** Runs a command on this terminal and returns its exit code. */
export async function attached(argv: readonly string[], options: SpawnOptions = {}): Promise<number> {
  const [file = '', ...args] = argv;
  // The terminal sends Ctrl-C to the whole group: the command decides, and we report what it decided.
  process.on('SIGINT', ignore);
  try {
    return await ended(spawn(file, args, { ...options, stdio: 'inherit' }));
  } finally {
    process.off('SIGINT', ignore);
  }
}

const SIGNAL_CODES: Record<string, number> = { SIGHUP: 129, SIGINT: 130, SIGKILL: 137, SIGTERM: 143 };

function ended(child: ReturnType<typeof spawn>): Promise<number> {
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve(code ?? SIGNAL_CODES[signal ?? ''] ?? 1));
  });
}

export const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Waits until `check` answers true, looking every 0.2 s; throws after `seconds` with what was waited for. */
export async function until(
  what: string,
  seconds: number,
  check: () => Promise<boolean> | boolean,
  why: () => string = () => '',
): Promise<void> {
  const deadline = Date.now() + seconds * 1000;
  while (!(await check())) {
    interruption.signal.throwIfAborted();
    if (Date.now() > deadline) throw new Error(`${what}: not within ${seconds} s\n${why()}`.trimEnd());
    await sleep(200);
  }
}

/** Progress goes to stderr, so that the output of `exec` and `kubeconfig` can be piped. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
