import assert from 'node:assert/strict';
import { parseTimeValue } from '../../../src/elasticsearch/time-values.ts';

describe("Elasticsearch's durations", () => {
  it('are read in all their units', () => {
    for (const [text, expected] of [
      ['7d', 604_800_000],
      ['1.5h', 5_400_000],
      ['90m', 5_400_000],
      ['2S', 2000],
      ['0ms', 0],
      ['0', 0],
      ['1000micros', 1],
      ['-1', undefined],
      ['7w', undefined],
      ['', undefined],
    ] as const)
      assert.equal(parseTimeValue(text), expected, text);
  });
});
