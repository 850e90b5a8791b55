import assert from 'node:assert/strict';
import type { Sandbox } from '../../sandbox/index.ts';
import { startPractice } from '../../sandbox/practice.ts';
import { runOn } from '../support/practice.ts';
import { assertSchema } from '../support/schemas.ts';

const NAMESPACE = 'shop';
const ENDPOINT = 'http://jaeger-production-collector.jaeger-production:4318';

const deployment = (name: string, env: readonly object[] = []) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name, namespace: NAMESPACE, labels: { app: name } },
  spec: {
    replicas: 1,
    selector: { matchLabels: { app: name } },
    template: { metadata: { labels: { app: name } }, spec: { containers: [{ name: 'app', image: 'app:1', env }] } },
  },
});

describe('workloads', () => {
  let sandbox: Sandbox;

  before(async () => {
    sandbox = await startPractice('production', { users: { nobody: { rights: {} } } });
    sandbox.put({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } });
    sandbox.put(deployment('sending', [{ name: 'OTEL_EXPORTER_OTLP_ENDPOINT', value: ENDPOINT }]));
    sandbox.put(deployment('plain'));
  });

  after(() => sandbox.close());

  const run = (...argv: string[]): ReturnType<typeof runOn> => runOn(sandbox, ['workloads', '-n', NAMESPACE, ...argv]);

  it('says who is traced and who is not, with few requests', async () => {
    const { code, stdout, stderr, requests } = await run();
    assert.deepEqual([code, stderr], [0, '']);
    assert.match(stdout, /^shop +plain +no +<none> +<none> +nothing asks for it/m);
    assert.match(
      stdout,
      /^shop +sending +\w+ +env +jaeger-production\/jaeger-production +OTEL_EXPORTER_OTLP_ENDPOINT/m,
    );
    assert.match(stdout, /\n\n\d of 2 workloads are traced.*\n$/);
    assert.ok(requests.length <= 13, requests.join('\n'));
    for (const request of requests) {
      assert.match(request, /^GET /);
      assert.match(request, /\/namespaces\/(shop|jaeger-production)(\/|$)|^GET \/apis$/);
      assert.doesNotMatch(request, /\/pods\b/);
    }
  });

  it('has documents and names as its schema and kubectl have them', async () => {
    const { stdout } = await run('-o', 'json');
    await assertSchema(JSON.parse(stdout));
    const selected = await run('-l', 'app=plain', '-o', 'name');
    assert.equal(selected.stdout, 'deployment.apps/plain\n');
  });

  it('leaves out what is Jaeger’s own, but for -o wide', async () => {
    const all = await runOn(sandbox, ['workloads', '-A']);
    assert.doesNotMatch(all.stdout, /jaeger-operator\b.*it is/);
    const wide = await runOn(sandbox, ['workloads', '-A', '-o', 'wide']);
    assert.match(wide.stdout, /deployment\.apps\/jaeger-operator +<none> .* it is the jaeger-operator/);
  });

  it('says when there is nothing, and when nothing may be seen', async () => {
    const empty = await runOn(sandbox, ['workloads', '-n', 'nowhere']);
    assert.deepEqual([empty.code, empty.stdout, empty.stderr], [0, '', 'No resources found in nowhere namespace.\n']);
    const refused = await runOn(sandbox, ['workloads', '-n', NAMESPACE], { user: 'nobody' });
    assert.equal(refused.code, 4);
    assert.match(refused.stderr, /all that "workloads" needs: list /);
  });
});
