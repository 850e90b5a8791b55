import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { startPractice } from '../../sandbox/practice.ts';
import type { Sandbox } from '../../sandbox/index.ts';
import { requireShells } from '../ground/host-tools.ts';
import { have } from '../ground/part.ts';
import { kubernetes } from '../ground/parts.ts';
import { linkPlugin } from '../ground/plugin.ts';
import { runInTerminal } from '../support/terminal.ts';

interface Shell {
  /** With nothing of the user's own. */
  readonly start: string;
  /** Takes in what a command prints. */
  readonly take: (command: string) => string;
}

const SHELLS: Readonly<Record<string, Shell>> = {
  bash: {
    start: "PS1='ready> ' exec bash --noprofile --norc -i",
    take: (command) => `. /usr/share/bash-completion/bash_completion; . <(${command})`,
  },
  zsh: {
    start: "PS1='ready> ' exec zsh -f -i",
    take: (command) => `autoload -U compinit; compinit -u -D; . <(${command})`,
  },
  fish: {
    start: 'exec fish --no-config -C "function fish_prompt; echo -n \'ready> \'; end"',
    take: (command) => `${command} | source`,
  },
};

/** What is typed, and what the key makes of it. */
const LINES: readonly (readonly [typed: string, made: string])[] = [
  ['retenti', 'retention'],
  ['status -n jaeger-prod', 'status -n jaeger-production'],
  ['status -n jaeger-production jaeg', 'status -n jaeger-production jaeger-production'],
  ['status --output=js', 'status --output=json'],
  ['inject -n jaeger-production deployment/jaeger-production-c', 'deployment/jaeger-production-collector'],
  ['logs --kubeconfig=own-f', 'logs --kubeconfig=own-file'],
  ['logs --context arn:aws:eks:one', 'logs --context arn:aws:eks:one-and-only'],
];

describe('real shells, each with the script of kubectl and with ours', () => {
  let sandbox: Sandbox;
  let programs: string;
  let kubectl: string;

  before(async () => {
    await requireShells();
    sandbox = await startPractice('production');
    programs = await mkdtemp(join(tmpdir(), 'shells-'));
    await linkPlugin(programs);
    kubectl = await have(kubernetes);
  });

  after(async () => {
    await sandbox.close();
    await rm(programs, { recursive: true });
  });

  for (const [name, { start, take }] of Object.entries(SHELLS))
    for (const called of ['kubectl jaeger', 'kubectl-jaeger'])
      it(`${name}: ${called}`, async () => {
        const config = JSON.parse(sandbox.kubeconfig()) as { contexts: { name: string; context: object }[] };
        config.contexts.push({ name: 'arn:aws:eks:one-and-only', context: {} });
        const PATH = [programs, kubectl, dirname(process.execPath), process.env['PATH']].join(':');
        const env = { PATH, KUBECTL_JAEGER_COMPLETION_TIMEOUT: '10s' };
        const options = { kubeconfig: JSON.stringify(config), env, script: `touch own-file; ${start}` };
        await runInTerminal([], options, async ({ type, until, shown }) => {
          await until(/ready> /);
          const script =
            called === 'kubectl jaeger' ? `kubectl completion ${name}` : `kubectl-jaeger completion ${name}`;
          type(`${take(script)}; echo tak''en\r`);
          await until(/taken/);
          for (const [typed, made] of LINES) {
            const from = shown().length;
            type(`${called} ${typed}\t`);
            await until(new RegExp(`^[^]{${from}}[^]*${escaped(made)}`));
            type('\u0015');
          }
          type('exit\r');
        });
      });
});

/** A shell draws over what it has drawn: between any two letters it may move. */
const escaped = (text: string): string =>
  text
    .slice(-12)
    .replaceAll(/\W/g, '\\$&')
    .replaceAll(/\\?.(?!$)/g, '$&(?:\\u001b\\[[\\d;?]*[A-Za-z]|[\\r\\b])*');
