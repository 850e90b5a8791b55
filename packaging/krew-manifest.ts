import { stringify } from 'yaml';
import { archiveName } from './archives.ts';
import { executableName, targets } from './targets.ts';

const HOMEPAGE = 'https://github.com/kubectl-jaeger/kubectl-jaeger';

/** Where the archives of a version are, once they have been published. */
export const publishedAt = (version: string): string => `${HOMEPAGE}/releases/download/v${version}`;

const DESCRIPTION = `\
Finds every Jaeger in a cluster however it was installed (v1 operator,
OpenTelemetry operator, Helm chart, plain manifests), tells how it is doing
and what is wrong with it, opens its pages through a tunnel that outlives
Pods, and shows all of its logs in one stream.

It also installs, changes and removes instances of the v1 operator, turns
tracing on and off for workloads, and tells what Elasticsearch keeps, what
will be deleted and when, and when the disk fills.
`;

const CAVEATS = `\
For completion at the Tab key, see:
  kubectl jaeger completion --help
`;

interface Release {
  /** As package.json has it. */
  readonly version: string;
  /** The address of the folder that the archives lie in, without a slash at its end. */
  readonly urlBase: string;
  /** SHA-256 in lower-case hexadecimal, by the names of the archives. */
  readonly checksums: ReadonlyMap<string, string>;
}

/** The entry of an index of krew (v1alpha2; krew 0.4.4), as YAML. Throws where the checksum of a platform is missing. */
export function krewManifest({ version, urlBase, checksums }: Release): string {
  const platforms = targets.map((target) => {
    const archive = archiveName(version, target);
    const sha256 = checksums.get(archive);
    if (sha256 === undefined) throw new Error(`there is no checksum of ${archive}`);
    const { os, arch } = target;
    return {
      selector: { matchLabels: { os, arch } },
      uri: `${urlBase}/${archive}`,
      sha256,
      bin: executableName(target),
    };
  });
  const manifest = {
    apiVersion: 'krew.googlecontainertools.github.com/v1alpha2',
    kind: 'Plugin',
    metadata: { name: 'jaeger' },
    spec: {
      version: `v${version}`,
      homepage: HOMEPAGE,
      shortDescription: 'Find, install, check and operate Jaeger tracing',
      description: DESCRIPTION,
      caveats: CAVEATS,
      platforms,
    },
  };
  return stringify(manifest, { lineWidth: 0 });
}

const COMMENT = `\
# Written by \`npm run release\` with the checksums of the archives that it has made; the template is packaging/krew-manifest.ts.
# No release has been published yet: the addresses answer from the one on in which these very archives are.
`;

/** What krew-manifest.yaml has. */
export const committedManifest = (release: Release): string => `${COMMENT}${krewManifest(release)}`;
