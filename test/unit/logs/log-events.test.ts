import assert from 'node:assert/strict';
import { JaegerError } from '../../../src/errors/index.ts';
import { renderLogEvent } from '../../../src/logs/index.ts';

type LogEvent = Parameters<typeof renderLogEvent>[0];

describe('what happens beside the lines of logs', () => {
  const log = { pod: 'p', container: 'c' };
  const error = new JaegerError('FORBIDDEN', 'no\u001b', { hints: ['ask'] });

  it('is said in a line each, with the hints of what went wrong', () => {
    const events = [
      { type: 'unknown', error },
      { type: 'unread', log, error },
      { type: 'idle', instance: 'j' },
      { type: 'joined', pod: 'p' },
      { type: 'left', pod: 'p', because: 'deleted' },
      { type: 'waiting', log, reason: 'Pending' },
      { type: 'ended', log, reason: 'Completed' },
      { type: 'restarted', log },
      { type: 'interrupted', error },
    ] as unknown as readonly LogEvent[];
    assert.deepEqual(
      events.map((event) => renderLogEvent(event)),
      [
        'Warning: logs of Jobs are missing: no^[\nhint: ask\n',
        'p c: no^[\n',
        'instance j has no Pods that run: waiting for some\n',
        'pod p has joined\n',
        'pod p is gone\n',
        'p c has not started yet: Pending\n',
        'p c has ended: Completed\n',
        'p c has started again\n',
        'connection lost, reconnecting: no^[\n',
      ],
    );
  });
});
