import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { parseArgs } from 'node:util';
import { FAULTS, type Fault, type Sandbox } from './index.ts';
import { startPractice } from './practice.ts';
import { PROGRAM } from './program.ts';
import scenarios from './scenarios.json' with { type: 'json' };

const { env } = process; // oxlint-disable-line no-process-env -- of the shell that is opened

const USAGE = `npm run sandbox -- [FLAG…]    a cluster in memory, and a shell for it

  --scenario NAME      a broken one; see --list
  --fault WHAT[:N]     of every request, or of the first N: ${FAULTS.join(', ')}
  --list               the scenarios
`;

class UsageError extends Error {}

interface Scenario {
  readonly sees: string;
  readonly begin: string;
}

const known = new Map<string, Scenario>(Object.entries(scenarios));

const OPTIONS = {
  scenario: { type: 'string' },
  fault: { type: 'string', multiple: true },
  list: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

function faultOf(text: string): Fault {
  const [name = '', times] = text.split(':');
  const what = FAULTS.find((fault) => fault === name);
  if (!what) throw new UsageError(`no fault is called "${name}"; there are ${FAULTS.join(', ')}`);
  return { what, ...(times === undefined ? {} : { times: Number(times) }) };
}

/** A directory with the plugin and a kubeconfig, and the environment that leads there. */
async function install(sandbox: Sandbox): Promise<{ directory: string; PATH: string; KUBECONFIG: string }> {
  const directory = await mkdtemp(join(tmpdir(), 'kubectl-jaeger-sandbox-'));
  const KUBECONFIG = join(directory, 'kubeconfig');
  await writeFile(KUBECONFIG, sandbox.kubeconfig());
  // This Node.js, whatever comes first on PATH later.
  const plugin = `#!/bin/sh\nexec '${process.execPath}' '${PROGRAM}' "$@"\n`;
  await writeFile(join(directory, 'kubectl-jaeger'), plugin, { mode: 0o755 });
  return { directory, PATH: `${directory}${delimiter}${env['PATH'] ?? ''}`, KUBECONFIG };
}

/** Until the shell ends; with no terminal for one, until it is told to. */
async function stay({ directory, PATH, KUBECONFIG }: Awaited<ReturnType<typeof install>>): Promise<void> {
  if (process.stdin.isTTY && process.stdout.isTTY) {
    process.stdout.write('\nThis shell is connected to it; exit ends both.\n');
    process.on('SIGINT', () => undefined); // is meant for what runs in the shell
    await once(spawn(env['SHELL'] ?? '/bin/sh', { stdio: 'inherit', env: { ...env, PATH, KUBECONFIG } }), 'close');
    return;
  }
  process.stdout.write(`\nexport KUBECONFIG='${KUBECONFIG}'\nexport PATH='${directory}':"$PATH"\n`);
  await Promise.race(['SIGINT', 'SIGTERM', 'SIGHUP'].map((signal) => once(process, signal)));
}

async function main(): Promise<void> {
  const { scenario, fault = [], list, help } = parseArgs({ options: OPTIONS }).values;
  const told = [...known].map(([name, { sees }]) => `${name}: ${sees}\n`);
  if (help || list) return void process.stdout.write(help ? USAGE : told.join(''));
  const chosen = scenario === undefined ? undefined : known.get(scenario);
  if (scenario !== undefined && !chosen)
    throw new UsageError(`no scenario is called "${scenario}"; there are ${[...known.keys()].join(', ')}`);
  const sandbox = await startPractice(chosen ? `faults/${scenario}` : 'production', { faults: fault.map(faultOf) });
  const installed = await install(sandbox);
  try {
    const { sees, begin } = chosen ?? { sees: 'Two instances, and all is well.', begin: 'kubectl jaeger status -A' };
    process.stdout.write(`${sees}\nBegin with:  ${begin}    (kubectl-jaeger …, where there is no kubectl)\n`);
    await stay(installed);
  } finally {
    await sandbox.close();
    await rm(installed.directory, { recursive: true });
  }
}

try {
  await main();
  process.exitCode = 0;
} catch (error) {
  process.stderr.write(`sandbox: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
