import { versionOfImage } from '../jaeger/index.ts';
import type { CutoffRule } from './runs.ts';

/** Of a tool of Jaeger's: 1.62 and 2.13 are numbers of one line, 1.76 and 2.13 the same program. */
export interface ToolVersion {
  readonly major: number;
  /** Undefined when the tag names a line alone. */
  readonly minor: number | undefined;
}

/** `1.62.0-debug`, `v2.13.0`, `1.65.0-4` of Red Hat's builds; undefined for `latest`, a digest, or a tag of somebody's own. */
export function toolVersion(image: string): ToolVersion | undefined {
  const [, major, minor] = /^v?(\d{1,3})(?:\.(\d{1,4}))?(?![\d])(?:[.+_-].*)?$/.exec(versionOfImage(image) ?? '') ?? [];
  // A date or a build number is no version.
  if (major === undefined || Number(major) < 1 || Number(major) > 9) return undefined;
  return { major: Number(major), minor: minor === undefined ? undefined : Number(minor) };
}

/** Whether it is of that version or newer; undefined when that cannot be told. */
export function isFrom(version: ToolVersion | undefined, major: number, minor: number): boolean | undefined {
  if (version === undefined) return undefined;
  if (version.major !== major) return version.major > major;
  return version.minor === undefined ? undefined : version.minor >= minor;
}

/** Up to 1.25 the cleaner was a program in Python, es-rollover up to 1.26. */
export const isPython = (version: ToolVersion | undefined, tool: 'cleaner' | 'rollover'): boolean =>
  isFrom(version, 1, tool === 'cleaner' ? 26 : 27) === false;

/** What the cleaner knows; the newest when its version cannot be told. */
export function knownTypes(version: ToolVersion | undefined, isRollover: boolean): readonly string[] {
  const hasDependencies = !isRollover || isFrom(version, 1, 31) !== false;
  return [
    'span',
    'service',
    ...(hasDependencies ? ['dependencies'] : []),
    ...(isFrom(version, 1, 55) === false ? [] : ['sampling']),
  ];
}

const GATE = 'es.index.relativeTimeIndexDeletion';
/** From 2.21 on; the old name stays. */
const NEW_GATE = `jaeger.${GATE}`;

/** What `--feature-gates` makes of the rule; a text when the tool refuses it. */
export function cutoffRule(
  version: ToolVersion | undefined,
  gates: string | undefined,
): { readonly rule: CutoffRule } | { readonly fault: string } {
  const isRelative = isFrom(version, 2, 20);
  const ofVersion = isRelative === undefined ? 'either' : isRelative ? 'relative' : 'calendar';
  if (gates === undefined) return { rule: ofVersion };
  const isV1WithoutGates = isFrom(version, 1, 68) === false;
  const isV2WithoutGates = version?.major === 2 && isFrom(version, 2, 5) === false;
  if (isV1WithoutGates || isV2WithoutGates) return { fault: 'it does not know the flag --feature-gates' };
  const named = gates.split(',').filter((gate) => gate !== '');
  const known = isFrom(version, 2, 21) === false ? [GATE] : [GATE, NEW_GATE];
  const strange = named.find((gate) => !known.includes(gate.replace(/^[+-]/, '')));
  if (strange !== undefined) return { fault: `it does not know the feature gate ${strange}` };
  const last = named.at(-1);
  return { rule: last === undefined ? ofVersion : last.startsWith('-') ? 'calendar' : 'relative' };
}
