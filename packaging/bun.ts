import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fetchPackage } from './fetch-package.ts';
import type { Target } from './targets.ts';

interface Pin {
  readonly version: string;
  /** Of each npm package, as the registry has it. */
  readonly integrity: Readonly<Record<string, string>>;
}

const OS = { linux: 'linux', darwin: 'darwin', windows: 'windows' } as const;
/** `x64` is Bun's baseline build: its package and `-baseline`'s hold the same bytes (1.4.5), which need SSE4.2 and no AVX. */
const ARCH = { amd64: 'x64', arm64: 'aarch64' } as const;

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- our own
const { version, integrity } = JSON.parse(readFileSync(join(import.meta.dirname, 'bun.json'), 'utf8')) as Pin;

/** The npm package with the Bun of one platform, as it is pinned in bun.json. */
export function bunPackage({ os, arch }: Target): {
  readonly name: string;
  readonly version: string;
  readonly integrity: string;
} {
  const name = `@oven/bun-${OS[os]}-${ARCH[arch]}`;
  return { name, version, integrity: integrity[name] ?? 'no integrity' };
}

/** The path of Bun's executable for one platform. */
export async function bunFor(target: Target): Promise<string> {
  const { name, integrity: hash } = bunPackage(target);
  const folder = await fetchPackage(name, version, hash);
  return join(folder, 'bin', target.os === 'windows' ? 'bun.exe' : 'bun');
}

/** What Bun says of its own licence and of the libraries in it: in the package of its types, which has its documentation. */
export async function bunLicence(): Promise<string> {
  const folder = await fetchPackage('bun-types', version, integrity['bun-types'] ?? 'no integrity');
  return readFile(join(folder, 'docs/project/license.mdx'), 'utf8');
}

/** What `bun build --target` calls it. */
export const bunTarget = ({ os, arch }: Target): string => `bun-${OS[os]}-${arch === 'amd64' ? 'x64' : 'arm64'}`;
