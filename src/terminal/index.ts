export { formatAge } from './age.ts';
export { escapeCell, escapeText } from './escape.ts';
export { indent } from './indent.ts';
export { renderTable } from './table.ts';
