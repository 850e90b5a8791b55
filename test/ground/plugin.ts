import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SCRIPTS } from '../../src/cli/completion/shells.ts';
import { programFile } from './program.ts';

/** Puts the program under test, and what completes its command lines, into a directory of PATH under the names that kubectl looks for. */
export async function linkPlugin(directory: string): Promise<void> {
  await mkdir(directory, { recursive: true });
  await chmod(programFile, 0o755);
  await symlink(programFile, join(directory, 'kubectl-jaeger'));
  await writeFile(join(directory, 'kubectl_complete-jaeger'), SCRIPTS.kubectl, { mode: 0o755 });
}
