import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';
import { checkout } from './ground/paths.ts';
import { outcome, run } from './ground/run.ts';
import { atHome } from './support/program.ts';

const KB = 1000;

/** What is loaded at every start; a bigger one takes longer. */
const BUDGETS = { 'bundle/program.cjs': 1750 * KB, 'bundle/inquirer.cjs': 700 * KB };

/** Big, and wanted by no request of ours: the models are a third of a second. */
const NEVER = /^node_modules\/(undici|openid-client|jose|js-yaml|tinyglobby|@kubernetes\/client-node\/dist\/gen)\//;
const SELDOM = /^node_modules\/(inquirer|@inquirer|rxjs)\//;
/** What it takes to ask a cluster. */
const CLUSTER = /^(src\/kubernetes\/(?!ports|types)|node_modules\/(@kubernetes|yaml|hpagent|socks))/;

const meta = JSON.parse(readFileSync(join(checkout, 'bundle/meta.json'), 'utf8')) as Metafile;

const inputsOf = (output: string): readonly string[] => Object.keys(meta.outputs[output]?.inputs ?? {});

/** All that is loaded with a file, and not later on demand. */
function loadedWith(entries: readonly string[]): ReadonlySet<string> {
  const loaded = new Set<string>();
  const waiting = [...entries];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (loaded.has(file)) continue;
    loaded.add(file);
    const imports = meta.inputs[file]?.imports ?? [];
    waiting.push(...imports.filter(({ kind }) => kind !== 'dynamic-import').map(({ path }) => path));
  }
  return loaded;
}

describe('the bundle', () => {
  it('has none of what is never wanted, and what is seldom wanted beside it', () => {
    const light = inputsOf('bundle/program.cjs');
    assert.ok(light.length > 400, `${light.length} files`);
    assert.deepEqual(
      light.filter((file) => NEVER.test(file) || SELDOM.test(file)),
      [],
    );
    assert.ok(inputsOf('bundle/inquirer.cjs').some((file) => SELDOM.test(file)));
    assert.ok(light.some((file) => CLUSTER.test(file)));
  });

  for (const [file, most] of Object.entries(BUDGETS))
    it(`has no more than ${most / KB} kB in ${file}`, () => {
      const { bytes = Infinity } = meta.outputs[file] ?? {};
      assert.ok(bytes <= most, `${bytes} bytes`);
    });

  for (const entries of [
    ['src/cli/help.ts'],
    ['src/commands/version.ts'],
    ['src/commands/list.ts'],
    ['src/commands/status.ts'],
    ['src/cli/completion/complete.ts'],
  ])
    it(`loads nothing that asks a cluster before one is asked: ${entries.join(', ')}`, () => {
      const loaded = loadedWith(['packaging/bundle/program.ts', ...entries]);
      assert.ok(loaded.size > 50, `${loaded.size} files`);
      assert.deepEqual(
        [...loaded].filter((file) => CLUSTER.test(file)),
        [],
      );
    });

  it('is one file for who asks nobody', async () => {
    const tell = `process.on('exit', () => console.error(JSON.stringify(Object.keys(require('module')._cache))))`;
    for (const argv of [['--help'], ['status', '--help'], ['version', '--client'], ['__complete', 'status', '-']]) {
      const { stderr } = await atHome({}, (home, env) => {
        const telling = [
          '--import',
          `data:text/javascript,import {createRequire} from 'node:module'; const require = createRequire('file:///'); ${tell}`,
        ];
        return outcome([process.execPath, ...telling, join(checkout, 'bin/run.js'), ...argv], { cwd: home, env });
      });
      assert.deepEqual(JSON.parse(stderr), [join(checkout, 'bundle/program.cjs')], argv.join(' '));
    }
  });

  it('is what the npm package has, and nothing else', async () => {
    const said = await run(['npm', 'pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: checkout });
    const [{ files }] = JSON.parse(said) as [{ readonly files: readonly { readonly path: string }[] }];
    assert.deepEqual(files.map(({ path }) => path).toSorted(), [
      'LICENSE',
      'README.md',
      'bin/kubectl_complete-jaeger',
      'bin/run.js',
      'bundle/NOTICE',
      'bundle/inquirer.cjs',
      'bundle/program.cjs',
      'docs/man/kubectl-jaeger.1',
      'package.json',
    ]);
  });
});
