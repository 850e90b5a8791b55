import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FINDINGS, type FindingKind } from '../../src/jaeger/index.ts';
import { checkout } from '../ground/paths.ts';

export const CHECKS = 'docs/checks.md';

/** Every finding that the program can make, by its id. */
export function checksReference(): string {
  const kinds: readonly [string, FindingKind][] = Object.entries(FINDINGS);
  const rows = kinds.map(([id, { severity, summary }]) => [`\`${id}\``, severity, summary]);
  const lines = [['id', 'severity', 'what'], ['---', '---', '---'], ...rows];
  return `# Checks

What \`kubectl jaeger status\` says under \`FINDINGS\`, and in \`findings\` of its JSON: each with the object it is about, the evidence in the
cluster's own words, what that means, and what to do. An id keeps its meaning for ever.

\`error\`: something does not work. \`warning\`: it will not for long, or not as meant. \`info\`: good to know.

An instance that looks well is asked nothing more. Where something looks wrong, events, the last lines of logs and the operator are looked at as
well; what may not be read is listed under \`Errors:\`, and the finding says what it could not see.

${lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')}
`;
}

if (import.meta.main) await writeFile(join(checkout, CHECKS), checksReference());
