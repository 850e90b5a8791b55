import { request } from 'node:https';
import { readFileSync } from 'node:fs';
import { NODE_ADDRESS } from '../ground/components.ts';
import { tokenOf } from '../ground/roles.ts';
import { scenarios, type Answer } from './answers.ts';
import { loopback } from './loopback.ts';
import { runProgram } from './program.ts';

/**
 * Runs inside the ground: `recorder.ts SCENARIO CA-FILE`. Stands between the program and the API server while the
 * program runs the scenario's command line, and prints what was asked and answered.
 */
const [name, authority = ''] = process.argv.slice(2);
const scenario = scenarios.find((known) => known.name === name);
if (!scenario) throw new Error(`no scenario is called "${name}"`);

const recorded: Record<string, Answer> = {};
const server = await loopback(async ({ url = '', headers: { accept = '' } }) => {
  const answer = await ask(url, accept);
  recorded[url] = { status: answer.status, body: withoutNoise(answer.body) };
  return answer;
});
try {
  await runProgram(scenario.argv, { server: server.url });
} finally {
  server.close();
}
const sorted = Object.fromEntries(Object.entries(recorded).toSorted(([one], [other]) => (one < other ? -1 : 1)));
process.stdout.write(`${JSON.stringify(sorted, undefined, 1)}\n`);

function ask(path: string, accept: string): Promise<Answer> {
  const headers = { accept, authorization: `Bearer ${tokenOf(scenario?.role ?? 'nobody')}` };
  return new Promise((resolve, reject) => {
    const ca = readFileSync(authority);
    request(`https://${NODE_ADDRESS}:6443${path}`, { headers, ca }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() }));
    })
      .on('error', reject)
      .end();
  });
}

/** Who wrote which field is more than half of every object, and nothing that the program reads. */
function withoutNoise(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body, (key, value: unknown) => (key === 'managedFields' ? undefined : value)));
  } catch {
    return body;
  }
}
