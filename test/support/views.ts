import type { ViewOptions } from '../../src/terminal/index.ts';

/** How a table looks in a pipe, at a fixed time. */
export const PLAIN: ViewOptions = {
  now: new Date('2026-11-23T12:00:00Z'),
  wide: false,
  headers: true,
  colour: false,
};
