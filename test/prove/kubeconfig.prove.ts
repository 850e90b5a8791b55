import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { have } from '../ground/part.ts';
import { kubernetes } from '../ground/parts.ts';
import { program } from '../ground/program.ts';
import { outcome, type Outcome } from '../ground/run.ts';
import { recordingServers, type RecordingServers } from '../support/recording-servers.ts';
import type { Case } from './kubeconfig/case.ts';
import { fileCases } from './kubeconfig/file-cases.ts';
import { serverCases } from './kubeconfig/server-cases.ts';
import { userCases } from './kubeconfig/user-cases.ts';

/** What one of the two programs did: the request for instances that arrived, or that it failed. */
interface Did {
  readonly request: string;
  readonly said: string;
}

const FAILED = 'failed, and asked nothing';
const SERVICE_ACCOUNT = '/run/secrets/kubernetes.io/serviceaccount';

/** kubectl and the program, given the same files, variables and flags, must ask the same server for the same as the same. */
describe('kubeconfig, side by side with kubectl', () => {
  let servers: RecordingServers;
  let kubectl: string;
  const rows: string[] = [];

  before(async () => {
    servers = await recordingServers();
    kubectl = join(await have(kubernetes), 'kubectl');
  });

  after(() => {
    servers.close();
    process.stdout.write(`\n${rows.join('\n')}\n\n${rows.length} cases\n`);
  });

  async function run(argv: readonly string[], dir: string, { env = {}, serviceAccount }: Case): Promise<Did> {
    const from = servers.requests.length;
    const fromProxied = servers.proxied.length;
    const { PATH } = process.env;
    const pod = ['unshare', '--mount', 'sh', '-c', podScript(join(dir, serviceAccount ?? '')), 'sh'];
    const ended = await outcome(serviceAccount === undefined ? argv : [...pod, ...argv], {
      cwd: dir,
      env: { PATH, HOME: dir, KUBECONFIG: 'config', KUBECACHEDIR: join(dir, 'cache'), ...env },
    });
    const asked = servers.requests.slice(from).filter(({ path }) => path.endsWith('/jaegers'));
    const ways = [...new Set(servers.proxied.slice(fromProxied))].join(' and ');
    const requests = new Set(asked.map((request) => JSON.stringify({ ...request, ways })));
    return { request: [...requests].join('\n') || FAILED, said: lastWords(ended, requests.size > 0) };
  }

  async function sideBySide(one: Case): Promise<void> {
    const dir = await mkdtemp(join(tmpdir(), 'prove-kubeconfig-'));
    try {
      for (const [name, content] of Object.entries(one.files ?? {})) await put(join(dir, name), content);
      const flags = one.flags ?? [];
      const theirs = await run([kubectl, 'get', 'jaegers.jaegertracing.io', ...flags], dir, one);
      const ours = await run([...program, 'status', ...flags], dir, one);
      const isSame = theirs.request === ours.request;
      rows.push(
        `${isSame ? 'same     ' : 'different'}  ${one.what}\n    ${summary(theirs)}${isSame && theirs.request !== FAILED ? '' : `\n    ${summary(ours)}`}`,
      );
      if (one.differs === undefined) assert.equal(ours.request, theirs.request, `${theirs.said}\n${ours.said}`);
      else assert.notEqual(ours.request, theirs.request, 'there is no difference any more');
      assert.doesNotMatch(ours.said, /this is a bug|\n {4}at /);
    } finally {
      await rm(dir, { recursive: true });
    }
  }

  it('in every case', async () => {
    const cases = [...fileCases(servers.ports), ...serverCases(servers.ports), ...userCases(servers.ports)];
    const only = process.env['PROVE_ONLY'] ?? '';
    const failures: string[] = [];
    for (const one of cases.filter(({ what }) => what.includes(only))) {
      await sideBySide(one).catch((error: unknown) => failures.push(`${one.what}: ${String(error)}`));
    }
    assert.deepEqual(failures, []);
  });
});

const summary = ({ request, said }: Did): string => (request === FAILED ? `${FAILED}: ${said}` : request);

/** The end of what was said, without the noise that kubectl makes before it. */
function lastWords({ code, stderr }: Outcome, hasAsked: boolean): string {
  const lines = stderr.split('\n').filter((line) => line !== '' && !/memcache\.go|^\t| >$/.test(line));
  assert.ok(hasAsked || code !== 0, 'ended with 0, and asked nothing');
  return `${code} ${lines.slice(0, 4).join(' | ')}`;
}

async function put(file: string, content: object | string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
  if (typeof content === 'string' && content.startsWith('#!')) await chmod(file, 0o755);
}

/** A mount namespace of its own, in which the files lie where a Pod has them. */
const podScript = (from: string): string =>
  `mount -t tmpfs none /run && mkdir -p ${SERVICE_ACCOUNT} && cp ${from}/* ${SERVICE_ACCOUNT} && exec "$@"`;
