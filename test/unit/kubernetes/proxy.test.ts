import assert from 'node:assert/strict';
import { proxyFault, proxyFromEnvironment } from '../../../src/kubernetes/kubeconfig/proxy.ts';

const P = 'http://proxy:3128';

describe('proxyFromEnvironment', () => {
  for (const [server, environment, expected] of [
    ['https://kube.test', {}, undefined],
    ['https://kube.test', { HTTPS_PROXY: P }, P],
    ['https://kube.test', { https_proxy: 'proxy:3128' }, P],
    ['https://kube.test', { HTTPS_PROXY: P, https_proxy: 'http://other' }, P],
    ['https://kube.test', { HTTP_PROXY: P }, undefined],
    ['http://kube.test', { HTTP_PROXY: P }, P],
    ['https://localhost:6443', { HTTPS_PROXY: P }, undefined],
    ['https://127.0.0.2', { HTTPS_PROXY: P }, undefined],
    ['https://[::1]:6443', { HTTPS_PROXY: P }, undefined],
    ['https://kube.test', { HTTPS_PROXY: 'ftp://x' }, undefined],
    ['https://kube.test', { HTTPS_PROXY: P, NO_PROXY: 'x, KUBE.test ' }, undefined],
    ['https://a.kube.test', { HTTPS_PROXY: P, no_proxy: 'kube.test' }, undefined],
    ['https://akube.test', { HTTPS_PROXY: P, no_proxy: 'kube.test' }, P],
    ['https://kube.test', { HTTPS_PROXY: P, no_proxy: '.kube.test' }, P],
    ['https://a.kube.test', { HTTPS_PROXY: P, no_proxy: '*.kube.test' }, undefined],
    ['https://kube.test', { HTTPS_PROXY: P, no_proxy: 'kube.test:443' }, undefined],
    ['https://kube.test:6443', { HTTPS_PROXY: P, no_proxy: 'kube.test:443' }, P],
    ['https://kube.test', { HTTPS_PROXY: P, no_proxy: '*' }, undefined],
    ['https://10.1.2.3', { HTTPS_PROXY: P, no_proxy: '10.0.0.0/8' }, undefined],
    ['https://11.1.2.3', { HTTPS_PROXY: P, no_proxy: '10.0.0.0/8,11.1.2.3:1,10.0.0.0/99,x/8' }, P],
    ['https://10.1.2.3', { HTTPS_PROXY: P, no_proxy: '10.1.2.3' }, undefined],
    ['https://[fd00::1]:6443', { HTTPS_PROXY: P, no_proxy: '[fd00::1]:6443' }, undefined],
    ['https://[fd00::1]', { HTTPS_PROXY: P, no_proxy: 'fd00::/8' }, undefined],
  ] as const) {
    it(`${server} ${JSON.stringify(environment)}`, () => {
      assert.equal(proxyFromEnvironment(new URL(server), environment), expected);
    });
  }
});

describe('proxyFault', () => {
  it('takes what kubectl takes', () => {
    assert.deepEqual(['http://x', 'https://x', 'socks5://x'].map(proxyFault), [undefined, undefined, undefined]);
    assert.equal(proxyFault('x y'), 'it is no URL');
    assert.match(proxyFault('socks4://x') ?? '', /unsupported scheme "socks4"/);
  });
});
