import { isDeepStrictEqual } from 'node:util';
import { SETTINGS } from '../../src/install/index.ts';
import { at } from '../../src/jaeger/index.ts';

type Path = readonly string[];
interface Leaf {
  readonly path: Path;
  readonly value: unknown;
}

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every value of a spec that is no map. */
const leavesOf = (value: unknown, path: Path = []): readonly Leaf[] =>
  isMap(value) ? Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, [...path, key])) : [{ path, value }];

/**
 * The flags of `install` that say what the spec of a Jaeger resource says: those that have a name where all that they write is
 * written there, and `--set` for the rest.
 */
export function flagsOfSpec(spec: object): readonly string[] {
  const leaves = leavesOf(spec);
  const told = new Set<string>();
  const named = Object.entries(SETTINGS).flatMap(([name, { assign }]) => {
    for (const { value } of leaves) {
      const assignments = assignmentsOf(assign, textOf(value));
      if (assignments.length === 0 || !assignments.every((one) => isDeepStrictEqual(at(spec, ...one.path), one.value)))
        continue;
      for (const { path } of assignments) told.add(path.join('\0'));
      return [`--${name}=${textOf(value)}`];
    }
    return [];
  });
  const rest = leaves.filter(({ path }) => !told.has(path.join('\0')));
  return [...named, ...rest.flatMap(({ path, value }) => ['--set', `${pathText(path)}=${setText(value)}`])];
}

function assignmentsOf(assign: (text: string, flag: string) => readonly Leaf[], text: string): readonly Leaf[] {
  try {
    return assign(text, 'flag');
  } catch {
    return [];
  }
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

const pathText = (path: Path): string => path.map((key) => key.replaceAll('.', String.raw`\.`)).join('.');

/** Text that would be taken for something else is quoted. */
const setText = (value: unknown): string =>
  typeof value === 'string' && !/^[[{"]/.test(value) && !/^(true|false|null|-?[\d.]+)$/.test(value)
    ? value
    : typeof value === 'string' && /^\{.*:.*\}$/s.test(value)
      ? value
      : JSON.stringify(value);
