import assert from 'node:assert/strict';
import { deafened } from '../../../packaging/deaf.ts';

const NAMES =
  'x\0BUN_BE_BUN\0BUN_BYTECODE_ORDER_OUT\0BUN_CONFIG_VERBOSE_FETCH\0linkBUN_OPTIONSBUN_INSPECTBUN_INSPECT_CONNECT_TO' +
  'BUN_INSPECT_NOTIFYBUN_INSPECT_PRELOAD\0';
const WORDS =
  'process.env.BUN_INSPECT_NOTIFY || "BUN_OPTIONS", as (BUN_BYTECODE_ORDER_OUT) says; BUN_INSPECT_CONNECT_TO is';

describe('Bun without its variables', () => {
  it('loses their names where it looks for them, and not where it speaks of them', () => {
    const deaf = deafened(Buffer.from(NAMES + WORDS)).toString();
    assert.equal(deaf, NAMES.replaceAll('BUN_', '\0UN_') + WORDS);
  });

  it('is no Bun that has other names', () => {
    assert.throws(
      () => deafened(Buffer.from(NAMES.replace('BUN_BE_BUN', 'BUN_IS_BUN'))),
      /^Error: BUN_BE_BUN is not in this Bun/,
    );
  });
});
