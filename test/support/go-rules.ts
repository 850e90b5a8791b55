import { join } from 'node:path';
import { have } from '../ground/part.ts';
import { run } from '../ground/run.ts';
import { goRules } from '../ground/store-tools.ts';

export type GoQuestion =
  | { readonly schedule: string; readonly zone: string; readonly after: number; readonly count: number }
  | { readonly pattern: string; readonly names: readonly string[] };

export interface GoAnswer {
  readonly error?: string;
  /** In milliseconds since 1970. */
  readonly times?: readonly number[];
  readonly matched?: readonly boolean[];
}

/** What Go's own libraries say, in the order of the questions. */
export async function askGo(questions: readonly GoQuestion[]): Promise<readonly GoAnswer[]> {
  const input = questions.map((question) => `${JSON.stringify(question)}\n`).join('');
  const said = await run([join(await have(goRules), 'go-rules')], { input });
  return said
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as GoAnswer);
}
