import { isJaegerError, JaegerError } from '../errors/index.ts';
import type { Page } from './read-answer.ts';
import { spareMemory } from './spare-memory.ts';

/** What one request for a page asks: `limit` undefined asks for everything at once. */
export interface PageQuery {
  readonly limit?: number | undefined;
  readonly continue?: string | undefined;
}

export type ListedPage<T> = Pick<Page<T>, 'items' | 'resourceVersion'>;

const MOST_PAGES = 10_000;

/**
 * All pages as one. A token that expired in the middle (410) cannot be followed, and what it would now lead to is of
 * another moment: then everything is asked for anew, in one piece, as client-go does (0.36, tools/pager).
 */
export async function listPages<T>(
  ask: (query: PageQuery) => Promise<Page<T>>,
  pageSize: number,
): Promise<ListedPage<T>> {
  const items: T[] = [];
  let more: string | undefined;
  for (let pages = 0; pages < MOST_PAGES; pages++) {
    let page: Page<T>;
    try {
      page = await ask({ limit: pageSize, continue: more });
    } catch (error) {
      if (more === undefined || !isJaegerError(error) || error.code !== 'EXPIRED') throw error;
      return ask({});
    }
    for (const item of page.items) items.push(item);
    if (page.more === undefined) return { items, resourceVersion: page.resourceVersion };
    if (page.more === more) break;
    if (more === undefined) spareMemory();
    more = page.more;
  }
  throw new JaegerError('BAD_ANSWER', 'the server goes on giving pages of one list without an end');
}
