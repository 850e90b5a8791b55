import type { Cluster } from '../ground/cluster.ts';
import { forget, narrowed } from '../ground/narrow.ts';
import { e2eCluster } from '../support/e2e-cluster.ts';
import { assertGolden } from '../support/golden.ts';

/** Everything here is made for real, against a real API server: name → shell commands, in an empty directory. */
const CAUSES: Readonly<Record<string, string>> = {
  'refused connection': 'kubectl jaeger status --server=https://127.0.0.1:1',
  'host that nobody knows': 'kubectl jaeger status --server=https://nonesuch.invalid:6443',
  'proxy that refuses': 'HTTPS_PROXY=http://127.0.0.1:1 kubectl jaeger status --server=https://192.0.2.1:6443',
  'server that never answers': `node -e 'require("net").createServer().listen(16443, "127.0.0.1")' & hanging=$!
sleep 0.5; kubectl jaeger status --server=https://127.0.0.1:16443 --request-timeout=1s; code=$?; kill $hanging; exit $code`,
  'server that is no Kubernetes': `node -e 'require("http").createServer((_, a) => a.end("<html>Log in")).listen(16444, "127.0.0.1")' & web=$!
sleep 0.5; kubectl jaeger status --server=http://127.0.0.1:16444; code=$?; kill $web; exit $code`,
  'authority that is not known': 'kubectl jaeger status --kubeconfig=/dev/null --server=$SERVER --token=x',
  'certificate for another host': 'kubectl jaeger status --tls-server-name=elsewhere.example',
  'token that is not known': 'kubectl jaeger status --kubeconfig=nobody.yaml',
  'token of an account that is gone': 'kubectl jaeger status --kubeconfig=gone.yaml',
  'right that is missing': 'kubectl jaeger status --kubeconfig=narrow.yaml -n default',
  'namespace without Jaeger': 'kubectl jaeger status -n kube-system',
  'instance that is not there': 'kubectl jaeger status nonesuch -n default',
  'context that is not there': 'kubectl jaeger status --context=nonesuch',
  'cluster that is not there': 'kubectl jaeger status --cluster=nonesuch',
  'user that is not there': 'kubectl jaeger status --user=nonesuch',
  'kubeconfig that is not there': 'kubectl jaeger status --kubeconfig=nonesuch.yaml',
  'kubeconfig that is a directory': 'mkdir dir; kubectl jaeger status --kubeconfig=dir',
  'kubeconfig that is no YAML': 'kubectl jaeger status --kubeconfig=broken.yaml',
  'no kubeconfig at all': 'HOME=$PWD KUBECONFIG= kubectl jaeger status',
  'credential plugin that is not there': 'kubectl jaeger status --kubeconfig=plugin.yaml',
  'unknown command': 'kubectl jaeger nonesuch',
  'unknown flag': 'kubectl jaeger status --nonesuch',
  'unknown format': 'kubectl jaeger status -o xml',
  'duration that is none': 'kubectl jaeger status --request-timeout=soon',
  'version without a cluster': 'kubectl jaeger version --server=https://127.0.0.1:1',
};

describe('every way in which a command can fail', () => {
  let cluster: Cluster;
  let files: Readonly<Record<string, string>>;
  let server: string;

  before(async () => {
    cluster = await e2eCluster();
    server = await cluster.kubectl('config', 'view', '--minify', '-o', 'jsonpath={.clusters[0].cluster.server}');
    const narrow = await narrowed(cluster, { name: 'nothing', rights: {} });
    const gone = await narrowed(cluster, { name: 'gone', rights: {} });
    await forget(cluster, { name: 'gone' });
    files = {
      'narrow.yaml': narrow,
      'gone.yaml': gone,
      'nobody.yaml': narrow.replace(/"token":\s*"[^"]*"/, '"token":"nonesense"'),
      'broken.yaml': 'apiVersion: v1\nkind: Config\nclusters:\n\t- name: tab\n',
      'plugin.yaml': narrow.replace(
        /"token":\s*"[^"]*"/,
        `"exec":${JSON.stringify({
          apiVersion: 'client.authentication.k8s.io/v1',
          command: 'nonesuch-login',
          installHint: 'Install nonesuch-login from https://nonesuch.invalid',
          interactiveMode: 'Never',
        })}`,
      ),
    };
  });

  after(() => forget(cluster, { name: 'nothing' }));

  async function made(commands: string): Promise<string> {
    const write = `const fs = require('fs'); for (const [name, text] of Object.entries(JSON.parse(fs.readFileSync(0, 'utf8')))) fs.writeFileSync(name, text);`;
    const script = `cd "$(mktemp -d)" && node -e "$WRITE" && (\n${commands}\n) </dev/null; code=$?; rm -r "$PWD"; exit $code`;
    const argv = ['env', `WRITE=${write}`, `SERVER=${server}`, 'bash', '-c', script];
    const { code, stdout, stderr } = await cluster.outcome(argv, { input: JSON.stringify(files) });
    return `${stdout}--- stderr\n${stderr}--- exit ${code}\n`;
  }

  for (const [name, commands] of Object.entries(CAUSES)) {
    it(name, async () => {
      const text = (await made(commands))
        .replaceAll(server, 'SERVER')
        .replaceAll(new URL(server).hostname, 'HOST')
        .replaceAll(/\/tmp\/tmp\.\w+/g, '$PWD')
        .replaceAll(/(kubeconfig read from: )\/(?!tmp)\S+/g, '$1KUBECONFIG')
        .replaceAll(/v\d+\.\d+\.\d+/g, 'vX.Y.Z');
      await assertGolden(`errors/${name.replaceAll(' ', '-')}.txt`, `$ ${commands}\n${text}`);
    });
  }
});
