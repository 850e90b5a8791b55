import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { applyPlan, rehearsePlan, type Plan } from '../../../src/plan/index.ts';
import { failure, json, status, withApi, type Asked } from '../../support/api-server.ts';
import { applied, deleted, kept, patched, planOf } from '../../support/plans.ts';

const FINISH = 'kubectl jaeger again';

const choice = { signal: new AbortController().signal, force: false, finish: FINISH };

const isDry = ({ url, body }: Asked): boolean => /dryRun=All/.test(url) || /"dryRun":\["All"\]/.test(body);

const nameIn = ({ url }: Asked): string => /configmaps\/([^?]*)/.exec(url)?.[1] ?? '';

/** Stores what it is told, as if nothing were there before but what is changed. */
function agree(response: ServerResponse, asked: Asked): void {
  const metadata = { name: nameIn(asked), namespace: 'ns', uid: 'u', resourceVersion: '2' };
  const isApply = asked.headers['content-type'] === 'application/apply-patch+yaml';
  json(response, isApply ? 201 : 200, { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { a: '2' } });
}

interface Run {
  readonly lines: readonly string[];
  readonly asked: readonly string[];
}

const words = (asked: Asked): string => `${asked.method} ${nameIn(asked)}${isDry(asked) ? ' dry' : ''}`;

async function run(
  plan: Plan,
  respond: (response: ServerResponse, asked: Asked) => void,
  work: (run: () => Promise<unknown>) => Promise<unknown>,
  more: object = {},
): Promise<Run> {
  const lines: string[] = [];
  const onDone = ({ verb }: { verb: string }): void => void lines.push(verb);
  return withApi(respond, async (cluster, server) => {
    await work(() => applyPlan(cluster, plan, { ...choice, onDone, ...more }));
    return { lines, asked: server.asked.map(words) };
  });
}

describe('applyPlan', () => {
  const plan = planOf([kept('as it is'), applied('new'), patched('old'), deleted('gone')]);

  it('tries everything, then does it in order', async () => {
    const { lines, asked } = await run(plan, agree, (act) => act());
    assert.deepEqual(asked, [
      'PATCH new dry',
      'PATCH old dry',
      'DELETE gone dry',
      'PATCH new',
      'PATCH old',
      'DELETE gone',
    ]);
    assert.deepEqual(lines, ['unchanged', 'created', 'configured', 'deleted']);
  });

  it('changes nothing where the server refuses any of it', async () => {
    const refuse = (response: ServerResponse, asked: Asked): void =>
      nameIn(asked) === 'gone' ? json(response, 403, status(403, { message: 'no' })) : agree(response, asked);
    const { lines, asked } = await run(plan, refuse, async (act) => {
      assert.equal((await failure(act())).code, 'FORBIDDEN');
    });
    assert.deepEqual([lines, asked.filter((line) => !line.endsWith('dry'))], [[], []]);
  });

  it('says after a failure half way what is done, what is not, and how to finish', async () => {
    const fail = (response: ServerResponse, asked: Asked): void =>
      nameIn(asked) === 'old' && !isDry(asked) ? json(response, 500, status(500)) : agree(response, asked);
    const { lines } = await run(plan, fail, async (act) => {
      const { code, hints } = await failure(act());
      assert.equal(code, 'SERVER');
      assert.deepEqual(hints.slice(-3), [
        'done: configmap/as it is unchanged, configmap/new created',
        'not done: configmap/old, configmap/gone',
        `to finish, run it again: ${FINISH}`,
      ]);
    });
    assert.deepEqual(lines, ['unchanged', 'created']);
  });

  it('takes what is gone already for deleted', async () => {
    const gone = (response: ServerResponse, asked: Asked): void =>
      asked.method === 'DELETE'
        ? json(response, 404, status(404, { reason: 'NotFound', details: { name: 'gone' } }))
        : agree(response, asked);
    const { lines } = await run(planOf([deleted('gone')]), gone, (act) => act());
    assert.deepEqual(lines, ['deleted']);
  });

  it('stops between two steps when it is interrupted', async () => {
    const over = new AbortController();
    const stop = (response: ServerResponse, asked: Asked): void => {
      if (nameIn(asked) === 'new' && !isDry(asked)) over.abort(130);
      agree(response, asked);
    };
    const { asked } = await run(plan, stop, (act) => assert.rejects(act(), (reason) => reason === 130), {
      signal: over.signal,
    });
    assert.equal(asked.at(-1), 'PATCH new');
  });

  it('writes as whom it is told, and takes over by force alone', async () => {
    const conflicts = [{ manager: 'argocd', field: '.data.a' }];
    const owned = planOf([patched('old', [], { conflicts })]);
    const refused = await run(owned, agree, async (act) => {
      const { code, hints } = await failure(act());
      assert.deepEqual([code, hints[0]], ['CONFLICT', '"argocd" manages .data.a']);
    });
    assert.deepEqual(refused.asked, []);
    await withApi(agree, async (cluster, { asked }) => {
      const options = { ...choice, force: true, fieldManager: 'me', onDone: () => undefined };
      await applyPlan(cluster, planOf([applied('new'), patched('old', [], { conflicts })]), options);
      assert.equal(asked.length, 4);
      for (const { url, headers } of asked) {
        assert.match(url, /fieldManager=me/);
        assert.equal(/force=true/.test(url), headers['content-type'] === 'application/apply-patch+yaml');
      }
    });
  });
});

describe('rehearsePlan', () => {
  const rehearse = (plan: Plan, respond: (response: ServerResponse, asked: Asked) => void): Promise<unknown> =>
    withApi(respond, (cluster) => rehearsePlan(cluster, plan, choice));

  it('tells a plan that is stale from one that others object to', async () => {
    const conflict = status(409, { reason: 'Conflict', message: 'the object has been modified' });
    for (const step of [patched('old'), deleted('gone')]) {
      const error = await failure(rehearse(planOf([step]), (response) => json(response, 409, conflict)));
      assert.equal(error.code, 'STALE');
    }
    const there = await failure(
      rehearse(planOf([applied('new')]), (response) => json(response, 200, { metadata: { name: 'new' } })),
    );
    assert.equal(there.code, 'STALE');
    const causes = [{ reason: 'FieldManagerConflict', message: 'conflict with "argocd"', field: '.data.a' }];
    const owned = status(409, { reason: 'Conflict', message: 'x', details: { causes } });
    const conflicts = await failure(rehearse(planOf([applied('new')]), (response) => json(response, 409, owned)));
    assert.deepEqual([conflicts.code, conflicts.hints[0]], ['CONFLICT', '"argocd" manages .data.a']);
  });

  it('takes a field that the server would drop for a mistake', async () => {
    const step = (path: readonly string[]): Plan => planOf([patched('old', [{ path, from: undefined, to: '2' }])]);
    assert.deepEqual(await failure(rehearse(step(['data', 'b']), agree)).then(({ code }) => code), 'INVALID');
    await rehearse(step(['data', 'a']), agree);
  });

  it('does not try what lies in a namespace that the plan makes', async () => {
    const resource = { group: '', version: 'v1', kind: 'Namespace', plural: 'namespaces', namespaced: false };
    const manifest = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'ns' } };
    await withApi(
      (response) => json(response, 201, manifest),
      async (cluster, { asked }) => {
        const steps = [{ type: 'apply', resource, manifest, isNew: true } as const, applied('new')];
        const outcomes = await rehearsePlan(cluster, planOf(steps), choice);
        assert.deepEqual(
          outcomes.map(({ verb }) => verb),
          ['created', 'created'],
        );
        assert.equal(asked.length, 1);
      },
    );
  });
});
