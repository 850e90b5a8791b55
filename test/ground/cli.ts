import { connect, down, isAlive, kubeconfigOf, killComponent, startComponent, up, type Ground } from './cluster.ts';
import { componentNames, type Component } from './components.ts';
import { endFault, faults, putFault, stateOf } from './faults/index.ts';
import { narrowed } from './narrow.ts';
import { environmentOf, initOf, inside } from './namespaces.ts';
import { haveAll } from './part.ts';
import { nodeParts } from './parts.ts';
import { instanceOf, type Instance } from './paths.ts';
import { isRole, rightsOf, ROLES, without } from './roles.ts';
import { attached, interruption, say } from './run.ts';
import { addSets, removeSets, sets, setsOn } from './sets/index.ts';

const SINGLE = 'only-list-pods';
const USAGE = `npm run ground -- [--instance NAME] VERB

  up                      start the cluster, or find it running (the default)
  add SET…                put things on it: ${sets.map(({ name }) => name).join(', ')}
  remove SET…             take them off again
  exec CMD…               run a command inside, with its exit code
  shell                   an interactive shell inside
  status                  what runs
  kubeconfig [--role R]   a kubeconfig for use inside; R is one of ${ROLES.join(', ')},
                          or one right alone, such as ${SINGLE}
             [--without R RIGHT…]  everything of role R but these, such as 'list pods'
  fault [NAME on|off]     put a fault on what runs, or take it off; alone, tells which there are
  kill|start COMPONENT    one of ${componentNames.join(', ')} (apiserver for short)
  reset                   the same cluster, empty
  demo                    both Jaeger installations, a traced application, and the plugin's view of them
  down                    end it and leave nothing behind
`;

class UsageError extends Error {}

type Verb = (instance: Instance, args: readonly string[]) => Promise<number | void>;

const verbs: Readonly<Record<string, Verb>> = {
  help: async () => {
    process.stdout.write(USAGE);
  },
  up: async (instance) => {
    await up(instance);
  },
  down,
  reset: async (instance) => {
    await down(instance);
    await up(instance);
  },
  add: async (instance, names) => addSets(await up(instance), some(names, 'SET')),
  remove: async (instance, names) => removeSets(await connect(instance), some(names, 'SET')),
  exec: (instance, argv) => execute(instance, some(argv, 'CMD')),
  shell: (instance) => execute(instance, [process.env['SHELL'] ?? '/bin/bash', '-i']),
  status,
  kubeconfig: async (instance, args) => {
    process.stdout.write(await kubeconfig(instance, args));
  },
  fault: async (instance, args) => fault(await connect(instance), args),
  demo: async (instance) => {
    await addSets(await up(instance), ['all-in-one', 'hotrod']);
    say('$ kubectl jaeger status -A');
    const code = await execute(instance, ['kubectl', 'jaeger', 'status', '-A']);
    say('\nlook around with:  npm run ground -- shell\nend it with:       npm run ground -- down');
    return code;
  },
  kill: async (instance, [name = '']) => killComponent(await connect(instance), componentCalled(name)),
  start: async (instance, [name = '']) => startOne(await connect(instance), componentCalled(name)),
};

const componentCalled = (name: string): Component =>
  oneOf(componentNames, name === 'apiserver' ? 'kube-apiserver' : name, 'component');

function oneOf<T extends string>(known: readonly T[], name: string, what: string): T {
  const found = known.find((one) => one === name);
  if (!found) throw new UsageError(`no ${what} is called "${name}"; there are ${known.join(', ')}`);
  return found;
}

function some(args: readonly string[], what: string): readonly string[] {
  if (args.length === 0) throw new UsageError(`${what} is missing`);
  return args;
}

async function execute(instance: Instance, argv: readonly string[]): Promise<number> {
  return attached(await inside(instance, argv), { env: environmentOf(instance, await haveAll(nodeParts)) });
}

async function kubeconfig(instance: Instance, [flag, role = 'admin', ...unwanted]: readonly string[]): Promise<string> {
  const isWithout = flag === '--without';
  if (flag !== undefined && flag !== '--role' && !isWithout) throw new UsageError(`unknown argument ${flag}`);
  if (!isWithout && isRole(role)) return kubeconfigOf(instance, role);
  if (!Object.hasOwn(rightsOf, role))
    throw new UsageError(
      `no role is called "${role}"; there are ${ROLES.join(', ')}, and one right alone, such as ${SINGLE}`,
    );
  const rights = rightsOf[role];
  if (!rights) throw new UsageError(`what ${role} may do is not told as rights`);
  const left = isWithout ? without(rights, some(unwanted, 'RIGHT')) : rights;
  const words = isWithout ? [role, 'without', ...unwanted] : [role];
  const name = words.join('-').replaceAll(/[^a-z0-9-]+/g, '-');
  return narrowed(await connect(instance), { name, rights: left });
}

async function fault(cluster: Ground, [name, state]: readonly string[]): Promise<void> {
  if (name === undefined) {
    const rows = faults.map(async (one) => `${one.name}: ${await stateOf(cluster, one)}, ${one.what}\n`);
    process.stdout.write((await Promise.all(rows)).join(''));
    return;
  }
  const known = oneOf(
    faults.map((one) => one.name),
    name,
    'fault',
  );
  const act = { on: putFault, off: endFault }[oneOf(['on', 'off'], state ?? '', 'state')];
  for (const line of await act(cluster, known)) say(`${known} ${state}: ${line}`);
}

async function startOne(cluster: Ground, component: Component): Promise<void> {
  if (await isAlive(cluster, component)) throw new Error(`${component} is running`);
  await startComponent(cluster, component);
}

async function status(instance: Instance): Promise<number> {
  if ((await initOf(instance)) === undefined) {
    process.stdout.write(`${instance.name}: not running\n`);
    return 3;
  }
  const cluster = await connect(instance);
  const rows = await Promise.all(
    componentNames.map(async (name) => `  ${name}: ${(await isAlive(cluster, name)) ? 'running' : 'not running'}\n`),
  );
  const on = await setsOn(cluster);
  process.stdout.write(`${instance.name}: running\n${rows.join('')}  sets: ${on.join(', ') || 'none'}\n`);
  return 0;
}

/** What an interrupted start or build leaves is ended by whoever began it, on the way out. */
function listenForInterruption(): void {
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const) {
    process.once(signal, () => {
      say(`${signal}: cleaning up`);
      process.exitCode = code;
      interruption.abort(new Error(`interrupted by ${signal}`));
    });
  }
}

async function main(argv: readonly string[]): Promise<number> {
  const named = argv[0] === '--instance';
  const [verb = 'up', ...args] = named ? argv.slice(2) : argv;
  const action = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined;
  if (!action) throw new UsageError(`no verb is called "${verb}"`);
  const instance = instanceOf(named ? (argv[1] ?? '') : 'dev');
  if (['up', 'reset', 'add', 'demo', 'fault'].includes(verb)) listenForInterruption();
  return (await action(instance, args)) ?? 0;
}

try {
  const code = await main(process.argv.slice(2));
  process.exitCode ??= code;
} catch (error) {
  // Whoever was interrupted knows why it ended.
  if (!interruption.signal.aborted) report(error);
  process.exitCode ??= error instanceof UsageError ? 2 : 1;
}

function report(error: unknown): void {
  say(`ground: ${error instanceof Error ? error.message : String(error)}`);
  if (error instanceof Error && error.cause instanceof Error) say(error.cause.message);
  if (error instanceof UsageError) say(`\n${USAGE}`);
}
