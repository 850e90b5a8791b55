import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { checkout } from './ground/paths.ts';
import { run } from './ground/run.ts';

/** As GitHub makes them of headings. */
const anchorsOf = (text: string): ReadonlySet<string> =>
  new Set(
    [...withoutCode(text).matchAll(/^#+ +(.*)$/gm)].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );

const withoutCode = (text: string): string => text.replaceAll(/^```[^]*?^```/gm, '');

/** Those into the checkout. */
function linksIn(file: string): readonly string[] {
  const text = readFileSync(join(checkout, file), 'utf8');
  const links = [...withoutCode(text).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
  return links.filter((link) => !/^[a-z]+:/.test(link));
}

/** Files below docs/ that another one names. */
const linkedFrom = (file: string): readonly string[] =>
  linksIn(file)
    .map((link) => relative(checkout, join(checkout, dirname(file), link.replace(/#.*/, ''))))
    .filter((path) => path.startsWith('docs/'));

/** `FILE LINK` of every link that leads nowhere in the checkout. */
function brokenIn(file: string): readonly string[] {
  return linksIn(file)
    .filter((link) => {
      const [path = '', anchor] = link.split('#');
      const target = path === '' ? join(checkout, file) : join(checkout, dirname(file), path);
      if (!existsSync(target)) return true;
      return anchor !== undefined && target.endsWith('.md') && !anchorsOf(readFileSync(target, 'utf8')).has(anchor);
    })
    .map((link) => `${file} ${link}`);
}

describe('links', () => {
  it('lead to files and headings that are there', async () => {
    const listed = await run(['git', 'ls-files', '--cached', '--others', '--exclude-standard', '*.md'], {
      cwd: checkout,
    });
    const files = listed.trim().split('\n');
    assert.ok(files.length > 30 && files.includes('README.md'), `${files.length} files`);
    assert.deepEqual(files.flatMap(brokenIn), []);
  });

  it('reach every page of docs/ from docs/README.md', async () => {
    const listed = await run(['git', 'ls-files', '--cached', '--others', '--exclude-standard', 'docs'], {
      cwd: checkout,
    });
    const pages = listed
      .trim()
      .split('\n')
      .filter((file) => /\.(md|1)$/.test(file) && file !== 'docs/README.md');
    const reached = new Set(['docs/README.md']);
    // A set that grows while it is gone through is gone through to its end.
    for (const file of reached) if (file.endsWith('.md')) for (const path of linkedFrom(file)) reached.add(path);
    assert.deepEqual(
      pages.filter((page) => !reached.has(page)),
      [],
    );
  });
});
