import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkout } from '../ground/paths.ts';

/**
 * Between `c8 mocha` and `c8 report`: what ran is one bundle of many sources, which Node.js 26 names as URLs in what it leaves for
 * coverage; v8-to-istanbul 9 wants paths there, where a file has more than one source. A function that is run from its
 * source and in the bundle may be counted as two, at positions a few characters apart: the share of functions is lower than the truth.
 */
const TEMPORARY = join(checkout, 'coverage/tmp');

interface Coverage {
  readonly 'source-map-cache'?: Readonly<
    Record<string, { readonly data: { sources: readonly (string | null)[] } | null }>
  >;
}

for (const file of readdirSync(TEMPORARY)) {
  const coverage = JSON.parse(readFileSync(join(TEMPORARY, file), 'utf8')) as Coverage;
  const maps = Object.entries(coverage['source-map-cache'] ?? {}).filter(([url]) => url.endsWith('.cjs'));
  for (const [, { data }] of maps)
    if (data)
      data.sources = data.sources.map((source) => (source?.startsWith('file:') ? fileURLToPath(source) : source));
  if (maps.length > 0) writeFileSync(join(TEMPORARY, file), JSON.stringify(coverage));
}
