/** Rows of a kubectl-like table, as cells; the header first. */
export const cells = (table: string): string[][] =>
  table
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => line.trim().split(/ {3,}/));

/** A table without the column of this title. */
export function without(title: string, rows: string[][]): string[][] {
  const at = (rows[0] ?? []).indexOf(title);
  if (at === -1) throw new Error(`no column ${title} in: ${rows[0]?.join(' ')}`);
  return rows.map((row) => row.toSpliced(at, 1));
}

/** Ages move on between two calls. */
export const withoutAge = (rows: string[][]): string[][] => without('AGE', rows);

/** The table under a heading of an instance's status: PODS, SERVICES …. */
export function section(status: string, title: string): string[][] {
  const lines = status.split('\n').map((line) => line.trim());
  const start = lines.indexOf(title);
  if (start === -1) throw new Error(`no section ${title} in:\n${status}`);
  const rest = lines.slice(start + 1);
  const end = rest.findIndex((line) => line === '');
  return cells(rest.slice(0, end === -1 ? undefined : end).join('\n'));
}
