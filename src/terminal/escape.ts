/* oxlint-disable no-control-regex -- control characters are what this file is about */

/**
 * Text from a cluster for one table cell: cut at the first line break, a tab as a blank, control characters made visible.
 * As kubectl's table printer does for newline, form feed, carriage return and escape
 * (cli-runtime 0.36, printers/tableprinter.go); the other control characters can drive a terminal as well.
 */
export function escapeCell(text: string): string {
  const end = text.search(/[\n\f\r]/);
  return escapeText(end === -1 ? text : `${text.slice(0, end)}...`).replaceAll('\t', ' ');
}

/** Control characters made visible; line breaks and tabs stay. */
export const escapeText = (text: string): string =>
  text
    .replaceAll(/[\u0000-\u0008\u000b-\u001f]/g, (control) => `^${String.fromCharCode(control.charCodeAt(0) + 64)}`)
    .replaceAll('\u007f', '^?')
    .replaceAll(/[\u0080-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '\ufffd');
