const LINES = 5;

/** The last lines that say anything, without credentials in URLs. */
export const lastLines = (log: string, most = LINES): readonly string[] =>
  log
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .slice(-most)
    .map((line) => line.trimEnd().replaceAll(/\/\/[^/@\s]*@/g, '//'));
