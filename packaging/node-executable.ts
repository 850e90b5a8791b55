import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { bundleFolder, ENTRY } from './bundle.ts';
import { run } from './run.ts';
import { executableName, hostTarget } from './targets.ts';

/**
 * The same bundle with Node.js instead of Bun, for the platform that this runs on (Node.js 25.5 and later make it): should a fault of Bun's
 * show that cannot be gone around. It is bigger and slower to start. In `folder`; the path of it.
 */
export async function buildNodeExecutable(folder: string): Promise<string> {
  const work = await mkdtemp(join(tmpdir(), 'kubectl-jaeger-node-'));
  try {
    const main = join(work, 'main.cjs');
    // It can load nothing that lies beside it.
    await build({ entryPoints: [join(bundleFolder, ENTRY)], bundle: true, platform: 'node', outfile: main });
    const output = join(work, 'program');
    const configuration = {
      main,
      output,
      disableExperimentalSEAWarning: true,
      useCodeCache: true,
      execArgvExtension: 'none',
    };
    await writeFile(join(work, 'sea.json'), JSON.stringify(configuration));
    await run(process.execPath, ['--build-sea', join(work, 'sea.json')], { cwd: work });
    await mkdir(folder, { recursive: true });
    const made = join(folder, executableName(hostTarget()));
    await copyFile(output, made);
    return made;
  } finally {
    await rm(work, { recursive: true });
  }
}
