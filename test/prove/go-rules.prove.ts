import assert from 'node:assert/strict';
import { nextRunOf } from '../../src/retention/cron-times.ts';
import { goExpression } from '../../src/retention/go-expression.ts';
import { askGo, type GoAnswer } from '../support/go-rules.ts';
import { firstRuns } from '../support/first-runs.ts';
import { randomFrom } from '../support/random.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
const random = randomFrom(seed);
const between = (low: number, high: number): number => low + Math.floor(random() * (high - low + 1));
const pick = (items: readonly string[]): string => items[between(0, items.length - 1)] ?? '';

/** Those whose clocks are moved at odd times, or by odd amounts; none whose rules have changed of late, on which sources of zones differ. */
const ZONES = [
  '',
  'UTC',
  'Europe/Berlin',
  'Europe/London',
  'America/New_York',
  'America/Sao_Paulo',
  'America/Santiago',
  'America/Havana',
  'America/Nuuk',
  'Asia/Kolkata',
  'Asia/Beirut',
  'Asia/Tehran',
  'Africa/Cairo',
  'Australia/Lord_Howe',
  'Pacific/Chatham',
  'Pacific/Auckland',
  'Atlantic/Azores',
  'Antarctica/Troll',
];
const WHOLE = [
  '@hourly',
  '@daily',
  '@weekly',
  '@monthly',
  '@yearly',
  '@midnight',
  '@every 1h',
  '@every 90s',
  '@every 100ms',
  '@every 1d',
];
const WRONG = ['@foo', ' @daily', '', '0 0 * *', '0 0 0 * * *'];

function item(low: number, high: number, names: readonly string[]): string {
  const one = (): string => (random() < 0.2 && names.length > 0 ? pick(names) : String(between(low, high)));
  const kinds = [
    () => pick(['*', '?']),
    one,
    () => `${between(low, high)}-${between(low, high)}${pick(['', '', '/2', '/7'])}`,
    () => `${pick(['*', '?', one()])}/${between(1, 20)}`,
    () => pick([`+${one()}`, '*-9', String(high + 1), '', `${one()}-`]),
  ];
  const kind = Math.min(4, Math.floor(random() * 4.3));
  return (kinds[kind] ?? one)();
}

const field = (low: number, high: number, names: readonly string[] = []): string =>
  Array.from({ length: random() < 0.8 ? 1 : between(2, 3) }, () => item(low, high, names)).join(',');

function schedule(): string {
  if (random() < 0.08) return pick([...WHOLE, ...WRONG]);
  const minute = random() < 0.6 ? String(between(0, 59)) : field(0, 59);
  const hour = random() < 0.5 ? String(between(0, 3)) : field(0, 23);
  const day = random() < 0.6 ? '*' : field(1, 31);
  const month = random() < 0.7 ? '*' : field(1, 12, ['jan', 'FEB', 'Dec']);
  const weekday = random() < 0.5 ? '*' : field(0, 6, ['sun', 'Mon', 'SAT']);
  return [minute, hour, day, month, weekday].join(pick([' ', '  ', '\t']));
}

describe(`what Go makes of it, SEED=${seed}`, () => {
  it('is what is made of 3000 schedules in all kinds of zones', async () => {
    const questions = Array.from({ length: 3000 }, () => ({
      schedule: schedule(),
      zone: pick(ZONES),
      after: Date.UTC(
        2026,
        between(0, 23),
        between(1, 28),
        between(0, 23),
        between(0, 59),
        between(0, 59),
        between(0, 1) * 500,
      ),
      count: between(2, 30),
    }));
    const answers = await askGo(questions);
    let times = 0;
    for (const [index, { zone, after, count, ...asked }] of questions.entries()) {
      const timeZone = zone === '' ? {} : { timeZone: zone };
      const next = nextRunOf({ namespace: '', name: '', isSuspended: false, schedule: asked.schedule, ...timeZone });
      const said: GoAnswer = answers[index] ?? {};
      const own = typeof next === 'string' ? undefined : firstRuns(next, after, count);
      assert.deepEqual(
        own,
        said.error === undefined ? (said.times ?? []) : undefined,
        JSON.stringify({ zone, after, ...asked }),
      );
      times += own?.length ?? 0;
    }
    process.stdout.write(`${times} runs, ${answers.filter(({ error }) => error).length} schedules refused by both\n`);
  });

  it('is what is made of 50000 regular expressions with odd prefixes and separators', async () => {
    const pieces = [
      ...'abc-._*+?|()[]^${}\\,:=!<>1d'.split(''),
      '(?:',
      '(?i)',
      '(?P<n>',
      '(?=',
      '{2}',
      '{1,2}',
      '{,2}',
      '[^',
      '\\d',
      '\\-',
      '\\y',
      '\\b',
      'a-c',
      'foo',
      'jaeger',
    ];
    const names = [
      'jaeger-span-2026-01-01',
      'foo-jaeger-span-2026-01-01',
      'a-jaeger-span-2026.01.01',
      'aa-jaeger-span-20260101',
      'b.c-jaeger-service-000001',
      'x',
      'foojaeger-span-2026-01-01',
    ];
    const word = (): string => Array.from({ length: between(0, 4) }, () => pick(pieces)).join('');
    const questions = Array.from({ length: 50_000 }, () => {
      const [prefix, separator] = [random() < 0.3 ? '' : `${word()}-`, random() < 0.4 ? '-' : word()];
      return { names, pattern: `^${prefix}jaeger-(span|service)-\\d{4}${separator}\\d{2}${separator}\\d{2}` };
    });
    const answers = await askGo(questions);
    const counts = { alike: 0, refused: 0, untold: 0 };
    for (const [index, { pattern }] of questions.entries()) {
      const own = goExpression(pattern);
      const { error, matched } = answers[index] ?? {};
      if (own === 'untold') counts.untold++;
      else if (own === 'refused') assert.ok(error, pattern);
      else
        assert.deepEqual(
          names.map((name) => own.test(name)),
          matched,
          `${pattern}: ${error}`,
        );
      if (own !== 'untold') counts[own === 'refused' ? 'refused' : 'alike']++;
    }
    assert.ok(counts.untold < questions.length / 5);
    process.stdout.write(`${JSON.stringify(counts)}\n`);
  });
});
