/** With a cluster of the developer's own, the tests of the ground itself have nothing to test. */
const spec = process.env.E2E_KUBECONFIG ? ['test/e2e/*.e2e.ts'] : ['test/e2e/*.e2e.ts', 'test/ground/*.e2e.ts'];

export default {
  spec,
  require: ['test/support/e2e-hooks.ts'],
  forbidOnly: true,
  forbidPending: true,
  failZero: true,
  timeout: 300_000,
  slow: 20_000,
};
