import type { Target } from '../kubernetes/ports.ts';
import { escapeText } from '../terminal/index.ts';
import type { Completed } from './wizard.ts';
import { summaryOf } from './wizard-summary.ts';

/** Before the first question: where it would all happen, and how to leave. */
export const renderWelcome = ({ context, server }: Target): string =>
  escapeText(
    `Installing Jaeger in context ${context}, server ${server}\nNothing is changed before you agree to it; Esc or Ctrl-C leaves.\n\n`,
  );

export interface WizardSummary extends Completed {
  readonly target: Target;
  /** What could have been typed instead. */
  readonly command: string;
}

/** After the last one: where, what, how much disk, how long spans are kept, and the same in one line. */
export function renderSummary({ options, createNamespace, isThere, target, command }: WizardSummary): string {
  const { name, namespace = target.namespace } = options;
  if (isThere) return escapeText(`${name} is there already, in namespace ${namespace}: flags say what is to change\n`);
  const where = [
    ['context', target.context],
    ['server', target.server],
    ['namespace', `${namespace}${createNamespace ? ', which is made' : ''}`],
  ];
  const rows = [...where, ...summaryOf(options)];
  const width = Math.max(...rows.map(([title = '']) => title.length));
  const lines = rows.map(([title = '', text]) => `  ${title.padEnd(width)}  ${text}\n`).join('');
  return escapeText(`\n${lines}\nThe same without questions:\n  ${command}\n\n`);
}
