const LINES = 5;

/** What a program of Jaeger v1 prints before the reason when it does not know a flag: all flags that it knows (cobra). */
const USAGE = /^(\s+(-\w, )?--[\w.-]+ |Use ".*" for more information|\s*(Usage|Flags|Available Commands):)/;

/** Of zap, as JSON and on a console: v1, v2 and the operator write their logs with it. */
const CHATTER = /"level":"(info|debug)"|\t(info|debug)\t/i;

/** The last lines that say something about an end, without credentials in URLs. */
export function lastLines(log: string, most = LINES): readonly string[] {
  const lines = log.split(/\r?\n/).filter((line) => line.trim() !== '' && !USAGE.test(line));
  const telling = lines.filter((line) => !CHATTER.test(line));
  return (telling.length > 0 ? telling : lines)
    .slice(-most)
    .map((line) => line.trimEnd().replaceAll(/\/\/[^/@\s]*@/g, '//'));
}
