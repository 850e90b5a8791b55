import { readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import type { OnLoadResult, Plugin } from 'esbuild';
import { lazyRequires } from './lazy-requires.ts';

const HERE = import.meta.dirname;

/** Files of node_modules, and what takes the place of each (oclif 5.1): all that it does with the disk, with other programs and for itself. */
const INSTEAD: Readonly<Record<string, string>> = {
  '@oclif/core/lib/config/plugin.js': 'plugin.ts',
  '@oclif/core/lib/config/ts-path.js': 'ts-path.ts',
  '@oclif/core/lib/module-loader.js': 'module-loader.ts',
  '@oclif/core/lib/util/fs.js': 'fs.ts',
  '@oclif/core/lib/util/os.js': 'os.ts',
  'debug/src/index.js': 'debug.ts',
  'minimatch/dist/commonjs/index.js': 'minimatch.ts',
};

/** Files of the bundle that are called like those of packages, and are ours. */
export const replacedFiles: readonly string[] = Object.keys(INSTEAD).map((file) => `node_modules/${file}`);

const OCLIF = /[\\/]node_modules[\\/]@oclif[\\/]core[\\/]lib[\\/].*\.js$/;

export const replaceOclif: Plugin = {
  name: 'replace-oclif',
  setup(build) {
    build.onResolve({ filter: /^@oclif\/core$/ }, () => ({ path: join(HERE, 'oclif.ts'), sideEffects: false }));
    const replaced = new Set<string>();
    build.onLoad({ filter: /[\\/]node_modules[\\/]/ }, ({ path }) => {
      const [, file = ''] = path.split(`${sep}node_modules${sep}`);
      const instead = INSTEAD[file.replaceAll(sep, '/')];
      if (instead !== undefined) {
        replaced.add(instead);
        return source(join(HERE, 'instead', instead));
      }
      return OCLIF.test(path) ? { contents: lazyRequires(readFileSync(path, 'utf8')), loader: 'js' } : undefined;
    });
    build.onEnd(() => {
      const left = Object.values(INSTEAD).filter((instead) => !replaced.has(instead));
      return { errors: left.map((file) => ({ text: `oclif has changed: nothing was replaced by ${file}` })) };
    });
  },
};

const source = (path: string): OnLoadResult => ({
  contents: readFileSync(path, 'utf8'),
  loader: 'ts',
  resolveDir: join(HERE, 'instead'),
});
