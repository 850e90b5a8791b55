import { escapeText } from '../terminal/index.ts';
import type { GoingEvent } from './wait-until-gone.ts';

const MOST_NAMED = 4;

/** What is waited for, as one line. */
export function renderGoing({ left }: GoingEvent): string {
  const names = left.slice(0, MOST_NAMED).map(({ resource, object }) => `${resource.plural}/${object.metadata.name}`);
  const more = left.length > MOST_NAMED ? ` and ${left.length - MOST_NAMED} more` : '';
  return escapeText(`waiting until ${names.join(', ')}${more} ${left.length === 1 ? 'is' : 'are'} gone\n`);
}

/** The last line: everything is gone. */
export const renderGone = (name: string, namespace: string): string =>
  escapeText(`nothing of ${name} is left in namespace ${namespace} but what the plan says that stays\n`);
