/**
 * What Bun takes from the environment before a line of the program runs, and cannot be told not to (1.4): BUN_BE_BUN makes the
 * executable Bun itself, BUN_OPTIONS gives it options such as --preload, the others let a debugger in, write files or print requests
 * with their credentials. The names are what it looks for; a name that begins with a zero byte is in no environment.
 */
const VARIABLES = [
  'BUN_BE_BUN',
  'BUN_BYTECODE_ORDER_OUT',
  'BUN_CONFIG_VERBOSE_FETCH',
  'BUN_INSPECT',
  'BUN_INSPECT_CONNECT_TO',
  'BUN_INSPECT_NOTIFY',
  'BUN_INSPECT_PRELOAD',
  'BUN_OPTIONS',
];

/** Bun's program, deaf to those variables. Throws when one of their names is nowhere to be found: Bun has changed then. */
export function deafened(bun: Buffer): Buffer {
  const deaf = Buffer.from(bun);
  for (const name of VARIABLES) {
    const found = occurrences(bun, name).filter((at) => isName(bun, at, name));
    if (found.length === 0) throw new Error(`${name} is not in this Bun`);
    for (const at of found) deaf[at] = 0;
  }
  return deaf;
}

function occurrences(bytes: Buffer, text: string): number[] {
  const found = [];
  for (let at = bytes.indexOf(text); at !== -1; at = bytes.indexOf(text, at + 1)) found.push(at);
  return found;
}

/** Constants stand one behind the other, with a zero or nothing between them. In its JavaScript and its messages a name means nothing. */
function isName(bytes: Buffer, at: number, name: string): boolean {
  const before = bytes.toString('latin1', at - 1, at);
  const after = bytes.toString('latin1', at + name.length, at + name.length + 1);
  return !/[\s"'`.(_]/.test(before) && !/[\s"'`.,;)]/.test(after);
}
