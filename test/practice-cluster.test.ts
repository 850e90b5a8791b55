import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkout } from './ground/paths.ts';

/** Of the practice cluster, and of what stands on it: operator, Pods, rollouts, Jaeger's API, demo and shell. Whoever adds to it says what for. */
const MOST_LINES = 1310 + 790 + 170 + 50;

describe('the practice cluster', () => {
  const SANDBOX = join(checkout, 'sandbox');
  /** Of the program, types alone, by which a room says what it takes and gives. */
  const TYPES = /^\s*import type [^'"]*'\.\.\/src\/\w+\/([\w-]+-)?(types|ports)\.ts'/;
  const own = readdirSync(SANDBOX, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  const imports = own.flatMap((file) =>
    [
      ...readFileSync(join(SANDBOX, file), 'utf8').matchAll(
        /^(?:import\b|export\b(?=[^'";]*?\sfrom\b))[^'"]*'(?<to>[^']+)'|\bimport\('(?<dynamic>[^']+)'/gm,
      ),
    ].map(({ 0: statement, groups = {} }) => ({ file, statement, to: groups['to'] ?? groups['dynamic'] ?? '' })),
  );

  it('takes of the program nothing but types, and the program nothing of it', () => {
    assert.ok(own.length >= 10 && imports.length >= 40, `${own.length} files, ${imports.length} imports`);
    const wrong = imports.filter(
      ({ to, statement }) => to.startsWith('..') && !TYPES.test(statement) && !to.startsWith('../sandbox'),
    );
    assert.deepEqual(wrong, []);
    const src = join(checkout, 'src');
    const program = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
    assert.ok(program.length > 30);
    assert.deepEqual(
      program.filter((name) => /(from|import) ?\(?'[^']*sandbox\//.test(readFileSync(join(src, name), 'utf8'))),
      [],
    );
  });

  it('needs packages of its own, and is no part of the program', () => {
    const { files: published } = JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8')) as {
      files: readonly string[];
    };
    const packages = imports.map(({ to }) => to).filter((to) => !to.startsWith('.') && !to.startsWith('node:'));
    assert.deepEqual([...new Set(packages)].toSorted(), ['rfc6902', 'selfsigned', 'ws']);
    assert.ok(published.every((pattern) => !pattern.startsWith('sandbox') && !pattern.startsWith('*')));
  });

  it('stays small', () => {
    const lines = own.reduce((sum, file) => sum + readFileSync(join(SANDBOX, file), 'utf8').split('\n').length - 1, 0);
    assert.ok(lines <= MOST_LINES, `${lines} lines`);
  });
});
