/** Where a query service answers. */
export interface QueryLocation {
  readonly scheme: 'http' | 'https';
  readonly host: string;
  readonly port: number;
  /** Begins and ends with a slash. */
  readonly basePath: string;
}

/** What can be asked of a query service, of v1 and v2 alike. Errors: NOT_REACHED, and JAEGER_API for what it answers. */
export interface QueryApi {
  /** Names of the services that spans are known of. The span store has been asked when this comes back. */
  services(signal: AbortSignal): Promise<readonly string[]>;
}

/** Makes one for a query service. */
export type ConnectQueryApi = (location: QueryLocation) => QueryApi;
