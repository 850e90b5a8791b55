const UNITS = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi'];

/** `1.2Gi`, in the units of Kubernetes: one digit behind the point below ten. */
export function sizeText(bytes: number | undefined): string {
  if (bytes === undefined) return '<unknown>';
  const power = Math.min(UNITS.length - 1, bytes < 1024 ? 0 : Math.floor(Math.log2(bytes) / 10));
  return `${numberText(bytes / 1024 ** power)}${UNITS[power] ?? ''}`;
}

const THOUSANDS = ['', 'k', 'M', 'G', 'T'];

/** `1.2M` of documents. */
export function countText(count: number | undefined): string {
  if (count === undefined) return '<unknown>';
  const power = Math.min(THOUSANDS.length - 1, count < 1000 ? 0 : Math.floor(Math.log10(count) / 3));
  return `${numberText(count / 1000 ** power)}${THOUSANDS[power] ?? ''}`;
}

const numberText = (number: number): string =>
  number < 10 && !Number.isInteger(number) ? number.toFixed(1).replace(/\.0$/, '') : String(Math.round(number));
