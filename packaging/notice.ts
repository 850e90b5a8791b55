import { readFileSync } from 'node:fs';
import type { PackageInside } from './contents.ts';

const RULE = '='.repeat(80);

const section = (title: string, text: string): string => `${RULE}\n${title}\n${RULE}\n\n${text.trim()}\n`;

/** What is told of the software of others in the bundle; a text that several packages share stands there once. */
export function noticeOf(packages: readonly PackageInside[]): string {
  const byText = new Map<string, string[]>();
  for (const { name, version, licence, licenceText } of packages) {
    const titles = byText.get(licenceText) ?? [];
    byText.set(licenceText, [...titles, `${name} ${version} (${licence})`]);
  }
  const sections = [...byText].map(([text, titles]) => section(titles.join('\n'), text));
  return [`kubectl jaeger contains software of others, under the licences below.\n`, ...sections].join('\n');
}

/**
 * What is told besides of Bun, which the executables are made of; `licence` is its own words. The texts are of those of its libraries'
 * licences that ask for being handed on with a program and that no other section has.
 */
export function noticeOfBun(version: string, licence: string): string {
  return [
    section(
      `Bun ${version}`,
      `The executables are Bun, with this program put into it as data. The LGPL's way to another build of Bun: change bun.json
in the folder packaging/ of this program's source, and run \`npm run executables\`. Source: https://github.com/oven-sh/bun
at the tag bun-v${version}, and https://github.com/oven-sh/WebKit at the commit that it names. In Bun's own words:

${withoutFrontMatter(licence)}`,
    ),
    ...['MIT', 'LGPL-2.0-only', 'LGPL-2.1-only'].map((id) => section(`${id}, for Bun`, textOf(id))),
  ].join('\n');
}

const withoutFrontMatter = (page: string): string => page.replace(/^---\n[\s\S]*?\n---\n/, '').trim();

function textOf(id: string): string {
  const file = new URL(`licenses/${id}.json`, import.meta.resolve('spdx-license-list'));
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the shape of that package's files
  const { licenseText } = JSON.parse(readFileSync(file, 'utf8')) as { readonly licenseText: string };
  return licenseText;
}
