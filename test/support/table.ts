/** Rows of a kubectl-like table, as cells; the header first. */
export const cells = (table: string): string[][] =>
  table
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => line.trim().split(/ {3,}/));

/** Ages move on between two calls: the last column is left out. */
export const withoutAge = (rows: string[][]): string[][] => rows.map((row) => row.slice(0, -1));

/** The table under a heading of an instance's status: PODS, SERVICES or PVCS. */
export function section(status: string, title: string): string[][] {
  const lines = status.split('\n').map((line) => line.trim());
  const start = lines.indexOf(title);
  if (start === -1) throw new Error(`no section ${title} in:\n${status}`);
  const rest = lines.slice(start + 1);
  const end = rest.findIndex((line) => line === '');
  return cells(rest.slice(0, end === -1 ? undefined : end).join('\n'));
}
