import assert from 'node:assert/strict';
import { durationOf, requestTimeoutOf } from '../../../src/cli/durations.ts';

describe('a duration', () => {
  for (const [text, ms] of [
    ['90s', 90_000],
    ['5m', 300_000],
    ['1m30s', 90_000],
    ['1.5h', 5_400_000],
    ['.5s', 500],
    ['500ms', 500],
    ['0', 0],
    ['0s', 0],
  ] as const)
    it(`may be ${text}`, () => {
      assert.equal(durationOf(text), ms);
    });

  for (const text of ['', '5', 'soon', '5 s', '-5s', '5x', '1m30', '5 m', 's'])
    it(`may not be "${text}"`, () => {
      assert.throws(() => durationOf(text), {
        code: 'USAGE',
        message: /^invalid duration ".*": it takes numbers with/,
      });
    });
});

describe('--request-timeout', () => {
  for (const [text, ms] of [
    ['5', 5000],
    ['1m30s', 90_000],
    ['500ms', 500],
    ['0', Infinity],
    ['0s', Infinity],
    ['-5s', Infinity],
    ['99999999', 99_999_999_000],
  ] as const)
    it(`may be ${text}`, () => {
      assert.equal(requestTimeoutOf(text), ms);
    });

  for (const text of ['soon', '5 s', '-5', '5x', '1m30'])
    it(`may not be "${text}"`, () => {
      assert.throws(() => requestTimeoutOf(text), {
        code: 'USAGE',
        message: /^invalid timeout ".*": --request-timeout takes seconds/,
      });
    });
});
