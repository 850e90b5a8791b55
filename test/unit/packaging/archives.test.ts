import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { archive, archiveName } from '../../../packaging/archives.ts';
import { targets, type Target } from '../../../packaging/targets.ts';

const run = promisify(execFile);
const LINUX: Target = { os: 'linux', arch: 'amd64' };
const WINDOWS: Target = { os: 'windows', arch: 'arm64' };
const DATE = new Date('2026-11-24T13:14:16Z');
const FILES = [
  { name: 'kubectl-jaeger', content: Buffer.from(`${'word '.repeat(500)}\0ÿ`), mode: 0o755 },
  { name: 'LICENSE', content: Buffer.alloc(512, 'x'), mode: 0o644 },
  { name: 'EMPTY', content: Buffer.alloc(0), mode: 0o644 },
];

describe('archives', () => {
  let folder: string;
  before(async () => (folder = await mkdtemp(join(tmpdir(), 'kubectl-jaeger-archives-'))));
  after(() => rm(folder, { recursive: true }));

  const written = async (target: Target): Promise<string> => {
    const path = join(folder, archiveName('0.1.0', target));
    await writeFile(path, archive(target, FILES, DATE));
    return path;
  };

  it('are called after version and platform', () => {
    assert.deepEqual(
      targets.map((target) => archiveName('1.2.3', target)),
      [
        'kubectl-jaeger_v1.2.3_linux_amd64.tar.gz',
        'kubectl-jaeger_v1.2.3_linux_arm64.tar.gz',
        'kubectl-jaeger_v1.2.3_darwin_amd64.tar.gz',
        'kubectl-jaeger_v1.2.3_darwin_arm64.tar.gz',
        'kubectl-jaeger_v1.2.3_windows_amd64.zip',
        'kubectl-jaeger_v1.2.3_windows_arm64.zip',
      ],
    );
  });

  it('are listed by tar: sorted, of root, dated, with their modes, nothing but files', async () => {
    const { stdout } = await run('tar', ['--numeric-owner', '-tvzf', await written(LINUX)], {
      env: { ...process.env, TZ: 'UTC' },
    });
    assert.deepEqual(
      stdout
        .trim()
        .split('\n')
        .map((line) => line.replaceAll(/ +/g, ' ')),
      [
        '-rw-r--r-- 0/0 0 2026-11-24 13:14 EMPTY',
        '-rw-r--r-- 0/0 512 2026-11-24 13:14 LICENSE',
        '-rwxr-xr-x 0/0 2503 2026-11-24 13:14 kubectl-jaeger',
      ],
    );
  });

  const unpacking = [
    { target: LINUX, command: 'tar', parameters: ['-xzf'] },
    { target: LINUX, command: 'python3', parameters: ['-m', 'tarfile', '-e'] },
    { target: WINDOWS, command: 'unzip', parameters: ['-q'] },
    { target: WINDOWS, command: 'python3', parameters: ['-m', 'zipfile', '-e'], hasNoModes: true },
  ];
  for (const { target, command, parameters, hasNoModes } of unpacking) {
    it(`are unpacked by ${[command, ...parameters].join(' ')}`, async () => {
      const made = await mkdtemp(join(folder, 'unpacked-'));
      await run(command, [...parameters, await written(target), ...(command === 'python3' ? [made] : [])], {
        cwd: made,
      });
      for (const { name, content, mode } of FILES) {
        assert.deepEqual(await readFile(join(made, name)), content);
        if (!hasNoModes) assert.equal((await stat(join(made, name))).mode & 0o777, mode);
      }
    });
  }

  it('are tested by unzip, which reads the date in UTC', async () => {
    const path = await written(WINDOWS);
    assert.match((await run('unzip', ['-t', path])).stdout, /No errors detected/);
    const { stdout } = await run('unzip', ['-Z', '-T', path]);
    assert.match(stdout, /^-rwxr-xr-x .* unx .* 20261124\.131416 kubectl-jaeger$/m);
  });

  it('are the same bytes for the same files in another order, and tell nothing of the machine', () => {
    for (const target of [LINUX, WINDOWS])
      assert.deepEqual(archive(target, FILES.toReversed(), DATE), archive(target, FILES, DATE));
    assert.equal(archive(LINUX, FILES, DATE).toString('hex', 0, 10), '1f8b08000000000002ff');
  });

  it('take no name with a path in it', () => {
    for (const name of ['../up', '..', 'a/b', String.raw`a\b`, '/root', '', 'a\nb'])
      assert.throws(() => archive(LINUX, [{ name, content: Buffer.alloc(1), mode: 0o644 }], DATE), /no plain name/);
    const long = { name: 'x'.repeat(101), content: Buffer.alloc(1), mode: 0o644 };
    assert.throws(() => archive(LINUX, [long], DATE), /too long a name/);
  });
});
