import { run } from './run.ts';

/** What every file of a release is dated: by SOURCE_DATE_EPOCH (seconds), or when the checkout's commit was made. */
export async function releaseDate(checkout: string, epoch = process.env['SOURCE_DATE_EPOCH']): Promise<Date> {
  const seconds = epoch ?? (await run('git', ['log', '-1', '--format=%ct'], { cwd: checkout })).stdout;
  const date = new Date(Number(seconds) * 1000);
  if (seconds.trim() === '' || Number.isNaN(date.getTime()))
    throw new Error(`SOURCE_DATE_EPOCH is no number: ${seconds}`);
  return date;
}
