import { randomBytes } from 'node:crypto';

/** `send-span.ts SERVICE` sends one span of a service to where OTEL_EXPORTER_OTLP_ENDPOINT says, as OTLP in JSON. */
const [service = 'demo'] = process.argv.slice(2);
const now = `${Date.now()}000000`;
const [traceId, spanId] = [randomBytes(16).toString('hex'), randomBytes(8).toString('hex')];
const attributes = [{ key: 'service.name', value: { stringValue: service } }];
const spans = [{ traceId, spanId, name: 'checkout', kind: 2, startTimeUnixNano: now, endTimeUnixNano: now }];
const body = JSON.stringify({ resourceSpans: [{ resource: { attributes }, scopeSpans: [{ spans }] }] });
const headers = { 'content-type': 'application/json' };
// oxlint-disable-next-line no-process-env -- where every OpenTelemetry SDK looks
const url = `${process.env['OTEL_EXPORTER_OTLP_ENDPOINT']}/v1/traces`;
const answer = await fetch(url, { method: 'POST', headers, body });
process.stdout.write(`a span of ${service}: ${answer.status} ${await answer.text()}\n`);
