import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { have, type Part } from './part.ts';
import { run } from './run.ts';

interface ImageContent {
  /** Full reference, registry included: what the manifests ask for. */
  readonly reference: string;
  readonly entrypoint: readonly string[];
  /** `NAME=value`, beside PATH. */
  readonly environment?: readonly string[];
  readonly needs: readonly Part[];
  /** Path in the image → path on this machine, given the directories of `needs` in their order. */
  files(dirs: readonly string[]): Promise<Readonly<Record<string, string>>> | Readonly<Record<string, string>>;
}

export interface Image extends Part {
  readonly reference: string;
}

/** A container image without a base, as `image.tar` in the docker-archive form that `ctr images import` reads. */
export function image(content: ImageContent): Image {
  const { reference, entrypoint, environment, needs } = content;
  return {
    reference,
    name: `image-${reference.replaceAll(/[^a-z0-9.]+/g, '-')}`,
    sources: [import.meta.filename],
    recipe: { reference, entrypoint, environment, files: content.files.toString() },
    needs,
    async make(dir) {
      const files = await content.files(await Promise.all(needs.map(have)));
      const root = join(dir, 'root');
      await layOut(root, files);
      await pack(root, join(dir, 'layer.tar'), ['.']);
      await rm(root, { recursive: true });
      await writeArchive(dir, content);
    },
  };
}

/** An image that holds one binary of ours. */
export function binaryImage(reference: string, part: Part, binary: string, environment?: readonly string[]): Image {
  const path = `/${binary}`;
  return image({
    reference,
    entrypoint: [path],
    ...(environment && { environment }),
    needs: [part],
    files: ([dir = '']) => ({ [path]: join(dir, binary) }),
  });
}

/** What binaries of this machine link against, but what lies under `own`: for images of them, which have no base. */
export async function linkedLibraries(binaries: readonly string[], own?: string): Promise<Record<string, string>> {
  const printed = await run(['ldd', ...binaries]);
  const paths = [...printed.matchAll(/(\/\S+) \(0x/g)].map(([, path = '']) => path);
  return Object.fromEntries(
    paths.filter((path) => own === undefined || !path.startsWith(own)).map((path) => [path, path]),
  );
}

const SKELETON = {
  'etc/passwd': 'root:x:0:0::/:\nnobody:x:65534:65534::/:\n',
  'etc/group': 'root:x:0:\nnobody:x:65534:\n',
  'etc/nsswitch.conf': 'hosts: files dns\n',
};

async function layOut(root: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(SKELETON)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  await mkdir(join(root, 'tmp'), { mode: 0o777 });
  await run(['chmod', '1777', join(root, 'tmp')]);
  for (const [to, from] of Object.entries(files)) {
    await mkdir(dirname(join(root, to)), { recursive: true });
    await run(['cp', '-rL', '--preserve=mode', from, join(root, to)]);
  }
}

async function writeArchive(dir: string, { reference, entrypoint, environment = [] }: ImageContent): Promise<void> {
  const layer = await sha256(join(dir, 'layer.tar'));
  const config = JSON.stringify({
    architecture: process.arch === 'x64' ? 'amd64' : process.arch,
    os: 'linux',
    config: { Entrypoint: entrypoint, Env: ['PATH=/usr/bin:/bin:/', ...environment] },
    rootfs: { type: 'layers', diff_ids: [`sha256:${layer}`] },
  });
  const configName = `${createHash('sha256').update(config).digest('hex')}.json`;
  await rename(join(dir, 'layer.tar'), join(dir, `${layer}.tar`));
  await writeFile(join(dir, configName), config);
  const manifest = [{ Config: configName, RepoTags: [reference], Layers: [`${layer}.tar`] }];
  await writeFile(join(dir, 'manifest.json'), JSON.stringify(manifest));
  const members = [configName, 'manifest.json', `${layer}.tar`];
  await pack(dir, join(dir, 'image.tar'), members);
  for (const member of members) await rm(join(dir, member));
}

/** Packs so that the same content always gives the same bytes. */
async function pack(from: string, to: string, members: readonly string[]): Promise<void> {
  const same = ['--sort=name', '--mtime=@0', '--owner=0', '--group=0', '--numeric-owner'];
  await run(['tar', ...same, '-C', from, '-cf', to, ...members]);
}

async function sha256(path: string): Promise<string> {
  const sum = createHash('sha256');
  await pipeline(createReadStream(path), sum);
  return sum.digest('hex');
}
