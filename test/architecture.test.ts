import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { checkout } from './ground/paths.ts';
import { CHECKS, checksReference } from './support/checks-reference.ts';
import { commandReference, committedReference } from './support/command-reference.ts';
import { DOORS, MAY_IMPORT, PACKAGES } from './support/rooms.ts';
import { MAN_PAGE, manPage } from './support/man-page.ts';
import { rightsReference } from './support/rights-reference.ts';

const SRC = join(checkout, 'src');

/** The composition root alone reaches implementations, and only with a dynamic import. */
const WIRING = 'cli/wiring.ts';
const IMPLEMENTATIONS = [
  'kubernetes/without-models.ts',
  'kubernetes/connect.ts',
  'kubernetes/kubeconfig-names.ts',
  'jaeger-api/query-api.ts',
  'elasticsearch/connect.ts',
];

interface Edge {
  readonly from: string;
  readonly to: string;
  readonly isDynamic: boolean;
  /** And not `export … from`. */
  readonly isImport: boolean;
  readonly isType: boolean;
}

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
const edges = files.flatMap(edgesOf);

function edgesOf(file: string): Edge[] {
  const text = readFileSync(join(SRC, file), 'utf8');
  const statements = [
    ...text.matchAll(/^\s*(?:import\b(?!\()|export\b(?=[^'";]*?\sfrom\b))(?<what>[^'";]*?)['"](?<to>[^'"]+)['"]/gm),
  ];
  const dynamic = [...text.matchAll(/\bimport\(\s*['"`](?<to>[^'"`]+)['"`]/g)];
  return [...statements, ...dynamic].map(({ 0: statement, groups = {} }, index) => ({
    from: file,
    to: nameOf(file, groups['to'] ?? ''),
    isDynamic: index >= statements.length,
    isImport: !/^\s*export\b/.test(statement),
    isType: /^\s*type\s/.test(groups['what'] ?? ''),
  }));
}

/** `room/file.ts` for our own files, the package's name for the others. */
function nameOf(from: string, specifier: string): string {
  if (specifier.startsWith('.')) return relative(SRC, resolve(SRC, dirname(from), specifier));
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

const roomOf = (file: string): string => file.split('/')[0] ?? '';
const isOurs = ({ to }: Edge): boolean => to.endsWith('.ts');
const crossing = edges.filter((edge) => isOurs(edge) && roomOf(edge.from) !== roomOf(edge.to));
const show = ({ from, to }: Edge): string => `${from} -> ${to}`;

describe('the import table', () => {
  it('saw the house', () => {
    assert.ok(files.length >= 30, `${files.length} files`);
    assert.ok(edges.length >= 80, `${edges.length} edges`);
    const rooms = Object.keys(MAY_IMPORT).filter((room) => (MAY_IMPORT[room] ?? []).length > 0 && room !== 'terminal');
    assert.deepEqual(
      rooms.filter((room) => !crossing.some(({ from }) => roomOf(from) === room)),
      [],
    );
    const keywords = files.flatMap(
      (file) => readFileSync(join(SRC, file), 'utf8').match(/^\s*import\b(?!\()|\bimport\(/gm) ?? [],
    );
    const understood = edges.filter(({ isImport }) => isImport);
    assert.equal(understood.length, keywords.length, 'an import that this test cannot read');
  });

  it('knows every room', () => {
    const unknown = [...new Set(files.map(roomOf))].filter((room) => !(room in MAY_IMPORT));
    assert.deepEqual(unknown, []);
  });

  it('is kept between rooms', () => {
    const wrong = crossing.filter(({ from, to }) => !MAY_IMPORT[roomOf(from)]?.includes(roomOf(to)));
    assert.deepEqual(wrong.map(show), []);
  });

  it('lets rooms be entered by their doors alone', () => {
    const wrong = crossing.filter(({ from, to }) => {
      if (from === WIRING && IMPLEMENTATIONS.includes(to)) return false;
      const doors = DOORS[roomOf(to)] ?? ['index.ts'];
      return !doors.some((door) => to === `${roomOf(to)}/${door}`);
    });
    assert.deepEqual(wrong.map(show), []);
  });

  it('reaches implementations from the composition root alone, when they are needed', () => {
    const reaching = edges.filter(({ from, to }) => IMPLEMENTATIONS.includes(to) && roomOf(from) !== roomOf(to));
    assert.deepEqual(
      reaching.map(({ from, isDynamic }) => [from, isDynamic]),
      IMPLEMENTATIONS.map(() => [WIRING, true]),
    );
  });

  it('takes of an adapter nothing but types', () => {
    const wrong = crossing.filter(
      ({ from, to, isType }) =>
        ['kubernetes', 'jaeger-api', 'elasticsearch'].includes(roomOf(to)) && !isType && from !== WIRING,
    );
    assert.deepEqual(wrong.map(show), []);
  });

  it('keeps every package in its room', () => {
    const foreign = edges.filter((edge) => !isOurs(edge) && !edge.to.startsWith('node:'));
    const wrong = foreign.filter(({ from, to }) => !PACKAGES[to]?.test(from));
    assert.deepEqual(wrong.map(show), []);
    assert.ok(Object.keys(PACKAGES).every((name) => !builtinModules.includes(name)));
  });

  it('lets views alone import the terminal', () => {
    const wrong = crossing.filter(
      ({ from, to }) => roomOf(to) === 'terminal' && roomOf(from) !== 'cli' && !from.endsWith('-view.ts'),
    );
    assert.deepEqual(wrong.map(show), []);
  });

  it('keeps feature rooms and views pure: no Node.js modules, no process, no clock', () => {
    const pure = files.filter((file) =>
      ['jaeger', 'plan', 'injection', 'install', 'uninstall', 'status', 'logs', 'errors', 'terminal'].includes(
        roomOf(file),
      ),
    );
    assert.ok(pure.length > 15);
    const impure = pure.filter((file) =>
      /\bprocess\.|\bDate\.now\b|\bnew Date\(\)|'node:/.test(readFileSync(join(SRC, file), 'utf8')),
    );
    assert.deepEqual(impure, []);
  });
});

describe('the tests', () => {
  it('skip nothing and run all', () => {
    const tests = readdirSync(join(checkout, 'test'), { recursive: true, encoding: 'utf8' }).filter((name) =>
      /\.(test|e2e)\.ts$/.test(name),
    );
    assert.ok(tests.length >= 5);
    const marked = tests.filter((name) =>
      /\b(it|describe)\.(skip|only)\b|\bthis\.skip\(/.test(readFileSync(join(checkout, 'test', name), 'utf8')),
    );
    assert.deepEqual(marked, []);
  });
});

describe('the documents', () => {
  it('have a command reference that says what the commands say; if not: npm run docs', async () => {
    assert.deepEqual(await committedReference(), await commandReference());
  });

  it('have the rights that the commands declare; if not: npm run docs', async () => {
    for (const [path, text] of await rightsReference())
      assert.equal(readFileSync(join(checkout, path), 'utf8'), text, path);
  });

  it('have a manual page that says the same; if not: npm run docs', async () => {
    assert.equal(readFileSync(join(checkout, MAN_PAGE), 'utf8'), await manPage());
  });

  it('have every finding that there can be; if not: npm run docs', () => {
    assert.equal(readFileSync(join(checkout, CHECKS), 'utf8'), checksReference());
  });
});

describe('the build', () => {
  it('has a fresh manifest with every command', () => {
    const manifest = JSON.parse(readFileSync(join(checkout, 'oclif.manifest.json'), 'utf8')) as {
      version: string;
      commands: object;
    };
    const { version } = JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8')) as { version: string };
    const commands = files.filter((file) => roomOf(file) === 'commands');
    assert.equal(manifest.version, version);
    assert.deepEqual(
      Object.keys(manifest.commands).toSorted(),
      commands.map((file) => file.slice('commands/'.length, -3).replaceAll('/', ':')).toSorted(),
    );
  });
});
