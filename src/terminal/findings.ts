import { paint, type Tone } from './colour.ts';
import { escapeText } from './escape.ts';
import { indent } from './indent.ts';
import type { TableStyle } from './table.ts';

interface Finding {
  readonly id: string;
  readonly severity: 'error' | 'warning' | 'info';
  readonly object: string;
  readonly evidence: string;
  readonly why: string;
  readonly next: string;
}

const TONES: Readonly<Record<Finding['severity'], Tone>> = { error: 'bad', warning: 'warning', info: 'plain' };

/** Of one line of evidence: a stack trace or a line of JSON can be longer than any screen. */
const LONGEST = 500;

/** What is wrong, the worst first: a line each, and below it what shows it, what it means and what to do. Nothing without findings. */
export const renderFindings = (findings: readonly Finding[], style: Pick<TableStyle, 'colour'>): string =>
  findings.map((finding) => renderFinding(finding, style)).join('');

function renderFinding(
  { id, severity, object, evidence, why, next }: Finding,
  { colour }: Pick<TableStyle, 'colour'>,
): string {
  const [first = '', ...more] = evidence.split('\n').map(shortened);
  const below = [first, ...more.map((line) => `  ${line}`), `why: ${why}`, `next: ${next}`];
  const heading = `${paint(severity, TONES[severity], colour)} ${id} ${escapeText(object)}`;
  return `${heading}\n${indent(`${below.map((line) => escapeText(line)).join('\n')}\n`)}`;
}

const shortened = (line: string): string => (line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line);
