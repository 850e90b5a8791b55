/** Major and minor of a version such as `v1.36.3` or `1.65.0-rc1`; undefined for what is none. */
function releaseOf(version: string): readonly [major: number, minor: number] | undefined {
  const [, major, minor] = /^v?(\d+)\.(\d+)/.exec(version) ?? [];
  return major === undefined || minor === undefined ? undefined : [Number(major), Number(minor)];
}

/** Whether a version is of an earlier release than another; of what is no version nothing is said. */
export function isBefore(version: string, other: string): boolean {
  const [one, two] = [releaseOf(version), releaseOf(other)];
  return one !== undefined && two !== undefined && (one[0] - two[0] || one[1] - two[1]) < 0;
}
