import assert from 'node:assert/strict';
import type { Cluster } from '../ground/cluster.ts';
import type { Outcome } from '../ground/run.ts';

/** `$d/out` and `$d/err` grow beside the commands, `$running` is the process. How it ended stands on the last line. */
const script = (commands: string): string => `d=$(mktemp -d); kubectl jaeger "$@" >$d/out 2>$d/err & running=$!
trap 'kill $running 2>/dev/null; rm -r $d' EXIT
${commands}
kill -INT $running; began=$(date +%s%N); wait $running; code=$?
cat $d/out; cat $d/err >&2; echo "ended with $code after $((($(date +%s%N) - began) / 1000000)) ms"`;

/** Waits in the shell, at most 30 s, until the command that runs beside has printed something. */
export const waitFor = (text: string, where = 'out'): string =>
  `for i in $(seq 300); do grep -q '${text}' $d/${where} && break; kill -0 $running || break; sleep 0.1; done`;

/** Runs shell commands beside a subcommand, whose output is added to theirs. Then Ctrl-C: it ends at once, with 0. */
export async function beside(cluster: Cluster, args: readonly string[], commands: string): Promise<Outcome> {
  const outcome = await cluster.outcome(['bash', '-c', script(commands), 'bash', ...args]);
  const [, stdout = '', code, ms] =
    /^([^]*?)ended with (\d+) after (\d+) ms\n$/.exec(outcome.stdout) ?? assert.fail(outcome.stdout + outcome.stderr);
  assert.equal(code, '0', outcome.stderr);
  assert.ok(Number(ms) < 1000, `Ctrl-C took ${ms} ms`);
  return { ...outcome, stdout };
}
