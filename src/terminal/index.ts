export { formatAge } from './age.ts';
export { mayColour, paint, type ColourChoice, type Tone } from './colour.ts';
export { toJson, toYaml } from './documents.ts';
export { escapeText } from './escape.ts';
export { indent } from './indent.ts';
export { renderTable, type Cell, type TableStyle, type ViewOptions } from './table.ts';
