import { tlsFile } from '../../support/recording-servers.ts';
import { base64, simple } from '../../support/kubeconfigs.ts';
import { trusted, type Case, type Ports } from './case.ts';

const user = { token: 'secret' };

/** Which server, by which way, and how it is verified. */
export function serverCases(ports: Ports): Case[] {
  const url = `https://${ports.server}`;
  const ca = tlsFile('ca.crt');
  const on = (cluster: object): Record<string, object> => ({ config: simple(cluster, user) });
  const good = on(trusted(ports));
  const unverified = on({ server: url });
  const byName = on({ ...trusted(ports), server: 'https://kube.test' });
  const proxy = `http://${ports.proxy}`;
  return [
    {
      what: '--server of another one',
      files: good,
      flags: ['--server', `https://${ports.other}`, '--insecure-skip-tls-verify'],
    },
    { what: '-s, not verified by the CA of the first', files: good, flags: ['-s', `https://${ports.other}`] },
    { what: '--server without a scheme is HTTP, without credentials', files: good, flags: ['-s', ports.plain] },
    {
      what: '--server without any kubeconfig',
      env: { KUBECONFIG: 'gone' },
      flags: ['-s', url, '--token=t', `--certificate-authority=${ca}`],
    },
    {
      what: 'KUBERNETES_MASTER without any kubeconfig',
      env: { KUBECONFIG: 'gone', KUBERNETES_MASTER: `http://${ports.plain}` },
    },
    { what: 'HTTP server', files: on({ server: `http://${ports.plain}` }) },
    { what: 'HTTP server, impersonating', files: on({ server: `http://${ports.plain}` }), flags: ['--as', 'ann'] },
    { what: 'server with a path', files: on({ ...trusted(ports), server: `${url}/prefix` }) },
    {
      what: 'server with a path, slash, query and fragment',
      files: on({ ...trusted(ports), server: `${url}/prefix/?a=b#c` }),
    },
    { what: 'server with a slash at its end', files: on({ ...trusted(ports), server: `${url}/` }) },
    { what: 'server of another scheme', files: on({ server: 'ftp://x' }) },
    { what: 'server that is no URL', files: on({ server: 'https://a b' }) },
    { what: 'unknown authority', files: unverified },
    {
      what: 'unknown authority, NODE_TLS_REJECT_UNAUTHORIZED=0',
      files: unverified,
      env: { NODE_TLS_REJECT_UNAUTHORIZED: '0' },
    },
    { what: 'authority of the machine', files: unverified, env: { SSL_CERT_FILE: ca } },
    { what: 'insecure-skip-tls-verify', files: on({ server: url, 'insecure-skip-tls-verify': true }) },
    {
      what: '--insecure-skip-tls-verify over a CA',
      files: on({ server: `https://${ports.other}`, 'certificate-authority-data': base64('ca.crt') }),
      flags: ['--insecure-skip-tls-verify'],
    },
    { what: '--insecure-skip-tls-verify=false', files: unverified, flags: ['--insecure-skip-tls-verify=false'] },
    {
      what: '--insecure… given twice',
      files: unverified,
      flags: ['--insecure-skip-tls-verify', '--insecure-skip-tls-verify=false'],
    },
    { what: 'insecure and CA in one entry', files: on({ ...trusted(ports), 'insecure-skip-tls-verify': true }) },
    {
      what: 'CA file, relative to the kubeconfig',
      files: {
        'sub/config': simple({ server: url, 'certificate-authority': 'pki/ca.crt' }, user),
        'sub/pki/ca.crt': atob(base64('ca.crt')),
      },
      env: { KUBECONFIG: 'sub/config' },
    },
    {
      what: '--certificate-authority, relative to the working directory',
      files: { ...unverified, 'ca.crt': atob(base64('ca.crt')) },
      flags: ['--certificate-authority', 'ca.crt'],
    },
    {
      what: '--certificate-authority over CA data',
      files: on({ server: url, 'certificate-authority-data': base64('other-ca.crt') }),
      flags: ['--certificate-authority', ca],
    },
    {
      what: '--certificate-authority over insecure',
      files: on({ server: `https://${ports.other}`, 'insecure-skip-tls-verify': true }),
      flags: ['--certificate-authority', ca],
    },
    { what: 'CA file and data both', files: on({ ...trusted(ports), 'certificate-authority': ca }) },
    { what: 'CA file missing', files: on({ server: url, 'certificate-authority': '/gone/ca.crt' }) },
    { what: 'CA that is no certificate', files: on({ server: url, 'certificate-authority-data': 'Zm9v' }) },
    {
      what: 'CA in between, itself not signed by a known one',
      files: on({ server: `https://${ports.middle}`, 'certificate-authority': tlsFile('middle-ca.crt') }),
    },
    {
      what: 'CA is the server’s own certificate',
      files: on({ server: url, 'certificate-authority': tlsFile('server.crt') }),
    },
    {
      what: 'certificate with a common name only',
      files: on({ server: `https://${ports.nameless}`, 'certificate-authority': ca, 'tls-server-name': 'kube.test' }),
    },
    { what: 'tls-server-name', files: on({ ...trusted(ports), 'tls-server-name': 'other.test' }) },
    { what: 'tls-server-name of somebody else', files: on({ ...trusted(ports), 'tls-server-name': 'wrong.test' }) },
    { what: '--tls-server-name', files: good, flags: ['--tls-server-name=kube.test'] },
    {
      what: '--server drops the tls-server-name of the entry',
      files: on({ ...trusted(ports), 'tls-server-name': 'wrong.test' }),
      flags: ['-s', url],
    },
    { what: 'proxy-url', files: on({ ...trusted(ports), server: 'https://kube.test:7443', 'proxy-url': proxy }) },
    {
      what: 'proxy-url with a password',
      files: on({ ...trusted(ports), server: 'https://kube.test', 'proxy-url': `http://me:p%40ss@${ports.proxy}` }),
    },
    { what: 'proxy-url on this machine', files: on({ ...trusted(ports), 'proxy-url': proxy }) },
    {
      what: 'proxy-url socks5, names looked up by the proxy',
      files: on({ ...trusted(ports), server: 'https://kube.test', 'proxy-url': `socks5://${ports.socks}` }),
    },
    { what: 'proxy-url of another scheme', files: on({ ...trusted(ports), 'proxy-url': 'ftp://x' }) },
    { what: 'proxy-url that nobody listens on', files: on({ ...trusted(ports), 'proxy-url': 'http://127.0.0.1:1' }) },
    {
      what: 'proxy-url and tls-server-name',
      files: on({
        ...trusted(ports),
        server: 'https://kube.test',
        'tls-server-name': 'other.test',
        'proxy-url': proxy,
      }),
    },
    { what: 'HTTPS_PROXY', files: byName, env: { HTTPS_PROXY: proxy } },
    { what: 'https_proxy without a scheme', files: byName, env: { https_proxy: ports.proxy } },
    {
      what: 'https_proxy beats HTTPS_PROXY',
      files: byName,
      env: { HTTPS_PROXY: 'http://127.0.0.1:1', https_proxy: proxy },
    },
    { what: 'HTTPS_PROXY with socks5', files: byName, env: { HTTPS_PROXY: `socks5://${ports.socks}` } },
    { what: 'HTTP_PROXY is not for https', files: byName, env: { HTTP_PROXY: proxy } },
    { what: 'HTTPS_PROXY is not for this machine', files: good, env: { HTTPS_PROXY: 'http://127.0.0.1:1' } },
    { what: 'NO_PROXY with the domain', files: byName, env: { HTTPS_PROXY: proxy, NO_PROXY: 'x,test' } },
    { what: 'NO_PROXY with another port', files: byName, env: { HTTPS_PROXY: proxy, NO_PROXY: 'kube.test:1' } },
    { what: 'NO_PROXY with a subdomain', files: byName, env: { HTTPS_PROXY: proxy, NO_PROXY: '.kube.test' } },
    { what: 'NO_PROXY *', files: byName, env: { HTTPS_PROXY: proxy, no_proxy: '*' } },
    {
      what: 'proxy-url beats HTTPS_PROXY and NO_PROXY',
      files: on({ ...trusted(ports), server: 'https://kube.test', 'proxy-url': proxy }),
      env: { HTTPS_PROXY: 'http://127.0.0.1:1', NO_PROXY: '*' },
    },
    {
      what: '--request-timeout 1',
      files: on({ ...trusted(ports), server: `https://${ports.hanging}` }),
      flags: ['--request-timeout', '1'],
    },
    { what: '--request-timeout 1m30s', files: good, flags: ['--request-timeout=1m30s'] },
    { what: '--request-timeout 0', files: good, flags: ['--request-timeout=0'] },
    { what: '--request-timeout 1.5h', files: good, flags: ['--request-timeout=1.5h'] },
    { what: '--request-timeout -5s', files: good, flags: ['--request-timeout=-5s'] },
    { what: '--request-timeout soon', files: good, flags: ['--request-timeout=soon'] },
    { what: '--request-timeout 5 s', files: good, flags: ['--request-timeout=5 s'] },
    {
      what: '--cache-dir and --disable-compression',
      files: good,
      flags: ['--cache-dir', 'cache', '--disable-compression=true'],
    },
  ];
}
