import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bunFor, bunTarget } from './bun.ts';
import { bundleFolder, ENTRY, executableFiles } from './bundle.ts';
import { deafened } from './deaf.ts';
import { signAdHoc, verifySignature } from './macos-signature.ts';
import { run } from './run.ts';
import { executableName, hostTarget, type Target } from './targets.ts';

/** What the executable is not to read from the directory that it is started in. */
const DEAF_TO_FILES = ['dotenv', 'bunfig', 'tsconfig', 'package-json'].map((file) => `--no-compile-autoload-${file}`);

/**
 * Makes the executable of one platform from the bundle that `npm run build` has made, in `folder`; the path of it. Bun's own program of that platform
 * comes from npm, the rest is made here, whatever this machine is.
 */
export async function buildExecutable(target: Target, folder: string): Promise<string> {
  const work = await mkdtemp(join(tmpdir(), 'kubectl-jaeger-executable-'));
  try {
    const base = join(work, 'bun');
    await writeFile(base, deafened(await readFile(await bunFor(target))), { mode: 0o755 });
    for (const file of executableFiles) await copyFile(join(bundleFolder, file), join(work, file));
    await mkdir(folder, { recursive: true });
    const made = join(folder, executableName(target));
    await compile(target, { base, entry: join(work, ENTRY), made, work });
    if (target.os === 'darwin') await sign(made);
    return made;
  } finally {
    await rm(work, { recursive: true });
  }
}

interface Compilation {
  /** Bun's program of the target. */
  readonly base: string;
  readonly entry: string;
  readonly made: string;
  /** A directory without any configuration. */
  readonly work: string;
}

async function compile(target: Target, { base, entry, made, work }: Compilation): Promise<void> {
  // A command is over before most of what a just-in-time compiler makes of it would pay: it waits for twenty times as much use.
  const speed = ['--bytecode', '--format=cjs', '--compile-jit-policy=20'];
  const platform = [`--target=${bunTarget(target)}`, `--compile-executable-path=${base}`];
  await run(
    await bunFor(hostTarget()),
    ['build', '--compile', ...DEAF_TO_FILES, ...speed, ...platform, entry, '--outfile', made],
    { cwd: work, env: { PATH: process.env['PATH'], HOME: work, BUN_INSTALL: work } },
  );
}

/** What Bun has signed itself (arm64), or has left with the signature of what it was made from (amd64). */
async function sign(made: string): Promise<void> {
  const signed = signAdHoc(await readFile(made), 'kubectl-jaeger');
  verifySignature(signed);
  await writeFile(made, signed);
}
