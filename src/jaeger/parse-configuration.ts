import { isTree } from './configuration.ts';

/** Text in text, as a chart makes it of a file that is given as a value. */
const LAYERS = 2;

/**
 * A configuration of Jaeger v2 as YAML; undefined when it is none. Anchors, aliases and merge keys are followed, as the collector's
 * own reader does; the parser refuses aliases that grow without measure.
 */
export async function parseConfiguration(text: string): Promise<unknown> {
  const { parse } = await import('yaml'); // seldom wanted: only v2 has a configuration
  let value: unknown = text;
  for (let layer = 0; layer < LAYERS && typeof value === 'string'; layer++) {
    try {
      value = parse(value, { merge: true, logLevel: 'error' });
    } catch {
      return undefined;
    }
  }
  return isTree(value) ? value : undefined;
}
