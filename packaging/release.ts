import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Metafile } from 'esbuild';
import { archive, archiveName, type ArchivedFile } from './archives.ts';
import { bundleFolder } from './bundle.ts';
import { bunLicence, bunPackage } from './bun.ts';
import { checkout } from './checkout.ts';
import { packagesInside } from './contents.ts';
import { buildExecutable } from './executables.ts';
import { committedManifest, krewManifest, publishedAt } from './krew-manifest.ts';
import { noticeOfBun } from './notice.ts';
import { npmPackage } from './npm-package.ts';
import { releaseDate } from './release-date.ts';
import { sbom } from './sbom.ts';
import { executableName, hostTarget, targets, type Target } from './targets.ts';

/** `npm run release [-- --url-base URL]`: all that is published of a version, in `release/`, from the bundle that `npm run build` has made. */
const { values } = parseArgs({ options: { 'url-base': { type: 'string' } } });

const release = join(checkout, 'release');
const MOST_BYTES = 60_000_000;

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- our own
const { version } = JSON.parse(await readFile(join(checkout, 'package.json'), 'utf8')) as { readonly version: string };
const date = await releaseDate(checkout);
const checksums = new Map<string, string>();

await rm(release, { recursive: true, force: true });
await mkdir(join(release, 'plugins'), { recursive: true });
const texts = await textsBeside();
for (const target of targets) await publish(archiveName(version, target), await packed(target));
await publish(`kubectl-jaeger-${version}.tgz`, await npmPackage(checkout, date));
await publish(`kubectl-jaeger_v${version}.cdx.json`, Buffer.from(await contents()));
await writeFile(
  join(release, 'checksums.txt'),
  [...checksums].map(([name, sha256]) => `${sha256}  ${name}\n`),
);
const urlBase = publishedAt(version);
await writeFile(
  join(release, 'plugins/jaeger.yaml'),
  krewManifest({ version, urlBase: values['url-base'] ?? urlBase, checksums }),
);
await writeFile(join(checkout, 'krew-manifest.yaml'), committedManifest({ version, urlBase, checksums }));

async function publish(name: string, content: Buffer): Promise<void> {
  if (content.length > MOST_BYTES) throw new Error(`${name} has ${content.length} bytes, more than ${MOST_BYTES}`);
  await writeFile(join(release, name), content);
  const sha256 = createHash('sha256').update(content).digest('hex');
  checksums.set(name, sha256);
  process.stdout.write(`${sha256}  ${name}  ${(content.length / 1_000_000).toFixed(1)} MB\n`);
}

async function textsBeside(): Promise<readonly ArchivedFile[]> {
  const ours = await readFile(join(bundleFolder, 'NOTICE'), 'utf8');
  const notice = `${ours}\n${noticeOfBun(bunPackage(hostTarget()).version, await bunLicence())}`;
  return [
    { name: 'LICENSE', content: await readFile(join(checkout, 'LICENSE')), mode: 0o644 },
    { name: 'NOTICE', content: Buffer.from(notice), mode: 0o644 },
  ];
}

async function packed(target: Target): Promise<Buffer> {
  const executable = await buildExecutable(target, join(release, `${target.os}-${target.arch}`));
  const program = { name: executableName(target), content: await readFile(executable), mode: 0o755 };
  return archive(target, [program, ...texts], date);
}

async function contents(): Promise<string> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- esbuild's own
  const meta = JSON.parse(await readFile(join(bundleFolder, 'meta.json'), 'utf8')) as Metafile;
  const description = 'in the executable of one platform alone; NOTICE has the libraries in it, and their licences';
  const bun = targets.map((target) => ({ ...bunPackage(target), licence: 'MIT', description }));
  return sbom({ version, date, components: [...packagesInside(meta), ...bun] });
}
