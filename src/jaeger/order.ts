/** By code unit, as kubectl sorts: a locale would order the same list differently on another machine. */
export const compare = (one: string, other: string): number => (one < other ? -1 : Number(one > other));

/** RFC 3339 of the API server, all in UTC and of one length: older first, and first what has none. */
export const compareTimes = (one = '', other = ''): number => compare(one, other);
