import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { checkout } from '../ground/paths.ts';

/** Compares with test/golden/NAME; `UPDATE_GOLDEN=1` writes it instead, for a reader of the diff to judge. */
export async function assertGolden(name: string, actual: string): Promise<void> {
  const path = join(checkout, 'test/golden', name);
  if (process.env['UPDATE_GOLDEN'] !== undefined) {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, actual);
  }
  assert.equal(actual, await readFile(path, 'utf8'));
}
