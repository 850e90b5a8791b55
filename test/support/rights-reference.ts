import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { stringify } from 'yaml';
import { resourceInWords, type CommandRights, type Role } from '../../src/cli/rights.ts';
import { checkout } from '../ground/paths.ts';
import type { Rights } from '../ground/roles.ts';

interface Manifest {
  readonly commands: Readonly<Record<string, { readonly id: string; readonly needs?: CommandRights }>>;
}

export interface Declared {
  readonly id: string;
  readonly needs: CommandRights;
}

/** What every command declares, from the manifest of the build. */
export async function declaredRights(): Promise<readonly Declared[]> {
  const { commands } = JSON.parse(await readFile(join(checkout, 'oclif.manifest.json'), 'utf8')) as Manifest;
  return Object.values(commands).map(({ id, needs }) => {
    if (!needs) throw new Error(`the command ${id} does not declare what rights it needs`);
    return { id, needs };
  });
}

/** What a command declares, as a table of resources and their verbs. */
export const tableOf = ({ needs }: Declared): Rights => {
  const verbs: Record<string, string[]> = {};
  for (const right of needs.rights) (verbs[resourceInWords(right)] ??= []).push(right.verb);
  return verbs;
};

const ROLES: readonly Role[] = ['viewer', 'operator', 'admin'];
const WHAT: Readonly<Record<Role, string>> = {
  viewer: 'looks at Jaeger and changes nothing',
  operator: 'also changes what runs',
  admin: 'also installs and removes it',
};

/** Path below the checkout → text: the table of all rights, and a ClusterRole for each role. */
export async function rightsReference(): Promise<Map<string, string>> {
  const declared = await declaredRights();
  const roles = ROLES.map((role): [string, string] => [`docs/rbac/${role}.yaml`, roleFile(role, declared)]);
  return new Map([['docs/rbac.md', table(declared)], ...roles]);
}

/** A role has the rights of those before it. */
const rightsOf = (role: Role, declared: readonly Declared[]): CommandRights['rights'] =>
  declared.filter(({ needs }) => ROLES.indexOf(needs.role) <= ROLES.indexOf(role)).flatMap(({ needs }) => needs.rights);

export function clusterRole(name: string, rights: CommandRights['rights']): object {
  const byGroup = Map.groupBy(rights, ({ group, verb }) => `${group} ${verb}`);
  const rules = [...byGroup]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([, ofGroup]) => ({
      apiGroups: [ofGroup[0]?.group],
      resources: [...new Set(ofGroup.map(({ resource }) => resource))].toSorted((one, other) => (one < other ? -1 : 1)),
      verbs: [ofGroup[0]?.verb],
    }));
  return { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: { name }, rules };
}

const roleFile = (role: Role, declared: readonly Declared[]): string =>
  `# Made by \`npm run docs\`. Whoever has this role ${WHAT[role]}.\n${stringify(
    clusterRole(`kubectl-jaeger-${role}`, rightsOf(role, declared)),
  )}`;

function table(declared: readonly Declared[]): string {
  const rows = declared.flatMap(({ id, needs }) =>
    needs.rights.map((right) => [
      `\`${id.replaceAll(':', ' ')}\``,
      needs.role,
      `\`${right.verb} ${resourceInWords(right)}\``,
      right.without ?? 'nothing can be done',
    ]),
  );
  const lines = [['command', 'role', 'needs', 'without it'], ['---', '---', '---', '---'], ...rows];
  return `# Rights

What every command asks of the API server, in the namespace that it looks in; with \`-A\`, in the cluster. Where something
is not allowed, the rest is shown all the same, and under \`Errors:\` what is missing and how to check it.

Ready ClusterRoles: ${ROLES.map((role) => `[\`${role}\`](rbac/${role}.yaml) ${WHAT[role]}`).join('; ')}.
Bind one with \`kubectl create rolebinding NAME --clusterrole=kubectl-jaeger-viewer --user=USER -n NAMESPACE\`, or for all namespaces
with \`kubectl create clusterrolebinding\`.

${lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')}
`;
}

if (import.meta.main) {
  for (const [path, text] of await rightsReference()) {
    await mkdir(dirname(join(checkout, path)), { recursive: true });
    await writeFile(join(checkout, path), text);
  }
}
