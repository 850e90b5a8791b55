import { EXIT } from '../errors/index.ts';
import type { PickCandidate } from '../injection/index.ts';
import { askWhich } from '../terminal/index.ts';
import { cancel } from './asker.ts';
import { questionable } from './wiring.ts';

type Candidates = Parameters<PickCandidate>[0];

/** Lets somebody choose at a terminal which instance spans go to, once for a command; undefined without one, and where --yes says not to ask. */
export function targetPicker({ yes }: { readonly yes: boolean }): PickCandidate | undefined {
  const terminal = yes ? undefined : questionable();
  if (terminal === undefined) return undefined;
  let chosen: string | undefined;
  return async (found) => {
    const known = found.find((candidate) => placeOf(candidate) === chosen);
    if (known !== undefined) return known;
    const choices = found.map((candidate) => ({
      name: `${placeOf(candidate)}  (${candidate.flavour}, ${candidate.generation})`,
      short: placeOf(candidate),
    }));
    const at = await askWhich('To which instance? (next time: --instance)', choices, terminal);
    const picked = at === undefined ? undefined : found[at];
    if (picked === undefined) return cancel(EXIT.interrupted);
    chosen = placeOf(picked);
    return picked;
  };
}

const placeOf = ({ namespace, name }: Candidates[number]): string => `${namespace}/${name}`;
