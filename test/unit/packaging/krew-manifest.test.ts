import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { archiveName } from '../../../packaging/archives.ts';
import { committedManifest, krewManifest, publishedAt } from '../../../packaging/krew-manifest.ts';
import { targets } from '../../../packaging/targets.ts';
import { checkout } from '../../ground/paths.ts';

interface Manifest {
  readonly spec: {
    readonly version: string;
    readonly shortDescription: string;
    readonly description: string;
    readonly caveats: string;
    readonly platforms: readonly {
      readonly selector: { readonly matchLabels: { readonly os: string; readonly arch: string } };
      readonly uri: string;
      readonly sha256: string;
      readonly bin: string;
    }[];
  };
}

const checksums = new Map(
  targets.map((target, index) => [archiveName('1.2.3', target), index.toString(16).repeat(64)]),
);
const release = { version: '1.2.3', urlBase: 'http://127.0.0.1:8080', checksums };

describe('krew manifest', () => {
  it('in the checkout is what the template makes of its own version and checksums', () => {
    const text = readFileSync(join(checkout, 'krew-manifest.yaml'), 'utf8');
    const { spec } = parse(text) as Manifest;
    const version = spec.version.replace(/^v/, '');
    const committed = new Map(spec.platforms.map(({ uri, sha256 }) => [uri.replace(/^.*\//, ''), sha256]));
    assert.equal(text, committedManifest({ version, urlBase: publishedAt(version), checksums: committed }));
    for (const [archive, sha256] of committed) assert.match(sha256, /^[0-9a-f]{64}$/, archive);
  });

  it('has each platform with its archive, its checksum and its executable', () => {
    const { spec } = parse(krewManifest(release)) as Manifest;
    assert.equal(spec.version, 'v1.2.3');
    assert.deepEqual(
      spec.platforms.map(({ selector: { matchLabels }, ...rest }) => ({ ...matchLabels, ...rest })),
      targets.map((target) => {
        const name = archiveName('1.2.3', target);
        return {
          ...target,
          uri: `http://127.0.0.1:8080/${name}`,
          sha256: checksums.get(name),
          bin: target.os === 'windows' ? 'kubectl-jaeger.exe' : 'kubectl-jaeger',
        };
      }),
    );
  });

  it('keeps to what the index asks of texts', () => {
    const { spec } = parse(krewManifest(release)) as Manifest;
    assert.ok(spec.shortDescription.length <= 50, spec.shortDescription);
    assert.doesNotMatch(spec.shortDescription, /kubectl|plugin|\.$/i);
    for (const line of `${spec.description}${spec.caveats}`.split('\n')) assert.ok(line.length <= 80, line);
    assert.doesNotMatch(spec.description, /--\w/);
  });

  it('is not made without a checksum for each platform', () => {
    const missing = new Map([...checksums].slice(1));
    assert.throws(() => krewManifest({ ...release, checksums: missing }), /no checksum of .*linux_amd64/);
  });
});
