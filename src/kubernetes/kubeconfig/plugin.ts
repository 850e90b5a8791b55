import type { ClusterEntry, ExecEntry } from './entries.ts';
import { credentialOf, pluginInfo, type Credential } from './plugin-credential.ts';
import { noCredentials, runPlugin } from './run-plugin.ts';

export interface PluginSurroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly hasTerminal: boolean;
  readonly isSilent?: boolean;
  /** How long the plugin may take; a person may have to log in, so there is no limit that nobody asked for. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  readonly now: () => number;
}

/** A credential plugin of the user entry: run at the first use, once for all who wait, and again when it has expired. */
export function pluginCredentials(
  exec: ExecEntry,
  cluster: ClusterEntry,
  surroundings: PluginSurroundings,
): () => Promise<Credential> {
  let current: Promise<Credential> | undefined;
  let expires: number | undefined;
  return () => {
    if (expires !== undefined && surroundings.now() >= expires) current = undefined;
    current ??= ask(exec, cluster, surroundings).then((credential) => {
      ({ expires } = credential);
      return credential;
    });
    return current;
  };
}

async function ask(exec: ExecEntry, cluster: ClusterEntry, surroundings: PluginSurroundings): Promise<Credential> {
  const { environment, hasTerminal, isSilent = false, timeoutMs, signal } = surroundings;
  if (exec.interactiveMode === 'Always' && !hasTerminal)
    throw noCredentials(`exec plugin ${exec.command} wants to be interactive: standard input is not a terminal`);
  const isInteractive = hasTerminal && exec.interactiveMode !== 'Never';
  const info = pluginInfo(exec, cluster, isInteractive);
  const limited = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
  return credentialOf(await runPlugin({ exec, environment, info, isInteractive, isSilent, signal: limited }), exec);
}
