import assert from 'node:assert/strict';
import { nameOf } from '../../../src/retention/index-names.ts';

const day = (text: string): number => Date.parse(`${text}T00:00:00Z`);

describe('the name of an index', () => {
  for (const [name, expected] of [
    ['jaeger-span-2026-11-23', { prefix: '', type: 'span', form: 'daily', dateMs: day('2026-11-23'), separator: '-' }],
    [
      'foo-jaeger-service-2026.11.23',
      { prefix: 'foo-', type: 'service', form: 'daily', dateMs: day('2026-11-23'), separator: '.' },
    ],
    ['jaeger-span-20261123', { prefix: '', type: 'span', form: 'daily', dateMs: day('2026-11-23'), separator: '' }],
    [
      'jaeger-span-12026-01-02',
      { prefix: '', type: 'span', form: 'daily', dateMs: day('+012026-01-02'), separator: '-' },
    ],
    [
      'jaeger-service-8160-12-02',
      { prefix: '', type: 'service', form: 'daily', dateMs: day('8160-12-02'), separator: '-' },
    ],
    [
      'jaeger-span-2026-11-23-13',
      { prefix: '', type: 'span', form: 'hourly', dateMs: day('2026-11-23') + 13 * 3_600_000, separator: '-' },
    ],
    [
      'jaeger-span-2026112313',
      { prefix: '', type: 'span', form: 'hourly', dateMs: day('2026-11-23') + 13 * 3_600_000, separator: '' },
    ],
    ['jaeger-span-2026-11', { prefix: '', type: 'span', form: 'monthly', dateMs: day('2026-11-01'), separator: '-' }],
    [
      'jaeger-span-2026-11-23-reindexed',
      { prefix: '', type: 'span', form: 'daily', dateMs: day('2026-11-23'), separator: '-', suffix: '-reindexed' },
    ],
    ['jaeger-span-2026-13-99', { prefix: '', type: 'span', form: 'other' }],
    ['jaeger-span-2026-02-30', { prefix: '', type: 'span', form: 'other' }],
    ['jaeger-span-2026-11-231', { prefix: '', type: 'span', form: 'other' }],
    ['jaeger-dependencies-000012', { prefix: '', type: 'dependencies', form: 'rollover', generation: 12 }],
    ['jaeger-sampling-1000000', { prefix: '', type: 'sampling', form: 'rollover', generation: 1_000_000 }],
    ['jaeger-span-000001-clone', { prefix: '', type: 'span', form: 'rollover', generation: 1, suffix: '-clone' }],
    ['jaeger-span-00001', { prefix: '', type: 'span', form: 'other' }],
    ['jaeger-span', { prefix: '', type: 'span', form: 'other' }],
    ['jaeger-span-archive', { prefix: '', type: 'archive', form: 'archive' }],
    ['jaeger-service-archive', { prefix: '', type: 'archive', form: 'archive' }],
    ['a-jaeger-span-archive-000002', { prefix: 'a-', type: 'archive', form: 'rollover', generation: 2 }],
    ['jaeger-span-archive-write', { prefix: '', type: 'archive', form: 'alias-name' }],
    ['foo-jaeger-service-write', { prefix: 'foo-', type: 'service', form: 'alias-name' }],
    ['jaeger-span-read', { prefix: '', type: 'span', form: 'alias-name' }],
    // The last word counts.
    ['jaeger-jaeger-span-000001', { prefix: 'jaeger-', type: 'span', form: 'rollover', generation: 1 }],
    [
      'jaeger-archive-jaeger-span-archive-000001',
      { prefix: 'jaeger-archive-', type: 'archive', form: 'rollover', generation: 1 },
    ],
    ['jaeger-span-jaeger-service-000001', { prefix: 'jaeger-span-', type: 'service', form: 'rollover', generation: 1 }],
    ['foo--jaeger-span-000001', { prefix: 'foo--', type: 'span', form: 'rollover', generation: 1 }],
    [
      'foo:jaeger-span-2026-11-23',
      { prefix: 'foo:', type: 'span', form: 'daily', dateMs: day('2026-11-23'), separator: '-' },
    ],
    ['shrink-ab12-jaeger-span-000001', { prefix: 'shrink-ab12-', type: 'span', form: 'rollover', generation: 1 }],
    [
      '.ds-jaeger.spans-2026.11.23-000003',
      { prefix: '', type: 'span', form: 'data-stream', dateMs: day('2026-11-23'), separator: '.', generation: 3 },
    ],
    [
      'partial-.ds-foo.jaeger.spans-2026.11.23-000003',
      {
        prefix: 'partial-foo.',
        type: 'span',
        form: 'data-stream',
        dateMs: day('2026-11-23'),
        separator: '.',
        generation: 3,
      },
    ],
    ['foo.jaeger.services', { prefix: 'foo.', type: 'service', form: 'data-stream' }],
  ] as const)
    it(`is understood: ${name}`, () => {
      assert.deepEqual(nameOf(name), expected);
    });

  for (const name of [
    '.geoip_databases',
    'jaeger-spans-2026-11-23',
    'jaeger-operator-logs',
    '.kibana-jaeger-span-2026-11-23',
    'filebeat-2026.11.23',
    'jaeger-spanner',
    '',
  ])
    it(`is none of Jaeger's: ${name}`, () => {
      assert.equal(nameOf(name), undefined);
    });
});
