import { isatty } from 'node:tty';
import type { ConnectElasticsearch } from '../elasticsearch/ports.ts';
import type { ConnectQueryApi } from '../jaeger-api/ports.ts';
import { parseDuration } from '../jaeger/durations.ts';
import type { Cluster, ClusterChoice, KubeconfigNames } from '../kubernetes/ports.ts';
import { interruption } from './interruption.ts';
import { escapeText, mayColour, type ColourChoice, type Terminal, type Screen } from '../terminal/index.ts';

export interface Session {
  /** Our own version, for the server's logs. */
  readonly version: string;
  /** How much to tell of every request, as `-v`. */
  readonly verbosity: number;
  readonly signal: AbortSignal;
}

const clusters = () => import('../kubernetes/connect.ts');

/** The composition root: the only place that reaches implementations, and only when a command asks for one. */
export async function connect(choice: ClusterChoice, session: Session): Promise<Cluster> {
  const { connectCluster, logExchange } = await clustersWithoutModels();
  const { verbosity, signal } = session;
  return connectCluster(
    choice,
    {
      userAgent: userAgentOf(session),
      // As kubectl shows what the API server warns of.
      onWarning: (text) => tell(`Warning: ${text}`),
      onExchange: (exchange) => logExchange(exchange, verbosity).forEach(tell),
    },
    { environment: process.env, hasTerminal: isatty(0), signal, now: Date.now },
  );
}

/** The same for whoever may neither be told nor asked anything, because a command line is being typed. */
export async function connectSilently(choice: ClusterChoice, session: Omit<Session, 'verbosity'>): Promise<Cluster> {
  const { connectCluster } = await clustersWithoutModels();
  const { signal } = session;
  const surroundings = { environment: process.env, hasTerminal: false, isSilent: true, signal, now: Date.now };
  return connectCluster(choice, { userAgent: userAgentOf(session) }, surroundings);
}

async function clustersWithoutModels(): ReturnType<typeof clusters> {
  const { leaveModelsOut } = await import('../kubernetes/without-models.ts');
  leaveModelsOut();
  return clusters();
}

const userAgentOf = ({ version }: Pick<Session, 'version'>): string =>
  `kubectl-jaeger/v${version} (${process.platform}/${process.arch})`;

/** What the kubeconfig has entries for, without any cluster. */
export async function readKubeconfigNames(choice: ClusterChoice): Promise<KubeconfigNames> {
  return (await import('../kubernetes/kubeconfig-names.ts')).kubeconfigNames(choice, process.env);
}

/** Milliseconds since the process began until which an answer to a key is of use; together with two starts of kubectl about a second. */
const COMPLETION_MS = 800;

/** The same, or what the user has said. */
export const completionTime = (): number =>
  parseDuration(process.env['KUBECTL_JAEGER_COMPLETION_TIMEOUT'] ?? '') ?? COMPLETION_MS;

/** From now on Node.js itself warns of nothing, as it does of environment variables that it thinks unwise. */
export const silence = (): void => void process.removeAllListeners('warning');

/** The same for Jaeger's own API. */
export async function connectQueryApi(): Promise<ConnectQueryApi> {
  return (await import('../jaeger-api/query-api.ts')).queryApi;
}

/** The same for span stores, whose requests are told of like the cluster's. */
export async function connectElasticsearch(verbosity: number): Promise<ConnectElasticsearch> {
  const [implementation, { logExchange, spareMemory }] = await Promise.all([
    import('../elasticsearch/connect.ts'),
    clusters(),
  ]);
  spareMemory();
  return (location, identity) =>
    implementation.connectElasticsearch(location, identity, {
      onExchange: (exchange) => logExchange(exchange, verbosity).forEach(tell),
    });
}

function tell(line: string): void {
  process.stderr.write(`${escapeText(line)}\n`);
}

export const colourAllowed = (choice: ColourChoice): boolean => mayColour(choice, process.stdout, process.env);

/** The same for what is said beside the result. */
export const colourAllowedBeside = (choice: ColourChoice): boolean => mayColour(choice, process.stderr, process.env);

/** The terminal that stdout is, if it is one that can be drawn on. */
export function screen(): Screen | undefined {
  const { isTTY, rows, columns } = process.stdout;
  return isTTY && process.env['TERM'] !== 'dumb' ? { rows, columns } : undefined;
}

/** The terminal at which somebody can be asked, if there is one: a question is no result, and goes to stderr. */
export function questionable(): Terminal | undefined {
  const { stdin: input, stderr: output } = process;
  if (!input.isTTY || !output.isTTY || process.env['TERM'] === 'dumb' || process.env['CI'] !== undefined)
    return undefined;
  return { input, output, columns: output.columns, colour: colourAllowedBeside('auto'), signal: interruption };
}

/** Whether somebody sits before this machine who would see a browser. */
export const mayOpenBrowser = (): boolean =>
  process.stdout.isTTY &&
  !process.env['SSH_CONNECTION'] &&
  !process.env['SSH_TTY'] &&
  process.env['BROWSER'] !== 'none' &&
  process.env['CI'] === undefined;

/** The program that the user's shell has started: kubectl, oc, or we. */
export const startedProgram = (): string | undefined => process.env['_'];

/** Our environment with more in it, for a program that we start. */
export const environmentWith = (more: Readonly<Record<string, string>>): NodeJS.ProcessEnv => ({
  ...process.env,
  ...more,
});
