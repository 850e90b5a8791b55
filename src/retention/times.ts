/** `2026-11-24T23:55:00Z`: RFC 3339 in UTC, to the second; undefined for a time that no calendar has. */
export function rfc3339(ms: number): string | undefined {
  const date = new Date(ms);
  return Number.isNaN(date.getTime()) ? undefined : `${date.toISOString().slice(0, -5)}Z`;
}

/** `2026-11-24`. */
export const dateText = (ms: number): string | undefined => rfc3339(ms)?.split('T')[0];
