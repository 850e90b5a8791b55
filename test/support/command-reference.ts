import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkout } from '../ground/paths.ts';
import { run } from '../ground/run.ts';

const INTO = 'docs/commands';

/** The pages of the command reference, as oclif makes them from the built commands, under the name that users type. */
export async function commandReference(): Promise<Map<string, string>> {
  const dir = await mkdtemp(join(tmpdir(), 'command-reference-'));
  try {
    for (const needed of ['package.json', 'dist', 'oclif.manifest.json'])
      await cp(join(checkout, needed), join(dir, needed), { recursive: true });
    await symlink(join(checkout, 'node_modules'), join(dir, 'node_modules'));
    await mkdir(join(dir, INTO), { recursive: true });
    const index = join(INTO, 'README.md');
    await writeFile(join(dir, index), '<!-- commands -->\n<!-- commandsstop -->\n');
    const oclif = join(checkout, 'node_modules/.bin/oclif');
    await run([oclif, 'readme', '--multi', '--no-source-links', '--output-dir', INTO, '--readme-path', index], {
      cwd: dir,
    });
    const names = await readdir(join(dir, INTO));
    const pages = await Promise.all(names.map((name) => readFile(join(dir, INTO, name), 'utf8')));
    return new Map(names.map((name, number) => [name, asTyped(pages[number] ?? '')]));
  } finally {
    await rm(dir, { recursive: true });
  }
}

const asTyped = (page: string): string =>
  page
    .replaceAll(/kubectl-jaeger (?=[a-z])/g, 'kubectl jaeger ')
    .replaceAll(`](${INTO}/`, '](')
    .replaceAll(/^<!--.*\n/gm, '');

/** The pages that are checked in. */
export async function committedReference(): Promise<Map<string, string>> {
  const dir = join(checkout, INTO);
  const names = await readdir(dir).catch(() => []);
  return new Map(
    await Promise.all(names.map(async (name) => [name, await readFile(join(dir, name), 'utf8')] as const)),
  );
}

if (import.meta.main) {
  await rm(join(checkout, INTO), { recursive: true, force: true });
  await mkdir(join(checkout, INTO), { recursive: true });
  for (const [name, page] of await commandReference()) await writeFile(join(checkout, INTO, name), page);
}
