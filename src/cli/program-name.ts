import { basename } from 'node:path';

/**
 * How the user calls us, from the path of the script: kubectl and oc run `kubectl-jaeger` for `kubectl jaeger`,
 * and keep the path by which they found it.
 */
export function programName(script: string | undefined): string {
  const name = basename(script ?? '').replace(/\.(cmd|exe|js)$/, '');
  return /^kubectl[-_]/.test(name) ? name.replace(/[-_]/, ' ').replaceAll('_', '-') : 'kubectl jaeger';
}
