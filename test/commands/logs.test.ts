import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { checkout } from '../ground/paths.ts';
import { outcome } from '../ground/run.ts';
import { apiServer, type ApiServer } from '../support/api-server.ts';
import { at, jaegerPod, logServer, running, type LogServer } from '../support/log-server.ts';
import { kubeconfigFor, runProgram } from '../support/program.ts';
import { assertSchema } from '../support/schemas.ts';

const LOG = 'jaeger-a-x/jaeger';

describe('kubectl jaeger logs', () => {
  let logs: LogServer;
  let server: ApiServer;

  beforeEach(async () => {
    logs = logServer(jaegerPod(), jaegerPod({ suffix: 'b', containers: [running(), running('agent')] }));
    server = await apiServer(logs.respond);
    for (const log of [LOG, 'jaeger-b-x/jaeger']) logs.write(log, at(1, 'one'), at(2, 'two'));
  });
  afterEach(() => server.close());

  const run = (...argv: string[]): ReturnType<typeof runProgram> =>
    runProgram(['logs', '-n', 'ns', ...argv], { server: server.url });

  it('prints lines, and colours only where that is wanted', async () => {
    const { code, stdout, stderr } = await run('jaeger', '--tail=1');
    assert.deepEqual([code, stderr], [0, '']);
    assert.equal(stdout, 'jaeger-a-x jaeger two\njaeger-b-x jaeger two\n');
    const coloured = await run('--color', 'always', '-c', 'jaeger');
    assert.notEqual(coloured.stdout, stripVTControlCharacters(coloured.stdout));
    assert.match(stripVTControlCharacters(coloured.stdout), /^jaeger-a-x jaeger one$/m);
    assert.equal((await run('--prefix=false', '-c', 'jaeger')).stdout, 'one\ntwo\none\ntwo\n');
  });

  it('prints one document for each line with -o json', async () => {
    const { stdout } = await run('-o', 'json');
    const lines = stdout.trimEnd().split('\n');
    assert.equal(lines.length, 4);
    for (const line of lines) await assertSchema(JSON.parse(line), 'LogLine');
  });

  it('ends with 1 when nothing could be read, and with 2 for what makes no sense', async () => {
    logs.refuse('jaeger-b-x/agent', 400, 'previous terminated container "agent" not found');
    const { code, stdout, stderr } = await run('-p', '-c', 'agent');
    assert.deepEqual([code, stdout], [1, '']);
    assert.equal(
      stderr,
      'jaeger-b-x agent: previous terminated container "agent" not found\nerror: no log could be read\n',
    );
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
    const dir = await mkdtemp(join(tmpdir(), 'kubectl-jaeger-test-'));
    try {
      await writeFile(join(dir, 'kubeconfig'), kubeconfigFor(server.url));
      const writing = setInterval(() => logs.write(LOG, at(3, 'more')), 20);
      const command = `set -o pipefail; "$0" "$1" logs -n ns -f --kubeconfig "$2" | head -1`;
      const argv = ['bash', '-c', command, process.execPath, join(checkout, 'bin/run.js'), join(dir, 'kubeconfig')];
      const { code, stdout, stderr } = await outcome(argv);
      clearInterval(writing);
      assert.deepEqual([code, stderr], [0, '']);
      assert.match(stdout, /^jaeger-\S+ jaeger \w+\n$/);
    } finally {
      await rm(dir, { recursive: true });
    }
  });
});
