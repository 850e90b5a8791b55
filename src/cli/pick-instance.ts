import { Errors } from '@oclif/core';
import { EXIT } from '../errors/index.ts';
import type { InstanceRoot, PickInstance } from '../jaeger/index.ts';
import { askWhich } from '../terminal/index.ts';
import { questionable } from './wiring.ts';

/** Lets somebody choose at a terminal; undefined without one. The names are what a flag would say the next time. */
export function picker(): PickInstance | undefined {
  const terminal = questionable();
  if (terminal === undefined) return undefined;
  return async (found) => {
    const names = found.map((root) => ({ name: lineOf(root) }));
    const choice = await askWhich('Which instance? (next time: name it)', names, terminal);
    const picked = choice === undefined ? undefined : found[choice];
    if (picked === undefined) throw new Errors.ExitError(EXIT.interrupted);
    return picked;
  };
}

const lineOf = ({ namespace, name, flavour, strategy, storage }: InstanceRoot): string =>
  `${name}  (${flavour}, ${strategy}, ${storage.type}, in namespace ${namespace})`;
