import { escapeText } from './escape.ts';

interface Unread {
  readonly resource: string;
  readonly message: string;
  readonly hints: readonly string[];
}

/** What could not be read; nothing when all could. */
export const renderErrors = (errors: readonly Unread[]): string =>
  errors.length === 0 ? '' : `Errors:\n${errors.map(renderError).join('')}`;

const renderError = ({ resource, message, hints }: Unread): string =>
  escapeText([`  ${resource}: ${message}\n`, ...hints.map((hint) => `    ${hint}\n`)].join(''));
