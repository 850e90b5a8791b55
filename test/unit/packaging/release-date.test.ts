import assert from 'node:assert/strict';
import { releaseDate } from '../../../packaging/release-date.ts';
import { checkout } from '../../ground/paths.ts';
import { run } from '../../ground/run.ts';

describe('the date of a release', () => {
  it('is given by SOURCE_DATE_EPOCH, or the commit', async () => {
    assert.equal((await releaseDate(checkout, '1700000000')).toISOString(), '2023-11-14T22:13:20.000Z');
    const said = await run(['git', 'log', '-1', '--format=%cI'], { cwd: checkout });
    assert.equal((await releaseDate(checkout, undefined)).getTime(), Date.parse(said.trim()));
  });

  it('is nothing else', async () => {
    for (const epoch of ['', 'today']) await assert.rejects(releaseDate(checkout, epoch), /no number/);
  });
});
