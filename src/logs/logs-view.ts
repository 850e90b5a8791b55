import { DISTINCT_COLOURS as COLOURS, escapeText, paintNumbered, toJsonLine } from '../terminal/index.ts';
import type { Log, LogEntry, LogEvent } from './log.ts';

export interface LogStyle {
  /** One JSON object for each line. */
  readonly json: boolean;
  /** Before each line: Pod and container. */
  readonly prefix: boolean;
  readonly timestamps: boolean;
  /** What the container wrote, as it is. */
  readonly raw: boolean;
  readonly colour: boolean;
}

/** How lines become text, each with its line break. A Pod keeps its colour for as long as others keep theirs. */
export function logRenderer({ json, prefix, timestamps, raw, colour }: LogStyle): (entry: LogEntry) => string {
  if (json) return toJsonLine;
  const numberOf = numbering();
  const named = ({ pod, container }: Log): string =>
    paintNumbered(escapeText(`${pod} ${container}`), numberOf(pod), colour);
  return (entry) => {
    const { time = '-', message } = entry;
    const before = [...(prefix ? [named(entry)] : []), ...(timestamps ? [time] : [])];
    // A carriage return at the end is half of a line break.
    const text = raw ? message : escapeText(message.replace(/\r$/, ''));
    return `${[...before, text].join(' ')}\n`;
  };
}

/** A number for each name: the same one in every run, but where another name has it already. */
function numbering(): (name: string) => number {
  const numbers = new Map<string, number>();
  return (name) => {
    const known = numbers.get(name);
    if (known !== undefined) return known;
    const taken = new Set(numbers.values());
    let number = sumOf(name) % COLOURS;
    if (taken.size < COLOURS) while (taken.has(number)) number = (number + 1) % COLOURS;
    numbers.set(name, number);
    return number;
  };
}

function sumOf(name: string): number {
  let sum = 7;
  for (const character of name) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 65_521;
  return sum;
}

/** One line for each event, and the hints of errors. */
export const renderLogEvent = (event: LogEvent): string => escapeText(`${wordsFor(event)}\n`);

const nameOf = ({ pod, container }: Log): string => `${pod} ${container}`;

type Words = { readonly [T in LogEvent['type']]: (event: Extract<LogEvent, { type: T }>) => string };

const WORDS: Words = {
  unknown: ({ error }) =>
    [`Warning: logs of Jobs are missing: ${error.message}`, ...error.hints.map((hint) => `hint: ${hint}`)].join('\n'),
  unread: ({ log, error }) => `${nameOf(log)}: ${error.message}`,
  idle: ({ instance }) => `instance ${instance} has no Pods that run: waiting for some`,
  joined: ({ pod }) => `pod ${pod} has joined`,
  left: ({ pod, because }) => (because === 'deleted' ? `pod ${pod} is gone` : `pod ${pod} has ended: ${because}`),
  waiting: ({ log, reason }) => `${nameOf(log)} has not started yet: ${reason}`,
  ended: ({ log, reason }) => `${nameOf(log)} has ended: ${reason}`,
  restarted: ({ log }) => `${nameOf(log)} has started again`,
  interrupted: ({ error }) => `connection lost, reconnecting: ${error.message}`,
};

function wordsFor<T extends LogEvent['type']>(event: Extract<LogEvent, { readonly type: T }>): string {
  const words: Words[T] = WORDS[event.type];
  return words(event);
}
