/**
 * What a kubeconfig can say, with the meaning of client-go 0.36 (tools/clientcmd/api/v1/types.go): a field that is left
 * out, null or empty is the empty string, an empty list or false. Paths are absolute.
 */
export interface ClusterEntry {
  readonly server: string;
  readonly tlsServerName: string;
  readonly insecure: boolean;
  readonly caFile: string;
  /** Base64, as are all `…Data`. */
  readonly caData: string;
  readonly proxyUrl: string;
  readonly disableCompression: boolean;
  /** What the kubeconfig wants credential plugins to know of this cluster. */
  readonly pluginConfig: unknown;
}

export interface ExecEntry {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: readonly { readonly name: string; readonly value: string }[];
  readonly apiVersion: string;
  readonly installHint: string;
  readonly provideClusterInfo: boolean;
  readonly interactiveMode: string;
}

export interface AuthProviderEntry {
  readonly name: string;
  readonly config: ReadonlyMap<string, string>;
}

export interface UserEntry {
  readonly certFile: string;
  readonly certData: string;
  readonly keyFile: string;
  readonly keyData: string;
  readonly token: string;
  readonly tokenFile: string;
  readonly as: string;
  readonly asUid: string;
  readonly asGroups: readonly string[];
  readonly asExtra: ReadonlyMap<string, readonly string[]>;
  readonly username: string;
  readonly password: string;
  readonly authProvider: AuthProviderEntry | undefined;
  readonly exec: ExecEntry | undefined;
}

export interface ContextEntry {
  readonly cluster: string;
  readonly user: string;
  readonly namespace: string;
}

/** One kubeconfig, or several merged. */
export interface Kubeconfig {
  readonly clusters: ReadonlyMap<string, ClusterEntry>;
  readonly users: ReadonlyMap<string, UserEntry>;
  readonly contexts: ReadonlyMap<string, ContextEntry>;
  readonly currentContext: string;
}
