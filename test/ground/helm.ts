import { join } from 'node:path';
import { goPart } from './go-part.ts';
import { have, type Part } from './part.ts';
import { run } from './run.ts';

const HELM_VERSION = '3.19.0';

export const helm = goPart('helm', {
  module: 'helm',
  binaries: { helm: 'helm.sh/helm/v3/cmd/helm' },
  variables: { 'helm.sh/helm/v3/internal/version.version': `v${HELM_VERSION}` },
});

const source = join(import.meta.dirname, 'charts/jaeger');

/** Our chart under a published version of Jaeger's, whose form it then takes, as `jaeger-VERSION.tgz`. */
export const chart = (version: string, appVersion: string): Part => ({
  name: `chart-jaeger-${version}`,
  sources: [source],
  recipe: { version, appVersion },
  needs: [helm],
  async make(dir) {
    const versions = ['--version', version, '--app-version', appVersion];
    await run([join(await have(helm), 'helm'), 'package', source, ...versions, '--destination', dir]);
  },
});
