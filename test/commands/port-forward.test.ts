import assert from 'node:assert/strict';
import type { Sandbox } from '../../sandbox/index.ts';
import { startPractice } from '../../sandbox/practice.ts';
import { rightsOf } from '../ground/roles.ts';
import { runOn } from '../support/practice.ts';
import { runInTerminal } from '../support/terminal.ts';

const PRODUCTION = ['port-forward', '-n', 'jaeger-production', '--port=0'];

describe('kubectl jaeger port-forward', () => {
  let sandbox: Sandbox;
  before(async () => {
    const { operator, viewer } = rightsOf;
    sandbox = await startPractice('production', {
      users: { operator: { rights: operator }, viewer: { rights: viewer } },
    });
  });
  after(() => sandbox.close());

  it('runs a command with the address in its environment, and ends with its exit code', async () => {
    const script = `fetch(process.env.JAEGER_URL + '/api/services').then(async (answer) => {
      console.log(await answer.text());
      process.exitCode = 7;
    })`;
    const { code, stdout } = await runOn(sandbox, [...PRODUCTION, '--', process.execPath, '-e', script], {
      user: 'operator',
    });
    assert.equal(code, 7);
    assert.match(stdout, /"data":\[\],"total":0/);
  });

  it('needs rights, and says how to look at them', async () => {
    const { code, stderr } = await runOn(sandbox, [...PRODUCTION, '--', process.execPath, '-e', ''], {
      user: 'viewer',
    });
    assert.equal(code, 4, stderr);
    for (const verb of ['get', 'create'])
      assert.ok(stderr.includes(`kubectl auth can-i ${verb} pods --subresource=portforward -n jaeger-production\n`));
  });

  it('stays on a terminal until Ctrl-C, through the end of its Pod', async () => {
    const pod = sandbox.list('pods', 'jaeger-production').find(({ metadata }) => metadata.name.includes('-query-'));
    assert.ok(pod);
    const services = async (url = ''): Promise<unknown> => {
      const answer = await fetch(`${url}api/services`, { headers: { connection: 'close' } });
      return [answer.status, ((await answer.json()) as { data: unknown }).data];
    };
    const kubeconfig = sandbox.kubeconfig('operator');
    const { code, shown } = await runInTerminal([...PRODUCTION, '--no-open'], { kubeconfig }, async (terminal) => {
      await terminal.until(/Forwarding from/);
      const [url] = /http:\S+/.exec(terminal.shown()) ?? [];
      assert.deepEqual(await services(url), [200, []]);
      sandbox.delete('pods', pod.metadata);
      await terminal.until(/lost, waiting for a Ready Pod/);
      assert.deepEqual(await services(url), [200, []]);
      terminal.type('\u0003');
    });
    assert.equal(code, 0, shown);
    assert.equal(shown.match(/^forwarding to pod/gm)?.length, 2);
  });
});
