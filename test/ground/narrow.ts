import { manifestOf, type Cluster } from './cluster.ts';
import type { Outcome } from './run.ts';
import { grant, type Rights } from './roles.ts';

/** Where the accounts live: every cluster has it, and nothing else is looked for there. */
const HOME = 'kube-public';

interface Kubeconfig {
  users: { user: object }[];
}

interface Narrow {
  /** Of the account, and of the objects that give it its rights. */
  readonly name: string;
  readonly rights: Rights;
  /** Where the rights hold; everywhere if not said. */
  readonly namespace?: string;
}

/** A kubeconfig whose user may do exactly this. Repeated under the same name, the rights are replaced at once, for tokens given out before too. */
export async function narrowed(cluster: Cluster, { name, rights, namespace }: Narrow): Promise<string> {
  const subject = { kind: 'ServiceAccount', name, namespace: HOME };
  const account = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace: HOME } };
  await cluster.apply(manifestOf([account, ...grant(`ground:${name}`, rights, subject, namespace)]));
  const token = (await cluster.kubectl('-n', HOME, 'create', 'token', name, '--duration=24h')).trim();
  const view = await cluster.kubectl('config', 'view', '--raw', '--minify', '--flatten', '-o', 'json');
  const config = JSON.parse(view) as Kubeconfig;
  for (const entry of config.users) entry.user = { token };
  return `${JSON.stringify(config)}\n`;
}

/** A command line of kubectl with a kubeconfig that is nowhere else. */
export const withKubeconfig = (cluster: Cluster, kubeconfig: string, argv: readonly string[]): Promise<Outcome> =>
  cluster.outcome(['bash', '-c', 'f=$(mktemp); cat >$f; "$@" --kubeconfig $f; c=$?; rm $f; exit $c', 'bash', ...argv], {
    input: kubeconfig,
  });

/** Takes the account and its rights away again. */
export async function forget(cluster: Cluster, { name, namespace }: Omit<Narrow, 'rights'>): Promise<void> {
  const binding = namespace === undefined ? ['clusterrolebinding'] : ['-n', namespace, 'rolebinding'];
  for (const what of [
    [...binding, `ground:${name}`],
    ['clusterrole', `ground:${name}`],
    ['-n', HOME, 'sa', name],
  ])
    await cluster.kubectl('delete', '--ignore-not-found', ...what);
}
