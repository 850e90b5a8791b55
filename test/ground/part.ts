import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { withLock } from './lock.ts';
import { cache, hash } from './paths.ts';
import { say } from './run.ts';

/** Something made once and kept in the cache: a set of binaries, a manifest, a container image. */
export interface Part {
  readonly name: string;
  /** Files and directories whose content decides what comes out. */
  readonly sources: readonly string[];
  /** Everything else that decides it: versions, flags, packages. */
  readonly recipe: unknown;
  /** Parts that must exist first; their keys are part of this one's. */
  readonly needs: readonly Part[];
  /** Makes the part in the empty directory `dir`. */
  make(dir: string, progress: (text: string) => void): Promise<void>;
}

const keys = new Map<Part, Promise<string>>();

/** The directory where `part` lies; makes it, and what it needs, when this machine does not have it. */
export async function have(part: Part): Promise<string> {
  const dir = join(cache, 'parts', `${part.name}-${await keyOf(part)}`);
  if (existsSync(dir)) return dir;
  for (const needed of part.needs) await have(needed);
  await withLock(`${dir}.lock`, `build ${part.name}`, async () => {
    if (!existsSync(dir)) await build(part, dir);
  });
  return dir;
}

/** The directories of several parts; what is missing is made one after the other, since each uses every core. */
export async function haveAll(parts: readonly Part[]): Promise<string[]> {
  const dirs: string[] = [];
  for (const part of parts) dirs.push(await have(part));
  return dirs;
}

async function build(part: Part, dir: string): Promise<void> {
  const unfinished = `${dir}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { recursive: true });
  const started = Date.now();
  const seconds = (): number => Math.round((Date.now() - started) / 1000);
  let latest = 'started';
  say(`build ${part.name}`);
  const ticker = setInterval(() => say(`build ${part.name}: ${latest}, ${seconds()} s`), 20_000);
  try {
    await part.make(unfinished, (text) => (latest = text));
    await rename(unfinished, dir);
    say(`build ${part.name}: done in ${seconds()} s`);
  } finally {
    clearInterval(ticker);
    await rm(unfinished, { recursive: true, force: true });
  }
}

function keyOf(part: Part): Promise<string> {
  const known = keys.get(part) ?? computeKey(part);
  keys.set(part, known);
  return known;
}

async function computeKey(part: Part): Promise<string> {
  const needed = await Promise.all(part.needs.map(keyOf));
  const content = await Promise.all(part.sources.map(contentOf));
  return hash(part.name, JSON.stringify(part.recipe), process.arch, ...needed, ...content.flat()).slice(0, 16);
}

async function contentOf(path: string): Promise<(string | Buffer)[]> {
  if ((await stat(path)).isFile()) return [await readFile(path)];
  const inside = (await readdir(path)).toSorted();
  return (await Promise.all(inside.map(async (name) => [name, ...(await contentOf(join(path, name)))]))).flat();
}
