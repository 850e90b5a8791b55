import type { JaegerManifest } from './read-manifest.ts';
import type { SettingName, SwitchName } from './settings.ts';

/** All that somebody can choose for an instance of the v1 operator, as it is written on a command line. */
export interface InstallOptions {
  readonly name: string;
  /** Left out, the cluster's own for this user. */
  readonly namespace?: string | undefined;
  /** What everything else goes over. */
  readonly base?: JaegerManifest | undefined;
  readonly settings: Readonly<Partial<Record<SettingName, string | undefined>>>;
  readonly switches: Readonly<Partial<Record<SwitchName, boolean | undefined>>>;
  readonly ingressHosts: readonly string[];
  /** `[COMPONENT=]IMAGE` each. */
  readonly images: readonly string[];
  /** `PATH=VALUE` each. */
  readonly set: readonly string[];
}

/** Of an instance of which nothing is chosen but its name: an all-in-one in memory. */
export const usualOptions = (name: string, namespace: string | undefined): InstallOptions => ({
  name,
  namespace: namespace || undefined,
  settings: {},
  switches: {},
  ingressHosts: [],
  images: [],
  set: [],
});
