import { Errors, Flags } from '@oclif/core';
import { redraw, toJson, toJsonLine, toYaml, type ColourChoice, type ViewOptions } from '../terminal/index.ts';
import { colourAllowed, screen } from './wiring.ts';

export { colourAllowed };

const FORMATS = ['table', 'wide', 'json', 'yaml', 'name'] as const;
type OutputFormat = (typeof FORMATS)[number];

const COLOURS = ['auto', 'always', 'never'] as const;

/** For commands that print text. */
export const colourFlag = {
  color: Flags.option({ options: COLOURS })({
    summary: 'when to use colour; auto is on a terminal that has it, without NO_COLOR',
    helpValue: COLOURS.join('|'),
    default: 'auto',
  }),
};

const styleFlags = {
  'no-headers': Flags.boolean({ summary: 'tables without their headers' }),
  ...colourFlag,
};

/** For commands that show objects. */
export const outputFlags = {
  output: Flags.option({ options: FORMATS })({
    char: 'o',
    summary: 'output format',
    helpValue: FORMATS.join('|'),
    default: 'table',
  }),
  ...styleFlags,
};

const DOCUMENTS = ['table', 'json', 'yaml'] as const;

/** For commands whose result is no list of objects. */
export const documentFlags = {
  output: Flags.option({ options: DOCUMENTS })({
    char: 'o',
    summary: 'output format',
    helpValue: DOCUMENTS.join('|'),
    default: 'table',
  }),
  ...styleFlags,
};

export interface OutputChoice {
  readonly output: OutputFormat;
  readonly 'no-headers': boolean;
  readonly color: ColourChoice;
}

/** How a report becomes text: as tables, and as names for other commands, `RESOURCE.GROUP/NAME`. */
export interface Views<R> {
  readonly text: (report: R, options: ViewOptions) => string;
  readonly names?: (report: R) => readonly string[];
}

/** A report in the format that was chosen. Documents are complete, whatever the tables leave out. */
export async function formatReport<R>(report: R, choice: OutputChoice, views: Views<R>): Promise<string> {
  if (choice.output === 'json') return toJson(report);
  if (choice.output === 'yaml') return toYaml(report);
  if (choice.output === 'name') return (views.names?.(report) ?? []).map((name) => `${name}\n`).join('');
  return views.text(report, {
    now: new Date(),
    wide: choice.output === 'wide',
    headers: !choice['no-headers'],
    colour: colourAllowed(choice.color),
    columns: screen()?.columns,
  });
}

/**
 * A report that follows an earlier one: drawn over it on a terminal. Otherwise documents stand behind each other as their format has it,
 * and texts with an empty line between them.
 */
export async function formatNext<R>(report: R, choice: OutputChoice, views: Views<R>): Promise<string> {
  if (choice.output === 'json') return toJsonLine(report);
  const text = await formatReport(report, choice, views);
  if (choice.output === 'yaml') return `---\n${text}`;
  const terminal = choice.output === 'name' ? undefined : screen();
  return terminal === undefined ? `${text}\n` : redraw(text, terminal);
}

/** Text for stdout from a source without end: settles when there is room for more. Ends the command, with 0, when nobody reads any more. */
export async function writeOut(text: string): Promise<void> {
  const { stdout } = process;
  if (stdout.writable && stdout.write(text)) return;
  if (stdout.writable) await new Promise<void>((resolve) => whenReady(resolve));
  if (!stdout.writable) throw new Errors.ExitError(0);
}

function whenReady(resolve: () => void): void {
  const { stdout } = process;
  const settle = (): void => {
    for (const event of READY) stdout.removeListener(event, settle);
    resolve();
  };
  for (const event of READY) stdout.on(event, settle);
}

const READY = ['drain', 'error', 'close'];
