import { resolve } from 'node:path';

/** The top of the project's checkout. */
export const checkout = resolve(import.meta.dirname, '..');
