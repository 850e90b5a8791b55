import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';
import { foldersInside, packagesInside } from '../../../packaging/contents.ts';
import { noticeOf, noticeOfBun } from '../../../packaging/notice.ts';
import { checkout } from '../../ground/paths.ts';

const meta = JSON.parse(readFileSync(join(checkout, 'bundle/meta.json'), 'utf8')) as Metafile;

const outputs = (files: Readonly<Record<string, number>>): Metafile['outputs'] => ({
  'bundle/program.cjs': {
    bytes: 1,
    imports: [],
    exports: [],
    inputs: Object.fromEntries(Object.entries(files).map(([file, bytesInOutput]) => [file, { bytesInOutput }])),
  },
});

const pack = (name: string, licenceText: string): Parameters<typeof noticeOf>[0][number] => ({
  name,
  version: '1.0.0',
  licence: 'MIT',
  licenceText,
  integrity: 'sha512-',
});

describe('what is inside', () => {
  it('are the packages with a byte in the bundle', () => {
    const files = {
      'src/cli/main.ts': 9,
      'node_modules/yaml/dist/index.js': 9,
      'node_modules/yaml/dist/doc.js': 9,
      'node_modules/@inquirer/core/dist/index.js': 1,
      'node_modules/@inquirer/prompts/dist/index.js': 0,
      'node_modules/socks/node_modules/ip-address/index.js': 9,
      'instead:socks': 9,
    };
    assert.deepEqual(foldersInside(outputs(files)), [
      'node_modules/@inquirer/core',
      'node_modules/socks/node_modules/ip-address',
      'node_modules/yaml',
    ]);
  });

  it('is no package of which only the name is left', () => {
    const [replaced, kept] = ['node_modules/debug/src/index.js', 'node_modules/debug/src/node.js'];
    assert.ok(meta.inputs[replaced]);
    assert.deepEqual(foldersInside(outputs({ [replaced]: 9 })), []);
    assert.deepEqual(foldersInside(outputs({ [replaced]: 9, [kept]: 9 })), ['node_modules/debug']);
  });

  it('has a version, a licence and a hash each', () => {
    const packages = packagesInside(meta);
    assert.ok(packages.length > 40, `${packages.length} packages`);
    for (const { name, version, licence, licenceText, integrity } of packages) {
      assert.match(version, /^\d+\.\d+\.\d+/, name);
      assert.match(licence, /^(MIT|ISC|Apache-2\.0)$/, name);
      assert.match(licenceText, /Permission|Apache License/, name);
      assert.match(integrity, /^sha512-.{86}==$/, name);
    }
    const names = new Set(packages.map(({ name }) => name));
    assert.ok(['@oclif/core', '@kubernetes/client-node', 'cli-table3', 'inquirer'].every((name) => names.has(name)));
  });

  it('is released with all licences', () => {
    const notice = readFileSync(join(checkout, 'bundle/NOTICE'), 'utf8');
    for (const { name, version, licence, licenceText } of packagesInside(meta)) {
      assert.ok(notice.includes(`\n${name} ${version} (${licence})\n`), name);
      assert.ok(notice.includes(licenceText), name);
    }
  });

  it('is told with each licence once', () => {
    const notice = noticeOf([pack('one', 'Text A'), pack('two', 'Text B'), pack('three', 'Text A')]);
    const rule = '='.repeat(80);
    assert.equal(
      notice,
      [
        'kubectl jaeger contains software of others, under the licences below.\n',
        `${rule}\none 1.0.0 (MIT)\nthree 1.0.0 (MIT)\n${rule}\n\nText A\n`,
        `${rule}\ntwo 1.0.0 (MIT)\n${rule}\n\nText B\n`,
      ].join('\n'),
    );
  });

  it('is told of Bun in its own words, with the licences that have to go along', () => {
    const notice = noticeOfBun('1.4.5', '---\ntitle: License\n---\n\nBun itself is MIT-licensed.\n');
    assert.match(notice, /In Bun's own words:\n\nBun itself is MIT-licensed\./);
    assert.doesNotMatch(notice, /title: License/);
    assert.match(notice, /GNU LIBRARY GENERAL PUBLIC LICENSE/);
    assert.match(notice, /GNU LESSER GENERAL PUBLIC LICENSE\n\nVersion 2\.1/);
  });
});
