import { tarGz } from './tar.ts';
import type { Target } from './targets.ts';
import { zip } from './zip.ts';

/** Of one platform, as it is downloaded; `version` as package.json has it. */
export const archiveName = (version: string, { os, arch }: Target): string =>
  `kubectl-jaeger_v${version}_${os}_${arch}.${os === 'windows' ? 'zip' : 'tar.gz'}`;

export interface ArchivedFile {
  /** A plain name: the files of an archive lie in no folder. */
  readonly name: string;
  readonly content: Buffer;
  /** Permission bits. */
  readonly mode: number;
}

/** An archive in the platform's format. The same files and the same date make the same bytes. Throws for a name with a path in it. */
export function archive(target: Target, files: readonly ArchivedFile[], date: Date): Buffer {
  for (const { name } of files)
    if (!/^\w[\w.-]*$/.test(name)) throw new Error(`no plain name of a file: ${JSON.stringify(name)}`);
  const sorted = files.toSorted((one, other) => (one.name < other.name ? -1 : 1));
  return (target.os === 'windows' ? zip : tarGz)(sorted, date);
}
