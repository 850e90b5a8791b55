import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { npmPackage } from '../../../packaging/npm-package.ts';
import { run } from '../../ground/run.ts';

const DATE = new Date('2026-11-24T13:14:16Z');
const DESCRIPTION = { name: 'packed', version: '1.2.3', bin: { packed: 'bin/run.js' }, files: ['bin/run.js', 'data'] };

describe('npm package', () => {
  let folder: string;
  before(async () => (folder = await mkdtemp(join(tmpdir(), 'kubectl-jaeger-npm-'))));
  after(() => rm(folder, { recursive: true }));

  const made = async (name: string, modes: { readonly program: number; readonly text: number }): Promise<Buffer> => {
    const checkout = join(folder, name);
    await mkdir(join(checkout, 'bin'), { recursive: true });
    await mkdir(join(checkout, 'data'));
    await writeFile(join(checkout, 'package.json'), JSON.stringify(DESCRIPTION), { mode: modes.text });
    await writeFile(join(checkout, 'bin/run.js'), '#!/usr/bin/env node\n', { mode: modes.program });
    await writeFile(join(checkout, 'data/words'), 'words', { mode: modes.text });
    await writeFile(join(checkout, 'secret'), 'no part of it');
    return npmPackage(checkout, DATE);
  };

  it('is the same whatever the umask was, and npm installs it', async () => {
    const archive = await made('open', { program: 0o755, text: 0o644 });
    assert.deepEqual(await made('closed', { program: 0o700, text: 0o600 }), archive);
    const path = join(folder, 'packed.tgz');
    await writeFile(path, archive);
    await run(['npm', 'install', '--offline', '--prefix', join(folder, 'there'), path], { cwd: folder });
    const installed = join(folder, 'there/node_modules/packed');
    assert.deepEqual(JSON.parse(await readFile(join(installed, 'package.json'), 'utf8')), DESCRIPTION);
    assert.equal(await readFile(join(installed, 'data/words'), 'utf8'), 'words');
    assert.notEqual((await stat(join(installed, 'bin/run.js'))).mode & 0o100, 0);
    await assert.rejects(stat(join(installed, 'secret')), { code: 'ENOENT' });
  });
});
