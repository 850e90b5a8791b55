/** A word for the shell, in a command that somebody is told to run: quoted unless it is plain. */
export const shellWord = (text: string): string =>
  /^[\w./:=-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
