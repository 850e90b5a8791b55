import type { PackageInside } from './contents.ts';

interface Component extends Pick<PackageInside, 'name' | 'version' | 'licence' | 'integrity'> {
  readonly description?: string;
}

interface Release {
  readonly version: string;
  readonly date: Date;
  readonly components: readonly Component[];
}

/** What a release contains, as CycloneDX 1.6 in JSON. It has no serial number: that would be another one at every build. */
export function sbom({ version, date, components }: Release): string {
  const document = {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: {
      timestamp: date.toISOString(),
      component: {
        type: 'application',
        ...identity('kubectl-jaeger', version),
        licenses: licences('Apache-2.0'),
      },
    },
    components: components.map(({ name, version: its, licence, integrity, description }) => ({
      type: 'library',
      ...identity(name, its),
      ...(description === undefined ? {} : { description }),
      licenses: licences(licence),
      hashes: [hash(integrity)],
    })),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function identity(
  name: string,
  version: string,
): {
  readonly 'bom-ref': string;
  readonly name: string;
  readonly version: string;
  readonly purl: string;
} {
  const purl = `pkg:npm/${name.replace('@', '%40')}@${version}`;
  return { 'bom-ref': purl, name, version, purl };
}

/** A single one by its id; several in an expression, which the format keeps apart. */
const licences = (licence: string): readonly object[] =>
  /[\s()]/.test(licence) ? [{ expression: licence }] : [{ license: { id: licence } }];

/** Of npm's Base64 the format's hexadecimal. */
function hash(integrity: string): { readonly alg: 'SHA-512'; readonly content: string } {
  const [algorithm, base64 = ''] = integrity.split('-');
  if (algorithm !== 'sha512') throw new Error(`no hash of SHA-512: ${integrity}`);
  return { alg: 'SHA-512', content: Buffer.from(base64, 'base64').toString('hex') };
}
