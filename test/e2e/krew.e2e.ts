import assert from 'node:assert/strict';
import { hostTarget } from '../../packaging/targets.ts';
import { e2eCluster } from '../support/e2e-cluster.ts';
import { describeKrew } from '../support/krew-tests.ts';

describeKrew([hostTarget()], async ({ programs }) => {
  const cluster = await e2eCluster();
  const command = `PATH=${programs}:$PATH exec kubectl jaeger version -n jaeger-production`;
  const text = await cluster.run(['sh', '-c', command]);
  assert.match(text, /Client Version/);
  assert.match(text, /Server Version/);
});
