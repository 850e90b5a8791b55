import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { attached, say } from '../ground/run.ts';

/** `npm run prove -- NAME`: one of the exhaustive series, which take too long for every change. */
const names = readdirSync(import.meta.dirname).flatMap((file) => /^(.+)\.prove\.ts$/.exec(file)?.[1] ?? []);
const name = process.argv[2] ?? '';
if (names.includes(name)) {
  const file = join(import.meta.dirname, `${name}.prove.ts`);
  process.exitCode = await attached([
    'mocha',
    '--no-config',
    '--forbid-only',
    '--forbid-pending',
    '--timeout',
    '3600000',
    file,
  ]);
} else {
  say(`npm run prove -- NAME; there are: ${names.join(', ')}`);
  process.exitCode = 2;
}
