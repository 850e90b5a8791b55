import { escapeText, paint, type TableStyle, type Tone } from '../../terminal/index.ts';
import type { Check, PreflightReport, Verdict } from './report.ts';

const MARKS: Readonly<Record<Verdict, readonly [mark: string, tone: Tone]>> = {
  pass: ['✔', 'good'],
  warning: ['!', 'warning'],
  fail: ['✗', 'bad'],
};

/** Every check in a line, with what shows it; below those that do not pass, what to do. The last line says how many. */
export function renderPreflight(report: PreflightReport, style: Pick<TableStyle, 'colour'>): string {
  const { context, server, namespace, name, checks } = report;
  const width = Math.max(...checks.map(({ id }) => id.length));
  const where = `preflight of ${name}\n  context ${context}, server ${server}, namespace ${namespace}\n\n`;
  const lines = checks.map((check) => renderCheck(check, width, style));
  return `${escapeText(where)}${lines.join('')}\n${verdictOf(checks)}\n`;
}

function renderCheck(
  { id, verdict, evidence, next }: Check,
  width: number,
  { colour }: Pick<TableStyle, 'colour'>,
): string {
  const [mark, tone] = MARKS[verdict];
  const margin = ' '.repeat(width + 4);
  const said = [evidence, ...next.map((line) => `next: ${line}`)].map((text) => text.replaceAll('\n', `\n${margin}`));
  return `${paint(mark, tone, colour)} ${id.padEnd(width)}  ${escapeText(said.join(`\n${margin}`))}\n`;
}

function verdictOf(checks: readonly Check[]): string {
  const count = (verdict: Verdict): number => checks.filter((check) => check.verdict === verdict).length;
  const [failed, warnings, passed] = [count('fail'), count('warning'), count('pass')];
  const counts = [
    failed > 0 && `${failed} failed`,
    warnings > 0 && `${warnings} ${warnings === 1 ? 'warning' : 'warnings'}`,
    `${passed} passed`,
  ].filter((part) => part !== false);
  return `${counts.join(', ')}: ${failed > 0 ? 'install would be refused' : 'install can go on'}`;
}
