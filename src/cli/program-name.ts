import { basename } from 'node:path';
import { startedProgram } from './wiring.ts';

/** From a checkout, or while the command reference is made, nobody calls us by a name. */
const OWN_FILES = new Set(['', 'run', 'dev', 'oclif']);

/** The name by which the user has called us. */
export const ownName = (): string => programName(process.argv[1], startedProgram());

/**
 * How the user calls us, from the path of the script and of what the shell has started: kubectl and oc both run
 * `kubectl-jaeger` for `… jaeger`, and keep the path by which they found it.
 */
export function programName(script: string | undefined, started = ''): string {
  const name = basename(script ?? '').replace(/\.(cmd|exe|js)$/, '');
  const [, host, plugin = ''] = /^(kubectl|oc)[-_](.+)$/.exec(name) ?? [];
  if (host !== undefined) return `${basename(started) === 'oc' ? 'oc' : host} ${plugin.replaceAll('_', '-')}`;
  return OWN_FILES.has(name) ? 'kubectl jaeger' : name;
}
