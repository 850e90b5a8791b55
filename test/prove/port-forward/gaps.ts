import { get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** `node gaps.ts URL SECONDS`: asks every 100 ms, and tells how many answers were missing and the longest time without one. */
const [url = '', seconds = '60'] = process.argv.slice(2);
const PATIENCE_MS = 5000;

function isAnswered(): Promise<boolean> {
  return new Promise((resolve) => {
    const asked = get(url, { agent: false, timeout: PATIENCE_MS }, (response) => {
      response
        .resume()
        .on('end', () => resolve(response.statusCode === 200))
        .on('error', () => resolve(false));
    });
    asked.on('timeout', () => asked.destroy()).on('error', () => resolve(false));
  });
}

const began = performance.now();
const answers: number[] = [];
const asking: Promise<void>[] = [];

async function ask(): Promise<void> {
  if (await isAnswered()) answers.push(performance.now());
}

while (performance.now() - began < Number(seconds) * 1000) {
  asking.push(ask());
  await sleep(100);
}
await Promise.all(asking);
const moments = [began, ...answers, performance.now()];
const gaps = moments.slice(1).map((moment, index) => moment - (moments[index] ?? moment));
const second = (moment: number): string => ((moment - began) / 1000).toFixed(1);
const found = {
  asked: asking.length,
  lost: asking.length - answers.length,
  'longest gap, s': Number((Math.max(...gaps) / 1000).toFixed(1)),
  'longer than a second': gaps.flatMap((gap, index) =>
    gap > 1000 ? `${second(moments[index] ?? 0)}-${second(moments[index + 1] ?? 0)}` : [],
  ),
};
process.stdout.write(`${JSON.stringify(found)}\n`);
