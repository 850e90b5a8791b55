import assert from 'node:assert/strict';
import type { EnvironmentVariable } from '../../../src/kubernetes/types.ts';
import { findingsIn, found, idsOf, recordedSet, withChanged, type Objects } from '../../support/findings.ts';

const inV2 = { namespace: 'jaeger-v2' };

/** The recorded all-in-one of v2, which has no configuration, with variables. */
async function withVariables(namespace: string, ...env: readonly EnvironmentVariable[]): Promise<Objects> {
  return withChanged(await recordedSet('jaeger-v2'), 'deployments', ({ metadata, spec }) => {
    const pod = spec?.template?.spec;
    const containers = (pod?.containers ?? []).map((container) => ({ ...container, env }));
    return metadata.namespace === namespace
      ? { spec: { ...spec, template: { ...spec?.template, spec: { ...pod, containers } } } }
      : undefined;
  });
}

const STORE = /\[http:\/\/elasticsearch[^\]]*\]/;

describe('findings about the settings of v2', () => {
  it('say which variables of v1 have no effect', async () => {
    const objects = await withVariables('jaeger-v2', { name: 'COLLECTOR_OTLP_ENABLED', value: 'true' });
    const findings = await findingsIn(objects, inV2);
    assert.deepEqual(idsOf(findings), ['JG061']);
    assert.equal(found(findings, 'JG061').evidence, 'container jaeger has COLLECTOR_OTLP_ENABLED');
  });

  it('say where spans are kept instead of where these say', async () => {
    const objects = await withVariables(
      'jaeger-v2',
      { name: 'SPAN_STORAGE_TYPE', value: 'elasticsearch' },
      { name: 'ES_SERVER_URLS', value: 'http://user:secret@es:9200' },
    );
    const { evidence } = found(await findingsIn(objects, inV2), 'JG060');
    assert.match(evidence, /SPAN_STORAGE_TYPE says elasticsearch, it keeps spans in memory \(no configuration/);
    assert.ok(!evidence.includes('secret'), 'values are not shown');
  });

  it('are none of variables that the configuration refers to, nor of what others read', async () => {
    const objects = await withVariables('jaeger-v2-production', { name: 'ES_SERVER_URLS', value: 'http://es:9200' });
    const referring = withChanged(objects, 'configmaps', ({ data }) => ({
      data: Object.fromEntries(
        Object.entries(data ?? {}).map(([key, text]) => [key, text.replace(STORE, '["${env:ES_SERVER_URLS}"]')]),
      ),
    }));
    const ids = idsOf(await findingsIn(referring, { namespace: 'jaeger-v2-production' }));
    assert.ok(!ids.includes('JG060') && !ids.includes('JG061'), ids.join());
    const others = await withVariables(
      'jaeger-v2',
      { name: 'OTEL_SERVICE_NAME', value: 'x' },
      { name: 'JAEGER_LISTEN_HOST' },
    );
    assert.deepEqual(idsOf(await findingsIn(others, inV2)), []);
  });

  it('say that a configuration could not be read, and nothing more of it', async () => {
    const objects = await recordedSet('jaeger-v2');
    const findings = await findingsIn({ ...objects, configmaps: [] }, { namespace: 'jaeger-v2-production' });
    assert.deepEqual(idsOf(findings), ['JG062', 'JG062']);
    assert.match(found(findings, 'JG062').evidence, /^configmaps\/\S+ has no configuration under "\w+\.yaml"/);
  });
});
