import assert from 'node:assert/strict';
import { drawTerminal } from '../../support/draw-terminal.ts';

const spansOf = (svg: string): readonly string[] => svg.match(/<tspan.*?<\/tspan>/g) ?? [];

describe('the picture of a terminal', () => {
  it('has a place of its own for each column, and the colours of the terminal', () => {
    const svg = drawTerminal('A   B C\r\n\u001b[32m$\u001b[39m \u001b[1mls <x> & y\u001b[22m z\r\n', 'a & b');
    assert.deepEqual(spansOf(svg), [
      '<tspan x="14">A</tspan>',
      '<tspan x="45.2">B C</tspan>',
      '<tspan x="14" class="c32">$</tspan>',
      '<tspan x="29.6" class="b">ls &lt;x&gt; &amp; y</tspan>',
      '<tspan x="115.4">z</tspan>',
    ]);
    assert.match(svg, /<title>a &amp; b<\/title>/);
    assert.match(svg, /prefers-color-scheme:dark/);
    assert.equal(svg, drawTerminal('A   B C\n\u001b[32m$\u001b[39m \u001b[1mls <x> & y\u001b[22m z', 'a & b'));
  });
});
