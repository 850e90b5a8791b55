import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import steps from './demo.json' with { type: 'json' };
import type { Sandbox } from './index.ts';
import { startPractice } from './practice.ts';
import { ask, outcomeOf, start, type Outcome } from './program.ts';

/**
 * `npm run demo`: two installations and what the plugin does with them, on a practice cluster in this process. Ends with 0
 * only when every step did what it says.
 */
interface Stage {
  readonly sandbox: Sandbox;
  readonly env: NodeJS.ProcessEnv;
}

/** A command line of the plugin, and how it must end; or what is played in its place. */
interface Step {
  readonly title: string;
  readonly played?: string;
  /** Another cluster that it is for. */
  readonly world?: string;
  readonly argv?: readonly string[];
  readonly code?: number;
  /** Each of them is in what it prints. */
  readonly prints?: readonly string[];
}

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const quoted = (word: string): string => (/^[\w./:=-]+$/.test(word) ? word : `"${word}"`);
const tell = (argv: readonly string[], more = ''): void => say(`$ kubectl jaeger ${argv.map(quoted).join(' ')}${more}`);

function check(outcome: Outcome, { code = 0, prints = [] }: Pick<Step, 'code' | 'prints'>): void {
  if (outcome.code !== code) throw new Error(`exit code ${outcome.code}, not ${code}`);
  const missing = prints.filter((is) => !new RegExp(is, 'm').test(outcome.printed));
  if (missing.length > 0) throw new Error(`nothing that it prints is like ${missing.join(', ')}`);
}

/** Parts that kubectl, curl and a shell have in the story. */
const PLAYED = new Map<string | undefined, (stage: Stage) => Promise<void>>([
  ['outlive', outlive],
  ['deploy', deploy],
]);

/** An application that is not traced yet. */
async function deploy({ sandbox }: Stage): Promise<void> {
  say('$ kubectl create deployment shop --image=shop:1    # played');
  const labels = { app: 'shop' };
  const spec = { containers: [{ name: 'shop', image: 'shop:1' }] };
  const template = { metadata: { labels }, spec };
  const body = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'shop' },
    spec: { selector: { matchLabels: labels }, template },
  };
  await ask(sandbox, ['POST', '/apis/apps/v1/namespaces/default/deployments'], JSON.stringify(body));
  say('deployment.apps/shop created\n');
}

async function outlive({ sandbox, env }: Stage): Promise<void> {
  const argv = ['port-forward', '-n', 'jaeger-production', '--port=0', '--no-open'];
  tell(argv, ' &');
  const tunnel = start(argv, env);
  const ended = outcomeOf(tunnel);
  const [first] = (await once(tunnel.stdout, 'data')) as [string];
  const [url = ''] = first.split('\n');
  const fetched = async (): Promise<void> => {
    say(`$ curl ${url}api/services    # played`);
    const answer = await fetch(`${url}api/services`, { headers: { connection: 'close' } });
    say(await answer.text());
    if (!answer.ok) throw new Error(`the tunnel answers ${answer.status}`);
  };
  try {
    await fetched();
    const pods = sandbox.list('pods', 'jaeger-production').map(({ metadata }) => metadata.name);
    const pod = pods.find((name) => name.startsWith('jaeger-production-query-')) ?? '';
    say(`$ kubectl delete pod ${pod} -n jaeger-production    # played`);
    await ask(sandbox, ['DELETE', `/api/v1/namespaces/jaeger-production/pods/${pod}`]);
    await fetched();
  } finally {
    tunnel.kill('SIGINT');
  }
  const outcome = await ended;
  say(outcome.printed);
  check(outcome, { prints: ['^connection to pod \\S+ lost', '^forwarding to pod'] });
}

/** Runs the plugin as kubectl does, or what is played. */
async function play({ played, world, argv = [], ...expected }: Step, stage: Stage): Promise<void> {
  const part = PLAYED.get(played);
  if (part) return part(stage);
  const other = world === undefined ? undefined : await startPractice(world);
  if (other) await writeFile(stage.env['KUBECONFIG'] ?? '', other.kubeconfig());
  tell(argv);
  const outcome = await outcomeOf(start(argv, stage.env));
  say(outcome.printed);
  check(outcome, expected);
  return other?.close();
}

async function main(): Promise<void> {
  const home = await mkdtemp(join(tmpdir(), 'kubectl-jaeger-demo-'));
  const sandbox = await startPractice('fresh');
  const KUBECONFIG = join(home, 'kubeconfig');
  await writeFile(KUBECONFIG, sandbox.kubeconfig());
  const { PATH } = process.env; // oxlint-disable-line no-process-env -- where the commands behind `--` are found
  let number = 0;
  try {
    for (const step of steps as readonly Step[]) {
      say(`# ${++number}. ${step.title}`);
      await play(step, { sandbox, env: { PATH, HOME: home, KUBECONFIG } });
    }
    say(`All ${number} steps did what they say. Look around yourself: npm run sandbox`);
  } catch (error) {
    say(`demo: step ${number} failed: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  } finally {
    await sandbox.close();
    await rm(home, { recursive: true });
  }
}

await main();
