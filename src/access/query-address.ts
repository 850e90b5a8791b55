import type { Container, Pod } from '../kubernetes/types.ts';

const QUERY = /(^|\/)(jaeger|jaeger-query|all-in-one)(?=[:@]|$)/;

/** How a browser has to ask the query service of a Pod. */
export interface QueryAddress {
  readonly scheme: 'http' | 'https';
  /** Begins and ends with a slash. */
  readonly basePath: string;
}

/** From the options of Jaeger v1, which are flags or variables of the container (1.76, cmd/query/app/flags.go). */
export function queryAddress({ spec }: Pod): QueryAddress {
  const containers = spec?.containers ?? [];
  const query = containers.find(({ image = '' }) => QUERY.test(image)) ?? containers[0];
  const option = (name: string): string => (query === undefined ? '' : optionOf(query, name));
  const base = option('query.base-path').replace(/^\/+|\/+$/g, '');
  return {
    scheme: option('query.http.tls.enabled') === 'true' ? 'https' : 'http',
    basePath: base === '' ? '/' : `/${base}/`,
  };
}

/** `--NAME=VALUE`, `--NAME VALUE` or `--NAME`; else the variable that viper makes of the name. */
function optionOf({ args = [], env = [] }: Container, name: string): string {
  const at = args.findLastIndex((arg) => arg === `--${name}` || arg.startsWith(`--${name}=`));
  const given = args[at];
  if (given !== undefined) {
    const next = args[at + 1] ?? '--';
    return given.includes('=') ? given.slice(given.indexOf('=') + 1) : next.startsWith('--') ? 'true' : next;
  }
  const variable = name.toUpperCase().replaceAll(/[.-]/g, '_');
  return env.find((entry) => entry.name === variable)?.value ?? '';
}
