import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readList, readStatus, renderStatus } from '../../src/status/index.ts';
import { isJaegerError } from '../../src/errors/index.ts';
import { clusterOf } from '../support/objects.ts';
import { PLAIN } from '../support/views.ts';
import { differences, namespaceOf, readIndex, type Expected, type Row } from './index-file.ts';
import { roundTrips, type RoundTrips } from './injection.ts';
import { loadObjects } from './load.ts';

/**
 * `npm run cases -- DIR`: discovery tried on every manifest of a directory, as if it had been applied, and injection in every way. A file gives rows or
 * none; it never ends in a crash, and what is injected is taken back to the byte, or it says why not. Where the directory has an INDEX.tsv with the columns of `list`, the rows are compared with it.
 */
async function rowsOf(path: string, namespace: string): Promise<readonly Row[]> {
  const cluster = clusterOf(await loadObjects(path, namespace));
  const { instances } = await readList(cluster, {});
  const seen = await readStatus(cluster, {}, PLAIN.now).catch((error: unknown) => {
    if (isJaegerError(error) && error.code === 'NOT_FOUND') return undefined;
    throw error;
  });
  if (seen) renderStatus(seen, PLAIN);
  if ((seen?.instances.length ?? 0) !== instances.length) throw new Error('list and status differ');
  return instances.map(({ namespace: where, name, flavour, strategy, storage, version = '<unknown>' }) => ({
    namespace: where,
    name,
    flavour,
    strategy,
    storage: storage.type,
    version,
  }));
}

const told = ({ injected, identical, changed, reasons }: RoundTrips): string =>
  injected === 0
    ? ''
    : [`\t${injected} injections taken back, ${identical} of ${changed} byte for byte`, ...reasons].join('; ');

/** What happened to a file, and whether it is as it should be. */
async function lineOf(
  directory: string,
  file: string,
  expected: Expected | undefined,
): Promise<[string, boolean, RoundTrips?]> {
  try {
    const rows = await rowsOf(join(directory, file), namespaceOf(expected));
    const trips = await roundTrips(join(directory, file));
    const wrong = expected ? differences(expected, rows) : [];
    const found = rows.map((row) => Object.values(row).join(' ')).join('; ') || 'none';
    return [
      `${wrong.length > 0 ? 'DIFFERS' : 'ok'}\t${file}\t${found}${told(trips)}${wrong.map((text) => `\n\t\t${text}`).join('')}`,
      wrong.length === 0,
      trips,
    ];
  } catch (error) {
    const isRefused = error instanceof Error && error.message.startsWith('no YAML');
    return [
      `${isRefused ? 'refused' : 'CRASHED'}\t${file}\t${isRefused ? error.message : (error as Error).stack}`,
      isRefused,
    ];
  }
}

const directory = process.argv[2];
if (directory === undefined) {
  process.stderr.write('npm run cases -- DIR\n');
  process.exitCode = 2;
} else {
  const index = await readIndex(directory);
  const files = readdirSync(directory).filter((file) => /(?<!\.assert)\.ya?ml$/.test(file));
  const results = await Promise.all(files.map((file) => lineOf(directory, file, index.get(file))));
  process.stdout.write(results.map(([line]) => `${line}\n`).join(''));
  const bad = results.filter(([, isGood]) => !isGood).length;
  const sum = (count: 'identical' | 'changed'): number =>
    results.reduce((total, [, , trips]) => total + (trips?.[count] ?? 0), 0);
  process.stdout.write(`${sum('identical')} of ${sum('changed')} round trips byte for byte\n`);
  process.stdout.write(
    `${files.length} files, ${index.size > 0 ? 'compared with INDEX.tsv, ' : ''}${bad} not as they should be\n`,
  );
  process.exitCode = bad > 0 || files.length === 0 ? 1 : 0;
}
