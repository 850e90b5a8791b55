import { existsSync } from 'node:fs';
import { run, say } from './run.ts';

interface Tool {
  /** Any of these paths proves that the tool is there. */
  readonly paths: readonly string[];
  readonly debian: string;
}

const bin = (name: string): string[] =>
  ['/usr/bin', '/usr/sbin', '/bin', '/sbin', '/usr/local/bin'].map((d) => `${d}/${name}`);
const tool = (name: string, debian: string): Tool => ({ paths: bin(name), debian });

const NODE_TOOLS: readonly Tool[] = [
  tool('unshare', 'util-linux'),
  tool('nsenter', 'util-linux'),
  tool('mount', 'mount'),
  tool('ip', 'iproute2'),
  tool('iptables', 'iptables'),
  tool('conntrack', 'conntrack'),
  tool('openssl', 'openssl'),
  tool('runc', 'runc'),
  { paths: ['/usr/lib/cni/bridge'], debian: 'containernetworking-plugins' },
];

const JAVA_TOOLS: readonly Tool[] = [
  tool('mvn', 'maven'),
  tool('javac', 'default-jdk-headless'),
  tool('jlink', 'default-jdk-headless'),
];

/** Checks that this machine can carry a cluster, and installs what Debian gives and it does not have yet. */
export async function requireNodeTools(): Promise<void> {
  if (process.platform !== 'linux') throw new Error('the ground needs Linux: it runs a kubelet and containerd');
  if (process.getuid?.() !== 0) throw new Error('the ground needs root: it makes namespaces, mounts and cgroups');
  await requireTools('running a cluster', NODE_TOOLS);
}

export const requireJavaTools = (): Promise<void> => requireTools('building OpenSearch', JAVA_TOOLS);

export const requireBrowser = (): Promise<void> =>
  requireTools('opening pages in a browser', [tool('chromium', 'chromium')]);

export const requireShells = (): Promise<void> =>
  requireTools('completing command lines', [
    tool('zsh', 'zsh'),
    tool('fish', 'fish'),
    { paths: ['/usr/share/bash-completion/bash_completion'], debian: 'bash-completion' },
  ]);

/** Where Debian puts the libraries of that architecture on a machine of another. */
export const ARM64_LIBRARIES = '/usr/aarch64-linux-gnu';

export const requireArm64 = (): Promise<void> =>
  requireTools('running programs of another architecture', [
    tool('qemu-aarch64-static', 'qemu-user-static'),
    { paths: [`${ARM64_LIBRARIES}/lib/ld-linux-aarch64.so.1`], debian: 'libc6-arm64-cross' },
  ]);

async function requireTools(purpose: string, tools: readonly Tool[]): Promise<void> {
  const missing = missingPackages(tools);
  if (missing.length === 0) return;
  const command = `apt-get install -y --no-install-recommends ${missing.join(' ')}`;
  say(`${purpose} needs ${missing.join(', ')}: installing`);
  try {
    await run(['apt-get', 'update', '-qq']);
    await run(command.split(' '), { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
  } catch (error) {
    throw new Error(`could not install what ${purpose} needs; install it yourself, on Debian: ${command}`, {
      cause: error,
    });
  }
  const still = missingPackages(tools);
  if (still.length > 0) throw new Error(`installed, but nowhere to be found: ${still.join(', ')}`);
}

const missingPackages = (tools: readonly Tool[]): string[] => [
  ...new Set(tools.filter(({ paths }) => !paths.some((path) => existsSync(path))).map(({ debian }) => debian)),
];
