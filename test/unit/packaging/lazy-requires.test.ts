import assert from 'node:assert/strict';
import { lazyRequires } from '../../../packaging/bundle/lazy-requires.ts';

describe('modules that load others when they are used', () => {
  it('do so for TypeScript’s own form, and give the same', () => {
    const source = [
      '"use strict";',
      'const one_1 = require("one");',
      'const two_1 = __importDefault(require("two"));',
      'const three = require("three");',
      'exports.run = () => (0, one_1.add)(two_1.default, three, three.one_1);',
    ].join('\n');
    const loaded: string[] = [];
    const modules: Record<string, unknown> = {
      one: { add: (...all: number[]) => all.join('+') },
      two: 2,
      three: { one_1: 1, toString: () => '3' },
    };
    const exported: { run?: () => string } = {};
    const load = (name: string): unknown => (loaded.push(name), modules[name]);
    // oxlint-disable-next-line typescript/no-implied-eval, typescript/no-unsafe-call -- what a bundle would run
    new Function('exports', 'require', '__importDefault', lazyRequires(source))(exported, load, (value: unknown) => ({
      default: value,
    }));
    assert.deepEqual(loaded, ['three']);
    assert.equal(exported.run?.(), '2+3+1');
    assert.deepEqual(loaded, ['three', 'one', 'two']);
  });
});
