import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from './run.ts';
import { tarGz } from './tar.ts';

/**
 * The npm package of the checkout as a `.tgz`: the files are npm's choice, the packing is ours. npm's own takes over what the umask has
 * left of the permissions, and depends on the version of npm.
 */
export async function npmPackage(checkout: string, date: Date): Promise<Buffer> {
  const listing = ['pack', '--dry-run', '--json', '--ignore-scripts'];
  const { stdout } = await run('npm', listing, { cwd: checkout });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- npm's own
  const [{ files }] = JSON.parse(stdout) as [
    { readonly files: readonly { readonly path: string; readonly mode: number }[] },
  ];
  const sorted = files.toSorted((one, other) => (one.path < other.path ? -1 : 1));
  return tarGz(
    await Promise.all(
      sorted.map(async ({ path, mode }) => ({
        name: `package/${path}`,
        content: await readFile(join(checkout, path)),
        mode: (mode & 0o100) === 0 ? 0o644 : 0o755,
      })),
    ),
    date,
  );
}
