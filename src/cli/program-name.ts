import { basename } from 'node:path';
import { shellWord } from '../errors/index.ts';
import { startedProgram } from './wiring.ts';

/** From a checkout, or while the command reference is made, nobody calls us by a name. */
const OWN_FILES = new Set(['', 'run', 'dev', 'oclif']);

/** The name by which the user has called us. */
export const ownName = (): string => programName(process.argv[1], startedProgram());

/** This very command line, and what could be said more, for whoever wants to run it again. */
export const ownCommand = (more: readonly string[] = []): string =>
  [ownName(), ...[...withoutSecrets(process.argv.slice(2)), ...more].map(shellWord)].join(' ');

const SECRETS = new Set(['--token', '--password']);

/** What is told on a screen may end in somebody's ticket. */
const withoutSecrets = (argv: readonly string[]): readonly string[] =>
  argv.map((word, index) =>
    SECRETS.has(argv[index - 1] ?? '') ? '<redacted>' : word.replace(/^(--(?:token|password)=).*$/s, '$1<redacted>'),
  );

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
