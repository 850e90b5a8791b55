const LINES = 5;

/** What a program of Jaeger v1 prints before the reason when it does not know a flag: all flags that it knows (cobra). */
const USAGE = /^(\s+(-\w, )?--[\w.-]+ |Use ".*" for more information|\s*(Usage|Flags|Available Commands):)/;

/** The last lines that say anything, without credentials in URLs. */
export const lastLines = (log: string, most = LINES): readonly string[] =>
  log
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '' && !USAGE.test(line))
    .slice(-most)
    .map((line) => line.trimEnd().replaceAll(/\/\/[^/@\s]*@/g, '//'));
