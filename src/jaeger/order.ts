/** By code unit, as kubectl sorts: a locale would order the same list differently on another machine. */
export const compare = (one: string, other: string): number => (one < other ? -1 : Number(one > other));
