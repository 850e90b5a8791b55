export interface Target {
  readonly os: 'linux' | 'darwin' | 'windows';
  readonly arch: 'amd64' | 'arm64';
}

/** What there is an executable for: Go's names, which krew and kubectl use as well. */
export const targets: readonly Target[] = (['linux', 'darwin', 'windows'] as const).flatMap((os) =>
  (['amd64', 'arm64'] as const).map((arch) => ({ os, arch })),
);

export const executableName = ({ os }: Target): string => (os === 'windows' ? 'kubectl-jaeger.exe' : 'kubectl-jaeger');

/** The platform that this runs on. Throws where there is no executable for it. */
export function hostTarget(): Target {
  const os = process.platform === 'win32' ? 'windows' : process.platform;
  const arch = process.arch === 'x64' ? 'amd64' : process.arch;
  const host = targets.find((target) => target.os === os && target.arch === arch);
  if (!host) throw new Error(`there is no executable for ${process.platform}/${process.arch}`);
  return host;
}
