import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'esbuild';
import { checkout } from '../checkout.ts';

const HERE = import.meta.dirname;
const COMMANDS = join(checkout, 'src/commands');

/** The list of commands from their directory, of package.json what the program says of itself. */
export const ourProgram: Plugin = {
  name: 'our-program',
  setup(build) {
    build.onLoad({ filter: /[\\/]bundle[\\/]commands\.ts$/ }, () => ({
      contents: commandMap(),
      resolveDir: COMMANDS,
      loader: 'ts',
    }));
    build.onLoad({ filter: /[\\/]package\.json$/ }, ({ path }) =>
      path === join(checkout, 'package.json') ? { contents: ownDescription(path), loader: 'json' } : undefined,
    );
    build.onLoad({ filter: /[\\/]kubernetes[\\/]without-models\.ts$/ }, () => ({
      contents: readFileSync(join(HERE, 'instead/without-models.ts')),
      loader: 'ts',
    }));
  },
};

function commandMap(): string {
  const files = readdirSync(COMMANDS, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const entries = files.toSorted().map((file) => {
    const path = file.replaceAll('\\', '/');
    return `${JSON.stringify(path.slice(0, -3).replaceAll('/', ':'))}: () => import(${JSON.stringify(`./${path}`)})`;
  });
  return `export const commands = { ${entries.join(', ')} };`;
}

/** Scripts and dependencies are nobody's business at run time. */
function ownDescription(path: string): string {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- our own
  const { name, version, oclif } = JSON.parse(readFileSync(path, 'utf8')) as Readonly<Record<string, unknown>>;
  return JSON.stringify({ name, version, oclif });
}
