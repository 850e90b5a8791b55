import { escapeText } from '../terminal/index.ts';
import type { TunnelEvent } from './reach.ts';
import type { TunnelReport } from './tunnel-report.ts';

/** The URL to open comes first, then a line like kubectl's for each port. */
export const renderReached = ({ url, ports }: TunnelReport): string =>
  [
    ...(url === undefined ? [] : [url]),
    ...ports.map(({ address, local, remote }) => {
      const host = address.includes(':') ? `[${address}]` : address;
      return `Forwarding from ${host}:${local} -> ${remote}`;
    }),
    '',
  ].join('\n');

/** One line for each change. */
export const renderEvent = (event: TunnelEvent): string => escapeText(`${lineOf(event)}\n`);

function lineOf(event: TunnelEvent): string {
  if (event.type === 'interrupted') return `connection to the API server lost, reconnecting: ${event.error.message}`;
  if (event.type === 'failed')
    return [`connection failed: ${event.error.message}`, ...event.error.hints.map((hint) => `hint: ${hint}`)].join(
      '\n',
    );
  const lost = event.before === undefined ? '' : `connection to pod ${event.before} lost, `;
  if (event.type === 'waiting') return `${lost}waiting for a Ready Pod`;
  return lost === '' ? `forwarding to pod ${event.pod}` : `${lost}using ${event.pod}`;
}
