import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { benchCases, type BenchCase } from './cases.ts';
import { forgetFiles, variantsOf, type Variant } from './variants.ts';

/**
 * `node test/bench/measure.ts ROUNDS [small|large]`, inside the ground: whole processes of ours and of kubectl, by turns in the same
 * rounds, so that whatever else the machine does falls upon all. Only the ratios are worth comparing. JAEGER_PROGRAM names an executable
 * that is measured beside the npm package, BENCH_ONLY the only case.
 */
const rounds = Number(process.argv[2] ?? 20);
const size = process.argv[3] === 'large' ? 'large' : 'small';
const only = process.env['BENCH_ONLY'];
const cases = benchCases[size].filter(({ name }) => only === undefined || name === only);
const variants = await variantsOf(process.env['JAEGER_PROGRAM']);
/** GNU time tells the peak memory of what it ran. */
const TIME = ['/usr/bin/time', '-f', '%M', '--'];

interface Run {
  readonly milliseconds: number;
  readonly peakKiB: number;
}

async function run(argv: readonly string[], env: NodeJS.ProcessEnv): Promise<Run> {
  const began = performance.now();
  const [file = '', ...args] = [...TIME, ...argv];
  const child = spawn(file, args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const code = await new Promise((resolve, reject) => child.on('close', resolve).on('error', reject));
  const milliseconds = performance.now() - began;
  if (code !== 0) throw new Error(`${argv.join(' ')} ended with ${String(code)}:\n${errors}`);
  return { milliseconds, peakKiB: Number(errors.trim().split('\n').at(-1)) };
}

const quantile = (values: readonly number[], share: number): number =>
  values.toSorted((one, other) => one - other)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0;

const isKubectl = (variant: Variant): boolean => variant === variants[0];

/** kubectl without what it remembers of the server between two calls. */
function forgetDiscovery(): Promise<void> {
  rmSync(join(process.env['KUBECACHEDIR'] ?? '', 'discovery'), { recursive: true, force: true });
  return Promise.resolve();
}

/** The runs of each variant, by rounds; every round begins with another one. */
async function measure(
  bench: BenchCase,
  prepare: (variant: Variant) => Promise<void>,
): Promise<ReadonlyMap<Variant, readonly Run[]>> {
  const runs = new Map<Variant, Run[]>(variants.map((variant) => [variant, []]));
  for (let round = -1; round < rounds; round++) {
    for (let turn = 0; turn < variants.length; turn++) {
      const variant = variants[(round + 1 + turn) % variants.length] ?? variants[0];
      await prepare(variant);
      const measured = await run([...variant.start, ...(isKubectl(variant) ? bench.kubectl : bench.ours)], variant.env);
      // The first round fills caches.
      if (round >= 0) runs.get(variant)?.push(measured);
    }
  }
  return runs;
}

function print(name: string, runs: ReadonlyMap<Variant, readonly Run[]>): void {
  const kubectl = runs.get(variants[0]) ?? [];
  process.stdout.write(`${name}\n`);
  for (const [variant, ours] of runs) {
    const median = (of: (one: Run) => number): number => Math.round(quantile(ours.map(of), 0.5));
    const ratios = ours.map(({ milliseconds }, round) => milliseconds / (kubectl[round]?.milliseconds ?? 0));
    const more = ours.map(({ peakKiB }, round) => (peakKiB - (kubectl[round]?.peakKiB ?? 0)) / 1024);
    const cells = [
      `  ${variant.name}`.padEnd(32),
      quantile(ratios, 0.5).toFixed(2).padEnd(6),
      quantile(ratios, 0.9).toFixed(2).padEnd(8),
      `${median(({ milliseconds }) => milliseconds)} ms`.padEnd(10),
      `${median(({ peakKiB }) => peakKiB / 1024)} MiB`.padEnd(10),
      `${Math.round(quantile(more, 0.5))} MiB more`,
    ];
    process.stdout.write(`${cells.join('')}\n`);
  }
}

process.stdout.write(`whole processes : kubectl's, ${rounds} rounds\n`);
process.stdout.write(`${' '.repeat(32)}p50   p90     median    peak\n`);
const nothing = (): Promise<void> => Promise.resolve();
for (const bench of cases) {
  print(bench.name, await measure(bench, nothing));
  if (size === 'large') continue;
  if (bench.asks) print(`${bench.name}, kubectl without its discovery cache`, await measure(bench, forgetDiscovery));
  print(`${bench.name}, files not in memory`, await measure(bench, ({ files }) => forgetFiles(files)));
}
