import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build, type BuildOptions, type Metafile, type Plugin } from 'esbuild';
import { ourProgram } from './bundle/our-program.ts';
import { replaceClientLibrary } from './bundle/replace-client-library.ts';
import { replaceOclif } from './bundle/replace-oclif.ts';
import { checkout } from './checkout.ts';

export const bundleFolder = join(checkout, 'bundle');

/** Packages that few command lines need and that are big: each a file of its own, loaded on demand. */
const CHUNKS = ['inquirer'];

/** Where the executables start. */
export const ENTRY = 'executable.cjs';
/** All that an executable is made of; they load each other from beside themselves. */
export const executableFiles: readonly string[] = [ENTRY, 'program.cjs', ...CHUNKS.map((name) => `${name}.cjs`)];

const common = {
  absWorkingDir: checkout,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node22.19',
  outExtension: { '.js': '.cjs' },
  outdir: bundleFolder,
  // Bun would put in the folder that it compiles in, another one each time. oclif looks there for what it is given by hand.
  define: { 'process.env.NODE_ENV': '"production"', __dirname: '"/"' },
  // Names stay: the stack of a bug report is of use then, and neither start nor packed size can tell the difference.
  minifySyntax: true,
  minifyWhitespace: true,
  charset: 'ascii', // V8 and JavaScriptCore keep such a text in one byte for each character
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
} as const satisfies BuildOptions;

/** Leaves a file of the bundle out of another one. */
const beside = (name: string, path: string): Plugin => ({
  name: `${name} beside`,
  setup(bundling) {
    bundling.onResolve({ filter: new RegExp(`^${name.replaceAll('.', String.raw`\.`)}$`) }, () => ({
      path,
      external: true,
    }));
  },
});

/**
 * Makes of the sources and of oclif.manifest.json what is released: `bundle/program.cjs` and the chunks beside it. `bundle/meta.json`
 * tells what is inside, the source maps serve coverage; neither is released.
 */
export async function buildBundle(): Promise<Metafile> {
  await rm(bundleFolder, { recursive: true, force: true });
  await mkdir(bundleFolder);
  const { metafile } = await build({
    ...common,
    entryPoints: [join(checkout, 'packaging/bundle/program.ts')],
    sourcemap: true,
    sourcesContent: false,
    plugins: [ourProgram, ...CHUNKS.map((name) => beside(name, `./${name}.cjs`)), replaceOclif, replaceClientLibrary],
  });
  await build({
    ...common,
    entryPoints: [join(checkout, 'packaging/bundle/executable.ts')],
    plugins: [beside('./program.ts', './program.cjs')],
  });
  const chunks = await build({ ...common, entryPoints: CHUNKS.map((name) => ({ in: name, out: name })) });
  const all = {
    inputs: { ...chunks.metafile.inputs, ...metafile.inputs },
    outputs: { ...chunks.metafile.outputs, ...metafile.outputs },
  };
  await writeFile(join(bundleFolder, 'meta.json'), JSON.stringify(all));
  return all;
}
