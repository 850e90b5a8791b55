#!/usr/bin/env node
// Everything that an old Node.js cannot load is imported behind this check.
const [major, minor] = process.versions.node.split('.').map(Number);

if (major < 22 || (major === 22 && minor < 19)) {
  process.stderr.write(`error: kubectl-jaeger needs Node.js 22.19 or newer, this is ${process.version}\n`);
  process.exitCode = 2;
} else {
  // Not awaited: with a reader that closes the pipe early, a top-level await never settles and Node.js exits with 13.
  void run();
}

async function run() {
  const { enableCompileCache } = await import('node:module');
  const { dirname } = await import('node:path');
  const { setFlagsFromString } = await import('node:v8');
  // A young generation that does not grow is a quarter less memory at the peak, for nothing that can be measured in time.
  setFlagsFromString('--semi-space-growth-factor=1');
  enableCompileCache();
  // kubectl heeds it when it is empty, too; what draws the help does not.
  if (process.env.NO_COLOR !== undefined) process.env.NO_COLOR = '1';
  const { main } = await import('../dist/cli/main.js');
  const argv = process.argv.slice(2);
  const code = await main(argv, { root: dirname(import.meta.dirname) });
  process.exitCode = code;
  // Whoever pressed Ctrl-C does not wait for what is still open, nor does a shell that wants to go on with a line.
  // oxlint-disable-next-line unicorn/no-process-exit -- the only place that may
  if (code > 128 || argv[0] === '__complete') setTimeout(() => process.exit(), 100).unref();
}
