import assert from 'node:assert/strict';
import { known } from '../../../src/install/preflight/fact.ts';
import { checksOf } from '../../../src/install/preflight/preflight.ts';
import { renderPreflight } from '../../../src/install/index.ts';
import { CHECKS, type PreflightReport } from '../../../src/install/preflight/report.ts';
import { assertGolden } from '../../support/golden.ts';
import { factsOf, refused } from '../../support/preflight-facts.ts';
import { assertSchema } from '../../support/schemas.ts';

const reportOf = (...facts: Parameters<typeof factsOf>): PreflightReport => ({
  apiVersion: 'jaeger.kubectl/v1alpha1',
  kind: 'PreflightReport',
  context: 'ground',
  server: 'https://example.com',
  namespace: 'tracing',
  name: 'jaeger',
  checks: checksOf(factsOf(...facts)),
});

const TROUBLE = reportOf(
  {
    namespace: known(undefined),
    operators: refused('list deployments in all namespaces'),
    live: refused('get jaegers in tracing'),
  },
  { name: 'my.jaeger' },
);

describe('the checklist', () => {
  it('is read at a glance, without colour too', async () => {
    await assertGolden('install/preflight.txt', renderPreflight(TROUBLE, { colour: false }));
    await assertGolden('install/preflight-pass.txt', renderPreflight(reportOf(), { colour: false }));
  });

  it('says nothing by colour alone', () => {
    const plain = renderPreflight(TROUBLE, { colour: true }).replaceAll(/\u001b\[\d+m/g, ''); // oxlint-disable-line no-control-regex
    assert.equal(plain, renderPreflight(TROUBLE, { colour: false }));
  });

  it('shows no control characters of the cluster', () => {
    const report = reportOf({ server: known('v1.30\u001b[31m\nx') });
    assert.match(renderPreflight(report, { colour: false }), /v1\.30\^\[\[31m\n {18}x\n/);
  });

  it('is in JSON what its schema says, with every check that there is', async () => {
    const documents = [TROUBLE, reportOf()].map((report): unknown => JSON.parse(JSON.stringify(report)));
    for (const document of documents) await assertSchema(document);
    const every = CHECKS.map((id) => ({ id, verdict: 'pass', evidence: '', next: [], unknown: false }));
    await assertSchema({ ...(documents[0] as object), checks: every });
  });
});
