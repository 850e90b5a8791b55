export { formatAge } from './age.ts';
export { DISTINCT_COLOURS, mayColour, paintNumbered, type ColourChoice, type Tone } from './colour.ts';
export { toJson, toJsonLine, toYaml } from './documents.ts';
export { escapeText } from './escape.ts';
export { indent } from './indent.ts';
export { renderTable, type Cell, type ViewOptions } from './table.ts';
