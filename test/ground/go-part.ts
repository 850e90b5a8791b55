import { join } from 'node:path';
import { modules } from './paths.ts';
import type { Part } from './part.ts';
import { outcome, run } from './run.ts';

interface GoModule {
  /** The folder under `modules/` whose go.mod and go.sum pin what is built. */
  readonly module: string;
  /** Name of the binary → package. */
  readonly binaries: Readonly<Record<string, string>>;
  /** `-X` link variables: what the upstream release sets its version with. */
  readonly variables?: Readonly<Record<string, string>>;
}

/** Binaries from the Go module proxy, static, so that they also run in an image without a base. */
export function goPart(name: string, { module, binaries, variables = {} }: GoModule): Part {
  const source = join(modules, module);
  const linkFlags = ['-s', '-w', ...Object.entries(variables).map(([key, value]) => `-X ${key}=${value}`)].join(' ');
  return {
    name,
    sources: [source],
    recipe: { binaries, linkFlags },
    needs: [],
    async make(dir, progress) {
      await requireGo(name);
      let compiled = 0;
      const onLine = (): void => progress(`${++compiled} packages compiled`);
      const env = { ...process.env, CGO_ENABLED: '0', GOWORK: 'off' };
      const build = ['go', 'build', '-v', '-buildvcs=false', '-ldflags', linkFlags];
      // One command for all: go compiles what they have in common once and keeps every core busy.
      await run([...build, '-o', `${dir}/`, ...Object.values(binaries)], { cwd: source, env, onLine });
      await nameBinaries(dir, binaries);
    },
  };
}

/** go names a binary after the last element of its package that is no major version; we name it after its job. */
async function nameBinaries(dir: string, binaries: Readonly<Record<string, string>>): Promise<void> {
  for (const [binary, pkg] of Object.entries(binaries)) {
    const elements = pkg.split('/').filter((element) => !/^v\d+$/.test(element));
    const built = elements.at(-1) === '.' ? binary : (elements.at(-1) ?? binary);
    if (built !== binary) await run(['mv', join(dir, built), join(dir, binary)]);
  }
}

/** The folder of a dependency's sources in Go's module cache. */
export async function moduleSource(module: string, path: string): Promise<string> {
  const cwd = join(modules, module);
  await run(['go', 'mod', 'download', path], { cwd });
  return (await run(['go', 'list', '-m', '-f', '{{.Dir}}', path], { cwd })).trim();
}

async function requireGo(forWhat: string): Promise<void> {
  const { code } = await outcome(['go', 'version']).catch(() => ({ code: 1 }));
  if (code !== 0) throw new Error(`building ${forWhat} needs Go 1.26 or newer on PATH (https://go.dev/dl)`);
}
