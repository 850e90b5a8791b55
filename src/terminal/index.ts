export { formatAge } from './age.ts';
export { escapeText } from './escape.ts';
export { indent } from './indent.ts';
export { renderTable } from './table.ts';
