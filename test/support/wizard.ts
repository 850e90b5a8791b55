import assert from 'node:assert/strict';
import { stripVTControlCharacters } from 'node:util';
import { loadWorld, startSandbox, type Sandbox } from '../../sandbox/index.ts';
import { withoutInstances } from '../../sandbox/operator.ts';
import { outcome } from '../ground/run.ts';
import { answer, CTRL_U, DOWN, ENTER, type Answer } from './answering.ts';
import { runInTerminal, type TerminalOutcome } from './terminal.ts';

export const INSTALL = ['install', '--wait=false'];
export const JAEGERS = 'jaegers.jaegertracing.io';

/** What OpenShift and its Elasticsearch operator add to a cluster. */
const DEFINITIONS = [
  ['route.openshift.io', 'Route', 'routes'],
  ['logging.openshift.io', 'Elasticsearch', 'elasticsearches'],
] as const;

/** Nobody acts on it: what was made stays as it was made. */
export async function openShift(): Promise<Sandbox> {
  const sandbox = await startSandbox({ world: withoutInstances(await loadWorld('production')) });
  for (const [group, kind, plural] of DEFINITIONS)
    sandbox.put({
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: `${plural}.${group}` },
      spec: { group, names: { kind, plural }, scope: 'Namespaced', versions: [{ name: 'v1', served: true }] },
    });
  sandbox.put({
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name: 'gp2', annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
  });
  sandbox.put({ apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name: 'archive' } });
  return sandbox;
}

/** The way to the production instance of the article, with two slips. */
export const ARTICLE: readonly Answer[] = [
  ['In which namespace?', `${DOWN.repeat(5)}${ENTER}`],
  ['What is the new namespace called?', `traces${ENTER}`],
  ['What is the instance called?', `jaeger-production${ENTER}`],
  ['What is to run?', `${DOWN}${ENTER}`],
  ['Where are spans kept?', ENTER],
  ['Which Elasticsearch?', ENTER],
  ['How many nodes?', ENTER],
  ['How many copies of the data?', ENTER],
  ['How much disk for each node?', `50GB${ENTER}`],
  ['> --es-storage-size "50GB": it is a size such as 500Mi, 50Gi, 1Ti or 10G', `${CTRL_U}50Gi${ENTER}`],
  ['Of which storage class?', ENTER],
  ['Delete old spans?', ENTER],
  ['After how many days?', ENTER],
  ['On which schedule, in UTC?', `55 24 * * *${ENTER}`],
  ['> --cleaner-schedule "55 24 * * *": it is a schedule of five fields', `${CTRL_U}55 23 * * *${ENTER}`],
  ['Begin a new index by age and size', `y${ENTER}`],
  ['On which conditions?', ENTER],
  ['On which schedule are they looked at', ENTER],
  ['Open the pages to the outside, by a Route?', ENTER],
  ['Who may see them?', ENTER],
];

interface Play {
  readonly argv?: readonly string[];
  readonly user?: string;
  readonly env?: NodeJS.ProcessEnv;
}

interface Played extends TerminalOutcome {
  /** What was shown, without what drives the terminal. */
  readonly text: string;
}

export async function play(sandbox: Sandbox, answers: readonly Answer[], options: Play = {}): Promise<Played> {
  const { argv = INSTALL, user, env = { NO_COLOR: '1' } } = options;
  const run = { kubeconfig: sandbox.kubeconfig(user), env };
  const { code, shown } = await runInTerminal(argv, run, (terminal) => answer(terminal, answers));
  return { code, shown, text: stripVTControlCharacters(shown).replaceAll('\r\n', '\n') };
}

/** The words of the command that could have been typed instead, as a shell reads them. */
export async function commandIn(shown: string): Promise<readonly string[]> {
  const [, command = ''] = /The same without questions:\n {2}(.*)\n/.exec(shown) ?? assert.fail(shown);
  const { stdout } = await outcome(['sh', '-c', `printf '%s\\n' ${command}`]);
  return stdout.trimEnd().split('\n');
}

/** What was written: to ask what one may do is not to do it. */
export const changes = (sandbox: Sandbox): readonly string[] =>
  sandbox.requests
    .filter(({ method, path }) => method !== 'GET' && !/dryRun=All|^\/apis\/authorization\./.test(path))
    .map(({ method, path }) => `${method} ${path}`);

/** All questions about an instance in memory, in order: of choices, texts, and one of yes and no. */
export const SIMPLEST = [
  'In which namespace?',
  'What is the instance called?',
  'What is to run?',
  'Where are spans kept?',
  'How many traces at most',
  'Open the pages to the outside',
  'Under which host name?',
];

/** Practice cluster for the tests of a suite, each ended after its test. */
export function sandboxes(): (sandbox: Promise<Sandbox>) => Promise<Sandbox> {
  const running: Sandbox[] = [];
  afterEach(() => Promise.all(running.splice(0).map((sandbox) => sandbox.close())));
  return async (sandbox) => {
    running.push(await sandbox);
    return sandbox;
  };
}
