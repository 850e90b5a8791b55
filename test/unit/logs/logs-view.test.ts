import assert from 'node:assert/strict';
import { stripVTControlCharacters } from 'node:util';
import { logRenderer, renderLogEvent } from '../../../src/logs/index.ts';
import { JaegerError } from '../../../src/errors/index.ts';
import { escapeText } from '../../../src/terminal/index.ts';

const plain = { json: false, prefix: true, timestamps: false, raw: false, colour: false };
const entry = {
  time: '2026-11-23T12:00:00.000000001Z',
  namespace: 'ns',
  pod: 'jaeger-1',
  container: 'jaeger',
  component: 'all-in-one',
  message: 'it\truns',
} as const;

describe('lines of logs', () => {
  it('begin with what is wanted', () => {
    assert.equal(logRenderer(plain)(entry), 'jaeger-1 jaeger it\truns\n');
    assert.equal(logRenderer({ ...plain, timestamps: true })(entry), `jaeger-1 jaeger ${entry.time} it\truns\n`);
    assert.equal(logRenderer({ ...plain, prefix: false })(entry), 'it\truns\n');
    assert.equal(logRenderer({ ...plain, prefix: false })({ ...entry, message: '' }), '\n');
  });

  it('cannot drive a terminal, unless that is wanted', () => {
    const message = '\u001b[2J\u0007\u009b31m a\rb\r';
    assert.equal(logRenderer({ ...plain, prefix: false })({ ...entry, message }), '^[[2J^G\ufffd31m a^Mb\n');
    assert.equal(logRenderer({ ...plain, prefix: false, raw: true })({ ...entry, message }), `${message}\n`);
    const json = logRenderer({ ...plain, json: true, raw: true })({ ...entry, message });
    assert.equal(json.trimEnd(), escapeText(json.trimEnd()));
    assert.deepEqual(JSON.parse(json), { ...entry, message });
    assert.equal(json.split('\n').length, 2);
  });

  it('have a colour for each Pod, another one for each of ten, and the same in every run', () => {
    const pods = Array.from({ length: 10 }, (_, index) => `jaeger-${index}`);
    const renders = [pods, pods].map((names) => {
      const render = logRenderer({ ...plain, colour: true });
      return names.map((pod) => render({ ...entry, pod }));
    });
    assert.deepEqual(renders[0], renders[1]);
    const colours = new Set(renders[0]?.map((line) => line.slice(0, 5)));
    assert.equal(colours.size, 10);
    assert.equal(stripVTControlCharacters(renders[0]?.[0] ?? ''), 'jaeger-0 jaeger it\truns\n');
    const alone = logRenderer({ ...plain, colour: true })({ ...entry, pod: 'jaeger-0', container: 'agent' });
    assert.equal(alone.slice(0, 5), renders[0]?.[0]?.slice(0, 5));
  });

  it('are told of without control characters as well', () => {
    const error = new JaegerError('SERVER', 'no \u001b[31mlog');
    assert.equal(renderLogEvent({ type: 'unread', log: entry, error }), 'jaeger-1 jaeger: no ^[[31mlog\n');
    assert.equal(
      renderLogEvent({ type: 'left', pod: 'jaeger-1', component: 'query', because: 'deleted' }),
      'pod jaeger-1 is gone\n',
    );
  });
});
