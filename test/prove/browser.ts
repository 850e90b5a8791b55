import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Cluster } from '../ground/cluster.ts';
import { requireBrowser } from '../ground/host-tools.ts';
import { beside, waitFor } from '../support/beside.ts';

interface Listed {
  readonly instances: readonly { readonly namespace: string; readonly name: string }[];
}

/** Everything that a browser does by itself, and that nobody here asked for. */
const QUIET = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-sync',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
];

/**
 * Chromium opens the page of every instance at the address that the tunnel prints first.
 *
 * @returns for each instance the page's title, and the version that Jaeger has written into the page
 */
export async function opensInBrowser(cluster: Cluster): Promise<readonly string[]> {
  await requireBrowser();
  const { instances } = JSON.parse(await cluster.run(['kubectl', 'jaeger', 'list', '-A', '-o', 'json'])) as Listed;
  const shown: string[] = [];
  for (const { namespace, name } of instances) {
    const profile = await mkdtemp(join(tmpdir(), 'browser-'));
    try {
      const chromium = ['timeout', '60', 'chromium', ...QUIET, `--user-data-dir=${profile}`, '--dump-dom', '"$url"'];
      const open = `${waitFor('Forwarding')}; url=$(head -1 $d/out); ${chromium.join(' ')} 2>/dev/null`;
      const { stdout } = await beside(cluster, ['port-forward', name, '-n', namespace, '--port', '0'], open);
      const [, title, version] =
        /<title>([^<]+)<\/title>[^]*JAEGER_VERSION = \{[^}]*"gitVersion":"([^"]*)"/.exec(stdout) ??
        assert.fail(`${namespace}/${name}: ${stdout}`);
      shown.push(`${namespace}/${name}: ${title}, ${version}`);
    } finally {
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    }
  }
  return shown;
}
