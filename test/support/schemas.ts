import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { checkout } from '../ground/paths.ts';

const folder = join(checkout, 'docs/schemas/v1alpha1');
// Formats are another package; a time is checked for being one by what compares it with kubectl's.
const ajv = new Ajv2020({ allErrors: true, strict: true, validateFormats: false });

/** A report in its JSON form must be just what its published schema says; lines of a stream do not say themselves what they are. */
export async function assertSchema(report: unknown, kind = (report as { readonly kind: string }).kind): Promise<void> {
  const schema = JSON.parse(await readFile(join(folder, `${kind}.json`), 'utf8')) as { readonly $id: string };
  const validate = ajv.getSchema(schema.$id) ?? ajv.compile(schema);
  assert.ok(validate(report), ajv.errorsText(validate.errors, { dataVar: kind }));
}
