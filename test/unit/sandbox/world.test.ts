import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { loadWorld, startSandbox } from '../../../sandbox/index.ts';
import { checkout } from '../../ground/paths.ts';

const worlds = readdirSync(join(checkout, 'test/fixtures/worlds'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.json'))
  .map((file) => file.replace(/\.json$/, ''))
  .filter((name) => name !== 'discovery');

describe('recorded worlds', () => {
  for (const name of worlds)
    it(`${name}: can be served, is as old as it was, and holds no secret`, async () => {
      const [then, later] = await Promise.all([loadWorld(name, Date.UTC(2030, 0, 1)), loadWorld(name)]);
      const youngest = ages(JSON.stringify(then.objects), Date.UTC(2030, 0, 1));
      assert.ok(youngest >= 0 && youngest < 3600_000, `${youngest} ms`);
      assert.equal(ages(JSON.stringify(then.logs), Date.UTC(2030, 0, 1)) >= 0, true);
      assert.equal(then.objects.length, later.objects.length);
      const values = then.objects
        .filter(({ kind }) => kind === 'Secret')
        .flatMap(({ data }) => Object.values((data ?? {}) as Record<string, string>));
      assert.deepEqual(
        values.filter((value) => value !== ''),
        [],
      );
      assert.ok(then.objects.every(({ metadata }) => metadata['managedFields'] === undefined));
      const sandbox = await startSandbox({ world: later });
      const served = sandbox.list('pods');
      const pods = later.objects.filter(({ kind }) => kind === 'Pod');
      assert.deepEqual(
        new Set(served.map(({ metadata }) => metadata.uid)),
        new Set(pods.map(({ metadata }) => metadata.uid)),
      );
      assert.ok(pods.length > 0);
      for (const log of Object.keys(later.logs)) {
        const [namespace, pod = ''] = log.split('/');
        assert.ok(sandbox.get('pods', { namespace, name: pod }), log);
      }
      await sandbox.close();
    });

  /** How long before `now` the last time in a text is. */
  const ages = (text: string, now: number): number =>
    Math.min(
      ...[...text.matchAll(/"creationTimestamp":"([^"]+)"|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z /g)].map(
        ([found, time]) => now - Date.parse(time ?? found.trim()),
      ),
    );
});
