/** A span as OTLP writes it in JSON. */
interface Sent {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind?: number;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly attributes?: readonly Attribute[];
  readonly status?: { readonly code?: number; readonly message?: string };
}

interface Attribute {
  readonly key: string;
  readonly value: Readonly<Record<string, unknown>>;
}

interface Request {
  readonly resourceSpans: readonly {
    readonly resource?: { readonly attributes?: readonly Attribute[] };
    readonly scopeSpans: readonly { readonly spans: readonly Sent[] }[];
  }[];
}

/** As Jaeger's query API shows it, in its own form, beside the process that it is of. */
export interface Span {
  readonly span: { readonly traceID: string; readonly operationName: string; readonly [field: string]: unknown };
  readonly process: { readonly serviceName: string; readonly tags: readonly object[] };
}

const KINDS = ['', 'internal', 'server', 'client', 'producer', 'consumer'];
const FAILED = 2;

/** The spans of an OTLP request in JSON. Errors: what is no such request. */
export const spansIn = (body: string): readonly Span[] =>
  (JSON.parse(body) as Request).resourceSpans.flatMap(({ resource, scopeSpans }) => {
    const attributes = resource?.attributes ?? [];
    const service = attributes.find(({ key }) => key === 'service.name')?.value['stringValue'] as string | undefined;
    const others = attributes.filter(({ key }) => key !== 'service.name');
    const process = { serviceName: service ?? 'unknown_service', tags: others.map(tagOf) };
    return scopeSpans.flatMap(({ spans }) => spans.map((sent) => ({ span: spanOf(sent), process })));
  });

const micros = (nanoseconds: string): number => Number(BigInt(nanoseconds) / 1000n);

function spanOf({ traceId: traceID, spanId: spanID, parentSpanId, ...sent }: Sent): Span['span'] {
  const startTime = micros(sent.startTimeUnixNano);
  return {
    traceID,
    spanID,
    operationName: sent.name,
    references: parentSpanId ? [{ refType: 'CHILD_OF', traceID, spanID: parentSpanId }] : [],
    startTime,
    duration: micros(sent.endTimeUnixNano) - startTime,
    tags: [...(sent.attributes ?? []), ...written(sent)].map(tagOf),
    logs: [],
    warnings: null,
  };
}

const text = (key: string, stringValue = ''): readonly Attribute[] =>
  stringValue === '' ? [] : [{ key, value: { stringValue } }];

/** What OTLP has fields for, and Jaeger tags. */
function written({ kind = 0, status = {} }: Partial<Sent>): readonly Attribute[] {
  const isFailed = status.code === FAILED;
  return [
    ...(isFailed ? [{ key: 'error', value: { boolValue: true } }] : []),
    ...text('otel.status_code', isFailed ? 'ERROR' : ''),
    ...text('otel.status_description', status.message),
    ...text('span.kind', KINDS[kind]),
  ];
}

const TYPES = new Map([
  ['boolValue', 'bool'],
  ['intValue', 'int64'],
  ['doubleValue', 'float64'],
]);

function tagOf({ key, value }: Attribute): object {
  const [field = '', content] = Object.entries(value)[0] ?? [];
  return { key, type: TYPES.get(field) ?? 'string', value: field === 'intValue' ? Number(content) : content };
}

/** Spans of one trace, with the processes that they name. */
export function traceOf(spans: readonly Span[]): object {
  const processes = [...new Set(spans.map(({ process }) => process))];
  const idOf = (process: Span['process']): string => `p${processes.indexOf(process) + 1}`;
  return {
    traceID: spans[0]?.span.traceID,
    spans: spans.map(({ span, process }) => ({ ...span, processID: idOf(process) })),
    processes: Object.fromEntries(processes.map((process) => [idOf(process), process])),
    warnings: null,
  };
}
