#!/usr/bin/env node
// Everything that an old Node.js cannot load is imported behind this check.
const [major, minor] = process.versions.node.split('.').map(Number);

if (major < 22 || (major === 22 && minor < 19)) {
  process.stderr.write(`error: kubectl-jaeger needs Node.js 22.19 or newer, this is ${process.version}\n`);
  process.exitCode = 2;
} else {
  const { createRequire, enableCompileCache } = process.getBuiltinModule('node:module');
  enableCompileCache();
  // Not awaited: with a reader that closes the pipe early, a top-level await never settles and Node.js exits with 13.
  void createRequire(import.meta.url)('../bundle/program.cjs').run();
}
