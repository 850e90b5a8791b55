import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';
import { replacedFiles } from './bundle/replace-oclif.ts';
import { checkout } from './checkout.ts';

export interface PackageInside {
  readonly name: string;
  readonly version: string;
  /** In SPDX's words, as its package.json has it. */
  readonly licence: string;
  readonly licenceText: string;
  /** Of its archive in the registry, as package-lock.json has it. */
  readonly integrity: string;
}

/** The npm packages of which there is at least a byte in the bundle, by name. Throws where one has no licence. */
export const packagesInside = ({ outputs }: Pick<Metafile, 'outputs'>): readonly PackageInside[] =>
  foldersInside(outputs).map(packageIn);

/** The folders of the packages as esbuild names them: from the checkout on, whatever the system with slashes. */
export function foldersInside(outputs: Metafile['outputs']): readonly string[] {
  const folders = Object.values(outputs)
    .flatMap(({ inputs }) => Object.entries(inputs))
    .filter(([file, { bytesInOutput }]) => bytesInOutput > 0 && !replacedFiles.includes(file))
    .map(([file]) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0])
    .filter((folder) => folder !== undefined);
  return [...new Set(folders)].toSorted();
}

function packageIn(folder: string): PackageInside {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- npm's own files
  const { name, version, license } = read(join(folder, 'package.json')) as Description;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the same
  const integrity = (read('package-lock.json') as Lock).packages[folder]?.integrity;
  const texts = readdirSync(join(checkout, folder)).filter((file) => /^(licen[cs]e|copying|notice)/i.test(file));
  if (license === undefined || texts.length === 0) throw new Error(`${name} comes without a licence`);
  if (integrity === undefined) throw new Error(`package-lock.json has no integrity of ${folder}`);
  const licenceText = texts
    .toSorted()
    .map((file) =>
      readFileSync(join(checkout, folder, file), 'utf8')
        .replaceAll('\r\n', '\n')
        .trim(),
    )
    .join('\n\n');
  return { name, version, licence: license, licenceText, integrity };
}

interface Description {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
}

interface Lock {
  readonly packages: Readonly<Record<string, { readonly integrity?: string }>>;
}

const read = (path: string): unknown => JSON.parse(readFileSync(join(checkout, path), 'utf8'));
