import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import type { Metafile } from 'esbuild';
import { bunPackage } from '../../../packaging/bun.ts';
import { packagesInside } from '../../../packaging/contents.ts';
import { sbom } from '../../../packaging/sbom.ts';
import { targets } from '../../../packaging/targets.ts';
import { checkout } from '../../ground/paths.ts';

/** OWASP's schemas, which come with their library. */
const schemas = fileURLToPath(new URL('res/schema/', import.meta.resolve('@cyclonedx/cyclonedx-library/package.json')));
const schema = (name: string): object =>
  JSON.parse(readFileSync(join(schemas, `${name}.SNAPSHOT.schema.json`), 'utf8')) as object;

// Formats are another package, and the schema has words for editors that ajv does not know.
const ajv = new Ajv({ allErrors: true, strict: false, validateFormats: false });
// They are referred to by the names of these copies.
for (const name of ['spdx', 'jsf-0.82'])
  ajv.addSchema(schema(name), `http://cyclonedx.org/schema/${name}.SNAPSHOT.schema.json`);
const validate = ajv.compile(schema('bom-1.6'));

const assertValid = (document: unknown): void => {
  assert.ok(validate(document), ajv.errorsText(validate.errors));
};

interface Bom {
  readonly metadata: { readonly timestamp: string };
  readonly components: readonly Readonly<Record<string, unknown>>[];
}

const DATE = new Date('2026-11-24T13:14:16Z');
const integrity = `sha512-${Buffer.alloc(64, 0xab).toString('base64')}`;
const made = (...licences: readonly string[]): Bom =>
  JSON.parse(
    sbom({
      version: '0.1.0',
      date: DATE,
      components: licences.map((licence, index) => ({
        name: `@scope/p${index}`,
        version: '1.2.3',
        licence,
        integrity,
      })),
    }),
  ) as Bom;

describe('SBOM', () => {
  it('is CycloneDX, by the official schema', () => {
    assertValid(made('MIT', 'BlueOak-1.0.0', '(MIT OR Apache-2.0)'));
    assert.throws(() => assertValid(made('no licence of the list'.replaceAll(' ', '-'))), /must be equal to one of/);
  });

  it('of what is really inside is one, too', () => {
    const meta = JSON.parse(readFileSync(join(checkout, 'bundle/meta.json'), 'utf8')) as Metafile;
    const bun = targets.map((target) => ({ ...bunPackage(target), licence: 'MIT', description: 'its program' }));
    const components = [...packagesInside(meta), ...bun];
    const document = JSON.parse(sbom({ version: '0.1.0', date: DATE, components })) as Bom;
    assertValid(document);
    assert.equal(document.components.length, components.length);
    assert.ok(document.components.some(({ purl }) => purl === `pkg:npm/%40oven/bun-linux-x64@${bun[0]?.version}`));
  });

  it('has a component for each package, with address, licence and hash', () => {
    const { metadata, components } = made('MIT');
    assert.equal(metadata.timestamp, '2026-11-24T13:14:16.000Z');
    assert.deepEqual(components, [
      {
        type: 'library',
        'bom-ref': 'pkg:npm/%40scope/p0@1.2.3',
        name: '@scope/p0',
        version: '1.2.3',
        purl: 'pkg:npm/%40scope/p0@1.2.3',
        licenses: [{ license: { id: 'MIT' } }],
        hashes: [{ alg: 'SHA-512', content: 'ab'.repeat(64) }],
      },
    ]);
  });

  it('takes no hash that is none', () => {
    const component = { name: 'p', version: '1.2.3', licence: 'MIT', integrity: 'sha1-xyz' };
    assert.throws(() => sbom({ version: '0.1.0', date: DATE, components: [component] }), /no hash of SHA-512/);
  });
});
