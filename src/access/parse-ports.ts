import { JaegerError } from '../errors/index.ts';

/** A port to listen on, and the one of the Pod behind it. */
export interface PortPair {
  /** Undefined: any that is free. */
  readonly local: number | undefined;
  readonly remote: number;
  /** Nobody has asked for exactly this one. */
  readonly mayMove: boolean;
}

/** `LOCAL[:REMOTE]`, `:REMOTE`; 0 is any free port. Without any, those of the component. Throws USAGE. */
export function parsePorts(texts: readonly string[], ofComponent: readonly number[]): readonly PortPair[] {
  if (texts.length === 0) return ofComponent.map((port) => ({ local: port, remote: port, mayMove: true }));
  return texts.map((text) => {
    const [matched = '', local = '', remote] = /^(\d{1,5})?(?::(\d{1,5}))?$/.exec(text) ?? [];
    const pair = { local: Number(local), remote: Number(remote ?? ofComponent[0]) };
    if (matched === '' || pair.local > 65_535 || pair.remote > 65_535 || pair.remote === 0)
      throw new JaegerError('USAGE', `--port ${text.slice(0, 40)}: a port is LOCAL or LOCAL:REMOTE, up to 65535`);
    return { local: pair.local === 0 ? undefined : pair.local, remote: pair.remote, mayMove: false };
  });
}
