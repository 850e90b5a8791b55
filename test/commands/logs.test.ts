import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { stripVTControlCharacters } from 'node:util';
import { loadWorld, startSandbox, type Sandbox } from '../../sandbox/index.ts';
import { startPractice } from '../../sandbox/practice.ts';
import { program } from '../ground/program.ts';
import { runOn } from '../support/practice.ts';
import { atHome } from '../support/program.ts';
import { assertSchema } from '../support/schemas.ts';
import { runInTerminal } from '../support/terminal.ts';

const [starter = '', ...script] = program;

describe('kubectl jaeger logs', () => {
  let sandbox: Sandbox;
  let pods: readonly string[];

  before(async () => {
    sandbox = await startSandbox({ world: await loadWorld('production') });
    const [first] = sandbox.list('pods', 'default');
    assert.ok(first);
    const second = { ...first.metadata, name: `${first.metadata.name}-b`, uid: 'b' };
    sandbox.put({ ...first, metadata: second });
    pods = [first.metadata.name, second.name];
    for (const pod of pods) sandbox.write(`default/${pod}/jaeger`, 'one\ntwo\n');
  });
  after(() => sandbox.close());

  const run = (...argv: string[]): ReturnType<typeof runOn> => runOn(sandbox, ['logs', ...argv]);

  it('prints lines, and colours only where that is wanted', async () => {
    const { code, stdout, stderr } = await run('jaeger-all-in-one-inmemory', '--tail=1');
    assert.deepEqual([code, stderr], [0, '']);
    assert.equal(stdout, pods.map((pod) => `${pod} jaeger two\n`).join(''));
    const coloured = await run('--color', 'always', '-c', 'jaeger', '--tail=2');
    assert.notEqual(coloured.stdout, stripVTControlCharacters(coloured.stdout));
    assert.match(stripVTControlCharacters(coloured.stdout), /^\S+ jaeger one$/m);
    assert.equal((await run('--prefix=false', '--tail=2')).stdout, 'one\ntwo\none\ntwo\n');
  });

  it('prints one document for each line with -o json', async () => {
    const { stdout } = await run('-o', 'json', '--tail=2');
    const lines = stdout.trimEnd().split('\n');
    assert.equal(lines.length, 4);
    for (const line of lines) await assertSchema(JSON.parse(line), 'LogLine');
  });

  it('ends with 1 when nothing could be read, and with 2 for what makes no sense', async () => {
    const { code, stdout, stderr } = await run('-p');
    assert.deepEqual([code, stdout], [1, '']);
    for (const pod of pods)
      assert.match(
        stderr,
        new RegExp(`^${pod} jaeger: previous terminated container "jaeger" in pod "${pod}" not found$`, 'm'),
      );
    assert.match(stderr, /\nerror: no log could be read\n$/);
    for (const argv of [
      ['-f', '-p'],
      ['--tail', '-2'],
      ['--since', '5'],
      ['--component', 'otlp'],
      ['-f', '--max-log-requests', '1'],
    ])
      assert.equal((await run(...argv)).code, 2, argv.join(' '));
  });

  it('ends with 0 when its reader leaves, also while it follows', async () => {
    const writing = setInterval(() => sandbox.write(`default/${pods[0]}/jaeger`, 'more'), 20);
    const { code, line, stderr } = await atHome({ kubeconfig: sandbox.kubeconfig() }, async (_, env) => {
      const running = spawn(starter, [...script, 'logs', '-f'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
      const said = text(running.stderr);
      const ended = once(running, 'close') as Promise<[number]>;
      const [first] = (await once(running.stdout, 'data')) as [Buffer];
      running.stdout.destroy();
      return { code: (await ended)[0], line: first.toString(), stderr: await said };
    });
    clearInterval(writing);
    assert.deepEqual([code, stderr], [0, '']);
    assert.match(line, /^jaeger-\S+ jaeger \S.*\n/);
  });

  it('follows on a terminal until Ctrl-C, and goes on with the Pod that takes the place of another', async () => {
    const practice = await startPractice('production');
    const [pod] = practice.list('pods', 'default');
    assert.ok(pod);
    const { code, shown } = await runInTerminal(
      ['logs', '-f', '--tail=1'],
      { kubeconfig: practice.kubeconfig() },
      async ({ until, type }) => {
        await until(new RegExp(`${pod.metadata.name}.* jaeger`));
        practice.delete('pods', pod.metadata);
        await until(
          new RegExp(
            `jaeger-all-in-one-inmemory-\\w+-(?!${pod.metadata.name.slice(-5)})\\w{5}\\b.* jaeger.*Starting`,
            's',
          ),
        );
        type('\u0003');
      },
    );
    await practice.close();
    assert.equal(code, 0, shown);
  });
});
