import type { JaegerError } from '../errors/index.ts';
import { nameOf } from '../plan/index.ts';
import { escapeText } from '../terminal/index.ts';
import type { Explanation } from './explain.ts';
import type { ProofEvent } from './prove.ts';
import type { Transformed } from './transform-manifests.ts';
import type { Subject } from './subject.ts';

/** What is waited for, or has come, as one line. */
export const renderProof = ({ name, verdict }: ProofEvent): string =>
  escapeText(verdict.state === 'proved' ? `${name}: proved: ${verdict.evidence}\n` : `${name}: ${verdict.why}\n`);

/** The result line of a workload that has failed. */
export const renderFailed = ({ step }: Subject, { message }: JaegerError): string =>
  escapeText(`${nameOf(step)} failed (${message.replace(`${nameOf(step)}: `, '')})\n`);

/** The rules that decide, one workload after the other. */
export const renderExplanations = (explanations: readonly Explanation[]): string =>
  escapeText(
    explanations
      .map(({ name, rows }) => `${name}\n${rows.map(([title, text]) => `  ${title.padEnd(9)} ${text}\n`).join('')}`)
      .join(''),
  );

/** What has become of the objects of a file, beside the file itself. */
export const renderManifestResults = ({ results, rewritten }: Omit<Transformed, 'text'>): string =>
  escapeText(
    [
      ...results.map(({ name, verb }) => `${name} ${verb}\n`),
      ...rewritten.map((names) => `warning: ${names}: cannot be edited in place: the document is laid out anew\n`),
    ].join(''),
  );
