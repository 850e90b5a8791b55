import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import type { Plugin } from 'esbuild';

const CONFIGURATION = /client-node[\\/]dist[\\/]config\.js$/;

const absent = (...names: readonly string[]): string =>
  names.map((name) => `export const ${name} = undefined;`).join('');

/** One that is never responsible. */
const authenticator = (name: string): string => `export class ${name} { isAuthProvider() { return false; } }`;

/** A class that is loaded when one is made; `file` of the package, whose door esbuild cannot open for `require`. */
const lazy = (file: string, ...names: readonly string[]): string =>
  names
    .map(
      (name) =>
        `export class ${name} { constructor(...rest) { return new (require(${JSON.stringify(file)}).${name})(...rest); } }`,
    )
    .join('');

const { resolve } = createRequire(createRequire(import.meta.url).resolve('@kubernetes/client-node'));

/**
 * What the client library's configuration module imports (client-node 2.0), and what it gets of that. The generated API and model
 * classes and undici serve requests that it makes by itself: ours go over node:https. Identities are made in src/kubernetes/kubeconfig, as
 * is the reading of YAML. Proxies wait until there is one.
 */
const INSTEAD: Readonly<Record<string, string>> = {
  './gen/index.js': absent('createConfiguration', 'ServerConfiguration'),
  './middleware.js': absent('setHeaderMiddleware'),
  './azure_auth.js': authenticator('AzureAuth'),
  './exec_auth.js': authenticator('ExecAuth'),
  './file_auth.js': authenticator('FileAuth'),
  './gcp_auth.js': authenticator('GoogleCloudPlatformAuth'),
  './oidc_auth.js': authenticator('OpenIDConnectAuth'),
  '../package.json': 'export default {};',
  undici: absent('Agent', 'ProxyAgent'),
  'js-yaml': absent('load'),
  socks: absent('SocksClient'),
  'socks-proxy-agent': lazy(resolve('socks-proxy-agent'), 'SocksProxyAgent'),
  hpagent: lazy(resolve('hpagent'), 'HttpProxyAgent', 'HttpsProxyAgent'),
};

export const replaceClientLibrary: Plugin = {
  name: 'replace-client-library',
  setup(build) {
    build.onResolve({ filter: /.*/ }, ({ path, importer }) =>
      CONFIGURATION.test(importer) && path in INSTEAD
        ? { path, namespace: 'instead', pluginData: dirname(importer) }
        : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'instead' }, ({ path }) => ({
      contents: INSTEAD[path] ?? '',
      resolveDir: import.meta.dirname,
    }));
  },
};
