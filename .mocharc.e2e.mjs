/** With a cluster of the developer's own, the tests of the ground itself have nothing to test. */
const own = ['test/e2e/*.e2e.ts'];

export default {
  // The ground's tests compare what is on the machine before and after: they come first, while nothing else runs.
  spec: process.env.E2E_KUBECONFIG ? own : ['test/ground/*.e2e.ts', 'test/contract/*.e2e.ts', ...own],
  require: ['test/support/without-models.ts', 'test/support/e2e-cluster.ts'],
  forbidOnly: true,
  forbidPending: true,
  failZero: true,
  timeout: 300_000,
  slow: 20_000,
};
