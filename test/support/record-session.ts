import { spawn } from '@lydell/node-pty';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Ground } from '../ground/cluster.ts';
import { putFault } from '../ground/faults/index.ts';
import { environmentOf, inside } from '../ground/namespaces.ts';
import { haveAll } from '../ground/part.ts';
import { nodeParts } from '../ground/parts.ts';
import { checkout } from '../ground/paths.ts';
import { say } from '../ground/run.ts';
import { addSets } from '../ground/sets/index.ts';
import { drawTerminal } from './draw-terminal.ts';
import { sendSpans } from './record-elasticsearch.ts';

const SETS = ['operator', 'opensearch', 'production', 'hotrod', 'jaeger-v2'];
const FAULT = 'crash-loop';

/** What somebody who is new here would try, on a cluster in which one instance does not work. */
const SESSION = [
  'kubectl jaeger list -A',
  "kubectl jaeger port-forward -n jaeger-production -- sh -c 'curl -s $JAEGER_URL/api/services | jq -c .data'",
  `kubectl jaeger status -n fault-${FAULT} --color always | grep -A 5 FINDINGS`,
];

/** Wide enough for every line, so that none is broken. */
const TERMINAL = { cols: 200, rows: 60 };

/** The README's session, as it went on a real cluster: docs/session.svg. */
export async function recordSession(cluster: Ground): Promise<void> {
  await addSets(cluster, SETS);
  await putFault(cluster, FAULT);
  await sendSpans(cluster);
  const shown: string[] = [];
  for (const command of SESSION) shown.push(`$ ${command}\n${(await inTerminal(cluster, command)).trimEnd()}\n`);
  await writeSession(shown);
}

/** `$` and the command in bold: that is what one types. */
async function writeSession(shown: readonly string[]): Promise<void> {
  const prompt = /^\$ (.*)$/gm;
  const all = shown.join('\n').replaceAll('\r', '');
  const svg = drawTerminal(all.replaceAll(prompt, '\u001b[32m$\u001b[39m \u001b[1m$1\u001b[22m'), TITLE);
  await writeFile(join(checkout, 'docs/session.svg'), svg);
  say(`docs/session.svg has ${svg.length} bytes`);
}

const TITLE =
  'A terminal: kubectl jaeger lists instances, asks the query service through a tunnel, and says what is wrong';

/** What a command shows on a terminal inside. */
async function inTerminal({ instance }: Ground, command: string): Promise<string> {
  const [file = '', ...args] = await inside(instance, ['bash', '-c', command]);
  const env = { ...environmentOf(instance, await haveAll(nodeParts)), TERM: 'xterm', BROWSER: 'none' };
  const pty = spawn(file, args, { ...TERMINAL, cwd: checkout, env });
  let shown = '';
  pty.onData((data) => (shown += data));
  await new Promise((resolve) => pty.onExit(resolve));
  return shown;
}
