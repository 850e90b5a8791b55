import { escapeText } from '../terminal/index.ts';

/** What somebody should know who asks for an instance. */
export const renderNotes = (notes: readonly string[]): string =>
  notes.map((note) => `note: ${escapeText(note)}\n`).join('');

/** What runs after an installation, as far as it is known. */
export interface Installed {
  readonly namespace: string;
  readonly name: string;
  readonly strategy: string;
  readonly storage: { readonly type: string };
  /** Of Jaeger. */
  readonly version: string | undefined;
  readonly components: readonly {
    readonly component: string;
    readonly readyReplicas: number;
    readonly replicas: number;
  }[];
  readonly access: readonly Way[];
  /** That the query service knew when it was asked; undefined when it could not be asked. */
  readonly services: readonly string[] | undefined;
}

interface Way {
  readonly kind: string;
  readonly host: string;
  readonly path: string;
  readonly port: string;
  readonly protocol?: string;
  /** Empty without TLS. */
  readonly termination: string | undefined;
}

/** What runs now, how to see it, where to send spans, how to have a workload traced. */
export function renderInstalled(installed: Installed, program: string): string {
  const {
    namespace,
    name,
    strategy,
    storage,
    version = 'of an unknown version',
    components,
    access,
    services,
  } = installed;
  const running = components.map(
    ({ component, readyReplicas, replicas }) => `${component} ${readyReplicas}/${replicas}`,
  );
  const otlp = access.filter(({ kind }) => kind === 'OTLP');
  const pages = access.filter(({ kind, host }) => kind !== 'OTLP' && host !== '*');
  const rows = [
    ['runs', `Jaeger ${version}, ${strategy}, on ${storage.type}: ${running.join(', ')}`],
    ...(services === undefined ? [] : [['answers', `the query service; it knows ${servicesInWords(services)}`]]),
    ...pages.map((page) => ['page', urlOf(page)]),
    ['look at it', `${program} port-forward ${name} -n ${namespace}`],
    ...otlp.map(({ protocol = '', host, port }) => [
      `OTLP over ${protocol}`,
      `${protocol === 'HTTP' ? 'http://' : ''}${host}:${port}`,
    ]),
    ['trace a Deployment', `${program} inject DEPLOYMENT -n NAMESPACE --instance ${namespace}/${name}`],
  ];
  const width = Math.max(...rows.map(([title = '']) => title.length));
  return escapeText(rows.map(([title = '', text]) => `${title.padEnd(width)}  ${text}\n`).join(''));
}

const urlOf = ({ host, path, termination }: Way): string => `http${termination === '' ? '' : 's'}://${host}${path}`;

const servicesInWords = (services: readonly string[]): string =>
  services.length === 0 ? 'no service yet' : `${services.length} service${services.length === 1 ? '' : 's'}`;
