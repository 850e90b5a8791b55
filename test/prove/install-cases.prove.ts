import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAllDocuments, stringify } from 'yaml';
import { have } from '../ground/part.ts';
import { jaegerOperator } from '../ground/parts.ts';
import { checkout } from '../ground/paths.ts';
import { outcome } from '../ground/run.ts';
import { flagsOfSpec } from '../support/flags-of-spec.ts';
import { runProgram } from '../support/program.ts';

/**
 * `CASES=DIR npm run prove -- install-cases`: of every Jaeger resource in the files of a directory, installed by its file and by flags alone,
 * the operator makes the same objects as of the resource itself.
 */
const directory = process.env['CASES'] ?? join(checkout, 'test/ground/sets');
const files = (await readdir(directory)).filter((file) => /(?<!\.assert)\.ya?ml$/.test(file));

interface Resource {
  readonly kind?: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly spec?: object;
}

const PLATFORMS = ['kubernetes', 'openshift'] as const;

describe(`installed by flags and by file (${directory})`, () => {
  let home: string;
  let operator: string;
  const rows: string[] = [];

  before(async () => {
    operator = join(await have(jaegerOperator), 'jaeger-operator');
    home = await mkdtemp(join(tmpdir(), 'kubectl-jaeger-cases-'));
  });

  after(async () => {
    process.stdout.write(`\n${rows.join('\n')}\n`);
    await rm(home, { recursive: true });
  });

  /** What the operator makes of a resource, but for keys and certificates, which are others each time. */
  async function generated(resource: object, platform: string): Promise<unknown[]> {
    const file = join(home, 'resource.yaml');
    await writeFile(file, stringify(resource));
    const flags = ['--platform', platform, '--es-provision', 'no', '--kafka-provision', 'no', '--log-level', 'error'];
    const made = join(home, 'made.yaml');
    const argv = [operator, 'generate', '--cr', file, '--output', made, ...flags];
    const { code, stderr } = await outcome(argv, { cwd: home });
    assert.equal(code, 0, stderr.slice(0, 300));
    const text = (await readFile(made, 'utf8')).replaceAll(/(--cookie-secret=)\S+/g, '$1RANDOM');
    return parseAllDocuments(text).map((document) => document.toJS() as unknown);
  }

  async function printed(argv: readonly string[], input: string): Promise<object | string> {
    const { code, stdout, stderr } = await runProgram(['install', ...argv, '--dry-run=client', '-o', 'yaml'], {
      input,
    });
    if (code !== 0)
      return `refused with ${code}: ${stderr.split('\n').find((line) => line.startsWith('error')) ?? stderr}`;
    return parseAllDocuments(stdout).at(-1)?.toJS() as object;
  }

  for (const file of files)
    it(file, async () => {
      const text = await readFile(join(directory, file), 'utf8');
      const documents = parseAllDocuments(text, { logLevel: 'silent', merge: true });
      if (documents.some(({ errors }) => errors.length > 0)) {
        rows.push(`${file}: no YAML`);
        return;
      }
      const resources = documents.map((document) => document.toJS() as Resource | null);
      for (const resource of resources.filter((one) => one?.kind === 'Jaeger')) {
        if (!resource) continue;
        const { name, namespace } = resource.metadata;
        const where = namespace === undefined ? [] : ['-n', namespace];
        const byFile = await printed([name, '-f', '-'], stringify(resource));
        const flags = flagsOfSpec(resource.spec ?? {});
        const byFlags = await printed([name, ...where, ...flags], '');
        for (const [way, made] of [
          ['file', byFile],
          ['flags', byFlags],
        ] as const) {
          if (typeof made === 'string') {
            rows.push(`${file} by ${way}: ${made}`);
            continue;
          }
          for (const platform of PLATFORMS)
            assert.deepEqual(
              await generated(made, platform),
              await generated(resource, platform),
              `by ${way}: ${flags.join(' ')}`,
            );
          rows.push(`${file} by ${way}: same objects; ${way === 'flags' ? flags.join(' ') : ''}`);
        }
      }
    });
});
