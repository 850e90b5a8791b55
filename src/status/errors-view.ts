import { escapeText } from '../terminal/index.ts';
import type { ReportError } from './report.ts';

/** What could not be read; nothing when all could. */
export const renderErrors = (errors: readonly ReportError[]): string =>
  errors.length === 0 ? '' : `Errors:\n${errors.map(renderError).join('')}`;

const renderError = ({ resource, message, hints }: ReportError): string =>
  escapeText([`  ${resource}: ${message}\n`, ...hints.map((hint) => `    ${hint}\n`)].join(''));
