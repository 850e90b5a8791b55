import assert from 'node:assert/strict';
import { JaegerError } from '../../../src/errors/index.ts';
import { renderEvent } from '../../../src/status/index.ts';

describe('what is told while a status is followed', () => {
  const error = new JaegerError('UNREACHABLE', 'refused\u001b[2J');

  it('is a line on stderr each, and nothing for a report', () => {
    for (const event of [
      { type: 'interrupted', error },
      { type: 'resumed' },
      { type: 'unwatched', error },
      { type: 'waiting', reasons: ['ns/j is NotReady'] },
    ] as const) {
      const text = renderEvent(event);
      assert.match(text, /^[^\n\u001b]+\n$/, event.type); // oxlint-disable-line no-control-regex -- that is the point
    }
  });
});
