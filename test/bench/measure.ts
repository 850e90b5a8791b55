import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { checkout } from '../ground/paths.ts';
import { benchCases, type BenchCase } from './cases.ts';

/**
 * `node test/bench/measure.ts ROUNDS [small|large]`, inside the ground: whole processes of ours and of kubectl, by turns in the same
 * rounds, so that whatever else the machine does falls upon both. Only the ratios are worth comparing.
 */
const rounds = Number(process.argv[2] ?? 20);
const cases = benchCases[process.argv[3] === 'large' ? 'large' : 'small'];
/** GNU time tells the peak memory of what it ran. */
const TIME = ['/usr/bin/time', '-f', '%M', '--'];

interface Run {
  readonly milliseconds: number;
  readonly peakKiB: number;
}

async function run(argv: readonly string[]): Promise<Run> {
  const began = performance.now();
  const [file = '', ...args] = [...TIME, ...argv];
  const child = spawn(file, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const code = await new Promise((resolve, reject) => child.on('close', resolve).on('error', reject));
  const milliseconds = performance.now() - began;
  if (code !== 0) throw new Error(`${argv.join(' ')} ended with ${String(code)}:\n${errors}`);
  return { milliseconds, peakKiB: Number(errors.trim().split('\n').at(-1)) };
}

const quantile = (values: readonly number[], share: number): number =>
  values.toSorted((one, other) => one - other)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0;

const oursOf = ({ ours }: BenchCase): string[] => [process.execPath, join(checkout, 'bin/run.js'), ...ours];
const kubectlOf = ({ kubectl }: BenchCase): string[] => ['kubectl', ...kubectl];

/** kubectl without what it remembers of the server between two calls. */
function forgetDiscovery(): void {
  rmSync(join(process.env['KUBECACHEDIR'] ?? '', 'discovery'), { recursive: true, force: true });
}

interface Pair {
  readonly ours: Run;
  readonly kubectl: Run;
}

async function measure(bench: BenchCase, prepare: () => void): Promise<readonly Pair[]> {
  const pairs: Pair[] = [];
  for (let round = -1; round < rounds; round++) {
    const oursFirst = round % 2 === 0;
    const before = oursFirst ? await run(oursOf(bench)) : undefined;
    prepare();
    const kubectl = await run(kubectlOf(bench));
    const ours = before ?? (await run(oursOf(bench)));
    // The first round fills caches.
    if (round >= 0) pairs.push({ ours, kubectl });
  }
  return pairs;
}

function print(name: string, pairs: readonly Pair[]): void {
  const times = pairs.map(({ ours, kubectl }) => ours.milliseconds / kubectl.milliseconds);
  const peaks = pairs.map(({ ours, kubectl }) => ours.peakKiB / kubectl.peakKiB);
  const median = (of: (pair: Pair) => number): string => String(Math.round(quantile(pairs.map(of), 0.5)));
  const ratio = (values: readonly number[]): string =>
    `${quantile(values, 0.5).toFixed(2)} ${quantile(values, 0.9).toFixed(2)}`;
  const cells = [
    name.padEnd(36),
    ratio(times).padEnd(14),
    ratio(peaks).padEnd(14),
    `${median(({ ours }) => ours.milliseconds)}/${median(({ kubectl }) => kubectl.milliseconds)} ms`.padEnd(16),
    `${median(({ ours }) => ours.peakKiB / 1024)}/${median(({ kubectl }) => kubectl.peakKiB / 1024)} MiB`,
  ];
  process.stdout.write(`${cells.join('')}\n`);
}

process.stdout.write(`ours : kubectl, ${rounds} rounds\n`);
process.stdout.write('                                    time p50 p90  peak p50 p90  medians\n');
for (const bench of cases) {
  print(bench.name, await measure(bench, () => undefined));
  if (bench.asks) print(`${bench.name}, kubectl cold`, await measure(bench, forgetDiscovery));
}
