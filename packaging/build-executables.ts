import { join } from 'node:path';
import { checkout } from './checkout.ts';
import { buildExecutable } from './executables.ts';
import { targets } from './targets.ts';

/** `npm run executables [-- OS/ARCH…]`: all of them, or those that are named, in `release/OS-ARCH/`. */
const wanted = process.argv.slice(2);
const names = targets.map(({ os, arch }) => `${os}/${arch}`);
const unknown = wanted.filter((name) => !names.includes(name));
if (unknown.length > 0) throw new Error(`no platform is called ${unknown.join(', ')}; there are ${names.join(', ')}`);

for (const target of targets) {
  const { os, arch } = target;
  if (wanted.length > 0 && !wanted.includes(`${os}/${arch}`)) continue;
  const made = await buildExecutable(target, join(checkout, 'release', `${os}-${arch}`));
  process.stdout.write(`${made}\n`);
}
