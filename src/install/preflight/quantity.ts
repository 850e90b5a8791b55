const DECIMAL: Readonly<Record<string, number>> = { n: -3, u: -2, m: -1, '': 0, k: 1, M: 2, G: 3, T: 4, P: 5, E: 6 };
const BINARY = ['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];

/** A quantity as Kubernetes writes it: bytes, cores or a number. Undefined for what is none (apimachinery, resource.Quantity). */
export function quantityOf(value: unknown): number | undefined {
  const text = typeof value === 'number' ? String(value) : typeof value === 'string' ? value : '';
  const [, digits, suffix = ''] = /^([+-]?(?:\d+\.?\d*|\.\d+))(|[numkMGTPE]|[KMGTPE]i|[eE][+-]?\d+)$/.exec(text) ?? [];
  if (digits === undefined) return undefined;
  if (/^[eE][+-]?\d/.test(suffix)) return Number(`${digits}${suffix}`);
  const power = BINARY.indexOf(suffix);
  return Number(digits) * (power === -1 ? 1000 ** (DECIMAL[suffix] ?? 0) : 1024 ** (power + 1));
}
