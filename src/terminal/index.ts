export { formatAge } from './age.ts';
export { askText, askWhich, askYes, type Terminal } from './ask.ts';
export { DISTINCT_COLOURS, mayColour, paint, paintNumbered, type ColourChoice, type Tone } from './colour.ts';
export { renderColumns, type Column } from './columns.ts';
export { toJson, toJsonLine, toYaml } from './documents.ts';
export { escapeText } from './escape.ts';
export { indent } from './indent.ts';
export { redraw, type Screen } from './screen.ts';
export { renderTable, type Cell, type TableStyle, type ViewOptions } from './table.ts';
