import {
  argvOf,
  beyond,
  completeOptions,
  isOpen,
  renderSummary,
  renderWelcome,
  type Completed,
  type Draft,
} from '../install/index.ts';
import type { Cluster } from '../kubernetes/ports.ts';
import { asker } from './asker.ts';
import { named } from './draft-options.ts';
import { ownCommand } from './program-name.ts';

interface CompletionChoice {
  readonly yes: boolean;
  readonly createNamespace: boolean;
  readonly signal: AbortSignal;
}

/** What flags leave open is asked for at a terminal, and then told in one line. Throws USAGE at once where it cannot be. */
export function completion(
  draft: Draft,
  { yes, createNamespace, signal }: CompletionChoice,
): (cluster: Cluster) => Promise<Omit<Completed, 'isThere'>> {
  const ask = yes || !isOpen(draft) ? undefined : asker();
  if (ask === undefined) {
    const options = named(draft);
    return () => Promise.resolve({ options, createNamespace });
  }
  return async (cluster) => {
    const { target } = cluster;
    process.stderr.write(renderWelcome(target));
    const made = await completeOptions(cluster, draft, { ask, signal });
    const completed = { ...made, createNamespace: made.createNamespace || createNamespace };
    const more = { ...beyond(made.options, draft), createNamespace: made.createNamespace && !createNamespace };
    process.stderr.write(renderSummary({ ...completed, target, command: ownCommand(argvOf(more)) }));
    return completed;
  };
}
