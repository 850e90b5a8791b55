import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fetchPackage } from './fetch-package.ts';
import type { Target } from './targets.ts';

interface Pin {
  readonly version: string;
  /** Of each platform's npm package, as the registry has it. */
  readonly integrity: Readonly<Record<string, string>>;
}

const OS = { linux: 'linux', darwin: 'darwin', windows: 'windows' } as const;
/** `x64` is Bun's baseline build: its package and `-baseline`'s hold the same bytes (1.4.5), which need SSE4.2 and no AVX. */
const ARCH = { amd64: 'x64', arm64: 'aarch64' } as const;

/** The Bun that is pinned in bun.json, for one platform; the path of its executable. */
export async function bunFor({ os, arch }: Target): Promise<string> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- our own
  const { version, integrity } = JSON.parse(readFileSync(join(import.meta.dirname, 'bun.json'), 'utf8')) as Pin;
  const name = `@oven/bun-${OS[os]}-${ARCH[arch]}`;
  const folder = await fetchPackage(name, version, integrity[name] ?? 'no integrity');
  return join(folder, 'bin', os === 'windows' ? 'bun.exe' : 'bun');
}

/** What `bun build --target` calls it. */
export const bunTarget = ({ os, arch }: Target): string => `bun-${OS[os]}-${arch === 'amd64' ? 'x64' : 'arm64'}`;
