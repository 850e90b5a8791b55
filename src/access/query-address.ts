import { settingOf, type ComponentWorkload } from '../jaeger/index.ts';

/** How a browser has to ask a query service. */
export interface QueryAddress {
  readonly scheme: 'http' | 'https';
  /** Begins and ends with a slash. */
  readonly basePath: string;
}

/** From flags and variables of v1 (1.76, cmd/query/app/flags.go), and from the configuration of v2 (2.13, jaeger_query). */
export function queryAddress({ settings, generation }: ComponentWorkload): QueryAddress {
  const told = settingOf(settings, generation === 'v2' ? 'extensions.jaeger_query.base_path' : 'query.base-path') ?? '';
  const base = told.replace(/^\/+|\/+$/g, '');
  const hasTls =
    generation === 'v2'
      ? [...settings.keys()].some((name) => name.startsWith('extensions.jaeger_query.http.tls.'))
      : settingOf(settings, 'query.http.tls.enabled') === 'true';
  return { scheme: hasTls ? 'https' : 'http', basePath: base === '' ? '/' : `/${base}/` };
}
