import type { Target } from './targets.ts';

/** Of one platform, as it is downloaded; `version` as package.json has it. */
export const archiveName = (version: string, { os, arch }: Target): string =>
  `kubectl-jaeger_v${version}_${os}_${arch}.${os === 'windows' ? 'zip' : 'tar.gz'}`;
