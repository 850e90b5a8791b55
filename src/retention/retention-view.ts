import {
  escapeText,
  formatAge,
  indent,
  paint,
  renderColumns,
  renderErrors,
  renderFindings,
  type Tone,
  type ViewOptions,
} from '../terminal/index.ts';
import { renderChart, renderForecast, renderWhatIf } from './forecast-view.ts';
import { renderIndices } from './indices-view.ts';
import type { OtherStore } from './other-stores.ts';
import type { RetentionJob, RetentionReport, SearchStore, SettingRow } from './report.ts';

/** A report as text: the store, its indices, who deletes them, and what that comes to. */
export function renderRetention(report: RetentionReport, options: ViewOptions): string {
  const { indices, jobs, settings, forecast, whatIf, findings, errors, store } = report;
  const isSearched = store !== undefined && 'access' in store;
  const chart = forecast && options.columns !== undefined ? renderChart(forecast, options.columns) : '';
  const sections: readonly (readonly [title: string, text: string])[] = [
    ['INDICES', isSearched ? renderIndices(indices, options) || 'none\n' : ''],
    ['JOBS', renderJobs(jobs, options) || (isSearched ? 'none\n' : '')],
    ['SETTINGS', renderSettings(settings, options)],
    ['PER DAY', chart],
    ['FORECAST', forecast ? renderForecast(forecast, options) : ''],
    ['WITH ANOTHER NUMBER OF DAYS', whatIf ? renderWhatIf(whatIf) : ''],
    ['FINDINGS', renderFindings(findings, options)],
  ];
  const shown = sections.filter(([, text]) => text !== '').map(([title, text]) => `\n${indent(`${title}\n${text}`)}`);
  const failed = renderErrors(errors);
  return `${heading(report, options)}${shown.join('')}${failed === '' ? '' : `\n${failed}`}`;
}

const HEALTH: Readonly<Record<string, Tone>> = { green: 'good', yellow: 'warning', red: 'bad' };

function heading({ instance, store }: RetentionReport, { colour, now }: ViewOptions): string {
  const { namespace, name, flavour } = instance;
  const title = escapeText(`${namespace}/${name}  (${flavour})`);
  if (store === undefined) return `${title}\n`;
  if (!('access' in store)) return `${title}\n${indent(escapeText(otherText(store, now)))}`;
  const status = store.health?.status;
  const health = status === undefined ? '' : `  ${paint(escapeText(status), HEALTH[status] ?? 'plain', colour)}`;
  return `${title}${health}\n${indent(escapeText(searchText(store)))}`;
}

function searchText({ type, version, access, health }: SearchStore): string {
  const product = type === 'opensearch' ? 'OpenSearch' : 'Elasticsearch';
  const named = version === undefined ? product : `${product} ${version.number} "${version.clusterName}"`;
  const nodes = health === undefined ? '' : `, ${health.dataNodes} data ${health.dataNodes === 1 ? 'node' : 'nodes'}`;
  return `${named} at ${access.url}, asked ${access.way} ${access.identity}${nodes}\n`;
}

const otherText = ({ type, address, keeps, since }: OtherStore, now: Date): string =>
  [
    `${type}${address === undefined ? '' : ` at ${address}`}`,
    ...keeps,
    ...(since === undefined ? [] : [`so far that has lasted ${formatAge(since, now)}, since ${since}`]),
  ]
    .map((line) => `${line}\n`)
    .join('');

function renderJobs(jobs: readonly RetentionJob[], options: ViewOptions): string {
  const { now } = options;
  return renderColumns(
    jobs,
    [
      ['NAME', ({ name }) => name],
      ['SCHEDULE', ({ when, suspended }) => (suspended ? { text: `${when} (suspended)`, tone: 'warning' } : when)],
      ['NEXT RUN', ({ nextRunAt = '<none>' }) => nextRunAt],
      ['LAST SUCCESS', ({ lastSuccessAt }) => (lastSuccessAt === undefined ? '<none>' : formatAge(lastSuccessAt, now))],
      ['STATE', ({ state }) => ({ text: state, tone: state === 'Failed' ? 'bad' : 'plain' })],
      ['MISSED', ({ missedRuns }) => (missedRuns === undefined ? '<unknown>' : String(missedRuns))],
      ['DOES', ({ does }) => does],
    ],
    [
      ['TIMEZONE', ({ timeZone = '<none>' }) => timeZone],
      ['LAST FAILURE', ({ lastFailure = '<none>' }) => lastFailure],
    ],
    options,
  );
}

/** Those that agree are of interest only with `-o wide`. */
function renderSettings(settings: readonly SettingRow[], options: ViewOptions): string {
  const shown = options.wide ? settings : settings.filter(({ agree }) => !agree);
  return renderColumns(
    shown.flatMap(({ setting, places, agree }) => places.map((place) => ({ setting, agree, ...place }))),
    [
      ['SETTING', ({ setting, agree }) => (agree ? setting : { text: setting, tone: 'warning' })],
      ['WHERE', ({ where }) => where],
      [
        'VALUE',
        ({ value = '<unknown>', isDefault }) =>
          isDefault ? `${value === '' ? '<empty>' : value} (default)` : value === '' ? '<empty>' : value,
      ],
    ],
    [],
    options,
  );
}

/** Indices by their names, for other commands. */
export const indexNames = ({ indices }: RetentionReport): readonly string[] =>
  indices.map(({ index }) => `index/${index}`);
