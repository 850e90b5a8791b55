import { JaegerError, shellWord } from '../errors/index.ts';
import type { DataClaim } from './data.ts';
import type { Surroundings } from './facts.ts';

/** Why there is nothing to remove; claims that an earlier removal has left are not nothing. */
export function notThere({ namespace, name }: Surroundings, data: readonly DataClaim[]): JaegerError {
  const left = data.filter(({ neededBy }) => neededBy === undefined).map(({ claim }) => claim.metadata.name);
  return new JaegerError('NOT_FOUND', `no Jaeger instance "${name}" found in namespace "${namespace}"`, {
    hints: [
      ...(left.length > 0
        ? [`its data is still there: ${left.join(', ')}; to lose it: --delete-data --confirm ${shellWord(name)}`]
        : []),
      'see where there is one: kubectl jaeger list -A',
    ],
  });
}
