import { escapeText } from '../terminal/index.ts';
import type { StatusEvent } from './follow-status.ts';
import type { WaitEvent } from './wait-for-ready.ts';

/** What is said of an event beside the report, one line each. */
export const renderEvent = (event: StatusEvent | WaitEvent): string =>
  linesOf(event)
    .map((line) => `${escapeText(line)}\n`)
    .join('');

function linesOf(event: StatusEvent | WaitEvent): readonly string[] {
  if (event.type === 'report') return event.missing ? [event.missing.message] : [];
  if (event.type === 'waiting') return event.reasons.map((reason) => `waiting: ${reason}`);
  if (event.type === 'resumed') return ['the API server answers again'];
  return event.type === 'interrupted'
    ? [`connection to the API server lost, asking again: ${event.error.message}`]
    : [`changes are seen up to 10 s late: ${event.error.message}`];
}
