import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { copyFile, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { archive, archiveName } from '../../packaging/archives.ts';
import { buildExecutable } from '../../packaging/executables.ts';
import { krewManifest } from '../../packaging/krew-manifest.ts';
import { executableName, targets, type Target } from '../../packaging/targets.ts';
import { checkout } from '../ground/paths.ts';
import { withKrew, type Krew } from './krew.ts';

/** Versions that no release has. */
const VERSION = '0.0.1';
const NEXT = '0.0.2';

/** The archives of these platforms as they are released, in a folder, under the names of two versions. */
async function archivesOf(platforms: readonly Target[], folder: string): Promise<void> {
  for (const target of platforms) {
    const built = await buildExecutable(target, join(folder, `${target.os}-${target.arch}`));
    const files = [
      { name: executableName(target), content: await readFile(built), mode: 0o755 },
      { name: 'LICENSE', content: await readFile(join(checkout, 'LICENSE')), mode: 0o644 },
    ];
    await writeFile(join(folder, archiveName(VERSION, target)), archive(target, files, new Date(0)));
    await copyFile(join(folder, archiveName(VERSION, target)), join(folder, archiveName(NEXT, target)));
  }
}

/** The manifest with these platforms alone. */
async function manifestOf(
  version: string,
  platforms: readonly Target[],
  folder: string,
  urlBase: string,
): Promise<string> {
  const checksum = async (target: Target): Promise<[string, string]> => {
    const name = archiveName(version, target);
    const isBuilt = platforms.some(({ os, arch }) => os === target.os && arch === target.arch);
    const bytes = isBuilt ? await readFile(join(folder, name)) : '';
    return [name, createHash('sha256').update(bytes).digest('hex')];
  };
  const checksums = new Map(await Promise.all(targets.map(checksum)));
  const manifest = parse(krewManifest({ version, urlBase, checksums })) as {
    spec: { platforms: { selector: { matchLabels: Target } }[] };
  };
  manifest.spec.platforms = manifest.spec.platforms.filter(({ selector: { matchLabels } }) =>
    platforms.some(({ os, arch }) => os === matchLabels.os && arch === matchLabels.arch),
  );
  return stringify(manifest);
}

/** What a user does with krew, and its reviewers, with archives of these platforms. `use` is given what was installed. */
export function describeKrew(platforms: readonly Target[], use: (krew: Krew) => Promise<void>): void {
  describe('krew', () => {
    let folder: string;

    before(async function () {
      this.timeout(600_000);
      folder = await mkdtemp(join(tmpdir(), 'archives-'));
      await archivesOf(platforms, folder);
    });
    after(() => rm(folder, { recursive: true }));

    const manifest = (version: string, { urlBase }: Krew): Promise<string> =>
      manifestOf(version, platforms, folder, urlBase);

    it('accepts the manifest, by the program of its reviewers, which installs every platform', async () => {
      await withKrew(folder, async (krew) => {
        const file = await krew.publish(await manifest(VERSION, krew));
        const { code, stderr } = await krew.outcome('validate-krew-manifest', '-manifest', file);
        assert.equal(code, 0, stderr);
        assert.match(stderr, new RegExp(`all ${platforms.length} spec.platforms installed fine`));
        const [damaged] = (await manifest(VERSION, krew)).match(/sha256: [0-9a-f]{64}/) ?? [''];
        const wrong = (await manifest(VERSION, krew)).replace(damaged, `sha256: ${'f'.repeat(64)}`);
        const refused = await krew.outcome('validate-krew-manifest', '-manifest', await krew.publish(wrong));
        assert.notEqual(refused.code, 0);
        assert.match(refused.stderr, /checksum does not match/);
      });
    });

    it('installs it, upgrades it and takes it away', async () => {
      await withKrew(folder, async (krew) => {
        await krew.publish(await manifest(VERSION, krew));
        const installed = await krew.outcome('kubectl', 'krew', 'install', 'jaeger');
        assert.equal(installed.code, 0, installed.stderr);
        assert.match(installed.stderr, /kubectl jaeger completion --help/);
        assert.match(await krew.run('kubectl', 'jaeger', 'version', '--client'), /Client Version: v?\d+\.\d+\.\d+/);
        await use(krew);
        await krew.publish(await manifest(NEXT, krew));
        await krew.run('kubectl', 'krew', 'upgrade', 'jaeger');
        assert.ok((await realpath(join(krew.programs, 'kubectl-jaeger'))).includes(`/v${NEXT}/`));
        assert.match(await krew.run('kubectl', 'jaeger', '--help'), /kubectl jaeger/);
        await krew.run('kubectl', 'krew', 'uninstall', 'jaeger');
        const gone = await krew.outcome('kubectl', 'jaeger', 'version', '--client');
        assert.notEqual(gone.code, 0);
        assert.match(gone.stderr, /unknown command "jaeger"/);
      });
    });

    it('installs it from an index of its own', async () => {
      await withKrew(folder, async (krew) => {
        await krew.publish(await manifest(VERSION, krew));
        await krew.run('kubectl', 'krew', 'index', 'add', 'tracing', krew.index);
        await krew.run('kubectl', 'krew', 'install', 'tracing/jaeger');
        assert.match(await krew.run('kubectl', 'jaeger', 'version', '--client', '-o', 'json'), /"version"/);
        await krew.run('kubectl', 'krew', 'uninstall', 'jaeger');
      });
    });
  });
}
