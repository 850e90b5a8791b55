import { base64, type Entry } from '../../support/kubeconfigs.ts';
import type { RecordingServers } from '../../support/recording-servers.ts';

/** Files, variables and flags that kubectl and the program are given alike. */
export interface Case {
  readonly what: string;
  /** In the working directory, which is HOME as well. Objects are written as JSON. */
  readonly files?: Readonly<Record<string, object | string>>;
  /** KUBECONFIG is `config` where nothing is said. */
  readonly env?: Readonly<Record<string, string>>;
  readonly flags?: readonly string[];
  /** Where the files of a Pod's service account lie. */
  readonly serviceAccount?: string;
  /** Why the program does something else than kubectl, where it does. */
  readonly differs?: string;
}

export type Ports = RecordingServers['ports'];

/** The first of the recording servers, verified. */
export const trusted = ({ server }: Ports): Entry => ({
  server: `https://${server}`,
  'certificate-authority-data': base64('ca.crt'),
});
