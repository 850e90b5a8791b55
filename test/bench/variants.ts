import { existsSync } from 'node:fs';
import { mkdtemp, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { checkout } from '../ground/paths.ts';
import { run } from '../ground/run.ts';

/** One way to start the program, or kubectl. */
export interface Variant {
  readonly name: string;
  /** What comes before the arguments. */
  readonly start: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** All files that a start reads, as far as they are its own. */
  readonly files: readonly string[];
}

/** kubectl first, which all others are compared with: the npm package, and the executable if there is one, each by itself and as a plugin. */
export async function variantsOf(executable: string | undefined): Promise<readonly [Variant, ...Variant[]]> {
  const kubectl = (await run(['sh', '-c', 'command -v kubectl'])).trim();
  const script = join(checkout, 'bin/run.js');
  const node = resolve(process.execPath);
  const bundle = [script, join(checkout, 'bundle/program.cjs'), node];
  const programs = [
    { name: 'npm package', start: [node, script], file: script, files: bundle },
    ...(executable === undefined
      ? []
      : [{ name: 'executable', start: [executable], file: executable, files: [executable] }]),
  ];
  const env = process.env;
  const plugins = programs.map(async ({ name, file, files }) => {
    const path = await mkdtemp(join(tmpdir(), 'bench-path-'));
    await symlink(file, join(path, 'kubectl-jaeger'));
    const PATH = [path, dirname(node), dirname(kubectl), '/usr/bin', '/bin'].join(':');
    return {
      name: `kubectl jaeger, ${name}`,
      start: [kubectl, 'jaeger'],
      env: { ...env, PATH },
      files: [kubectl, ...files],
    };
  });
  return [
    { name: 'kubectl', start: [kubectl], env, files: [kubectl] },
    ...programs.map(({ name, start, files }) => ({ name, start, env, files })),
    ...(await Promise.all(plugins)),
  ];
}

/** As after a start of the machine: the pages of these files are dropped from the memory that keeps them. */
export async function forgetFiles(files: readonly string[]): Promise<void> {
  for (const file of files.filter((path) => existsSync(path)))
    await run(['dd', `if=${file}`, 'iflag=nocache', 'count=0', 'status=none']);
}
