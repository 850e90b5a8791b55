import assert from 'node:assert/strict';
import type { RawAnswer } from './raw.ts';
import { configMap, configMaps, NAMESPACE, type Subject } from './subject.ts';

/** What the server says of what it does not do: whole bodies, which `kubernetes/` makes the program's errors of. */
export function refusingContract(subject: () => Subject): void {
  const ask: Subject['ask'] = (...args) => subject().ask(...args);

  const status = (code: number, reason: string, message: string, details?: object): object => ({
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message,
    reason,
    ...(details ? { details } : {}),
    code,
  });
  const is = ({ code, body }: RawAnswer, expected: object): void => {
    assert.deepEqual(body, expected);
    assert.equal(code, body['code']);
  };
  const a = { kind: 'configmaps', name: 'a' };
  const merge = (changes: unknown): Promise<RawAnswer> =>
    ask(configMaps('/a'), { method: 'PATCH', contentType: 'application/merge-patch+json', body: changes });
  const steps = (operations: unknown): Promise<RawAnswer> =>
    ask(configMaps('/a'), { method: 'PATCH', contentType: 'application/json-patch+json', body: operations });
  const remove = (preconditions: object): Promise<RawAnswer> =>
    ask(configMaps('/a'), { method: 'DELETE', body: { preconditions } });

  describe('refusing', () => {
    it('says that an object is missing, of any group', async () => {
      is(await ask(configMaps('/a')), status(404, 'NotFound', 'configmaps "a" not found', a));
      is(await merge({}), status(404, 'NotFound', 'configmaps "a" not found', a));
      is(await remove({}), status(404, 'NotFound', 'configmaps "a" not found', a));
      is(
        await ask(`/apis/apps/v1/namespaces/${NAMESPACE}/deployments/x`),
        status(404, 'NotFound', 'deployments.apps "x" not found', { name: 'x', group: 'apps', kind: 'deployments' }),
      );
      is(
        await ask('/api/v1/namespaces/nonesuch/configmaps', {
          method: 'POST',
          body: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } },
        }),
        status(404, 'NotFound', 'namespaces "nonesuch" not found', { name: 'nonesuch', kind: 'namespaces' }),
      );
    });

    it('does not know a path, or not a resource', async () => {
      for (const path of ['/nonesuch', '/apis/nonesuch.io', '/apis/nonesuch.io/v1', '/apis/nonesuch.io/v1/xs']) {
        const { code, text } = await ask(path);
        assert.deepEqual([code, text.trim()], [404, '404 page not found'], path);
      }
      const unknown = status(404, 'NotFound', 'the server could not find the requested resource', {});
      is(await ask('/apis/apps/v1/xs'), unknown);
      is(await ask('/apis/apps/v9'), unknown);
    });

    it('makes nothing twice', async () => {
      const create = (): Promise<RawAnswer> => ask(configMaps(), { method: 'POST', body: configMap('a') });
      assert.equal((await create()).code, 201);
      is(await create(), status(409, 'AlreadyExists', 'configmaps "a" already exists', a));
    });

    it('wants a name that can be one', async () => {
      const { code, body } = await ask(configMaps(), { method: 'POST', body: configMap('Bad_') });
      const { message, details } = body as { message: string; details: { causes: readonly { message: string }[] } };
      const [{ message: why, ...cause } = { message: '' }] = details.causes;
      is(
        { code, body } as RawAnswer,
        status(422, 'Invalid', message, { name: 'Bad_', kind: 'ConfigMap', causes: details.causes }),
      );
      assert.deepEqual(cause, { reason: 'FieldValueInvalid', field: 'metadata.name' });
      assert.match(why, /^Invalid value: "Bad_": a lowercase RFC 1123 subdomain must consist of /);
      assert.equal(message, `ConfigMap "Bad_" is invalid: metadata.name: ${why}`);
    });

    it('changes only what was meant', async () => {
      await subject().cluster.create('configmaps', configMap('a', { b: '1' }));
      const conflict =
        'Operation cannot be fulfilled on configmaps "a": the object has been modified; please apply your changes to the latest version and try again';
      is(await merge({ metadata: { resourceVersion: '1' } }), status(409, 'Conflict', conflict, a));
      const why = 'Invalid value: "x": field is immutable';
      const cause = { reason: 'FieldValueInvalid', message: why, field: 'metadata.uid' };
      is(
        await merge({ metadata: { uid: 'x' } }),
        status(422, 'Invalid', `ConfigMap "a" is invalid: metadata.uid: ${why}`, {
          name: 'a',
          kind: 'ConfigMap',
          causes: [cause, cause],
        }),
      );
      const failed = status(422, 'Invalid', 'the server rejected our request due to an error in our request', {});
      is(await steps([{ op: 'test', path: '/data/b', value: 'x' }]), failed);
      is(await steps([{ op: 'remove', path: '/data/zz' }]), failed);
      is(await steps([{ op: 'add', path: '/nowhere/b', value: 'x' }]), failed);
      const other = await ask(configMaps('/a'), { method: 'PATCH', contentType: 'text/plain', body: {} });
      is(other, status(415, 'UnsupportedMediaType', '415: Unsupported Media Type', {}));
    });

    it('deletes only what was meant', async () => {
      const { metadata } = await subject().cluster.create('configmaps', configMap('a'));
      const { uid = '', resourceVersion = '' } = metadata;
      const conflict = (why: string): object =>
        status(409, 'Conflict', `Operation cannot be fulfilled on ConfigMap "a": ${why}`, {
          name: 'a',
          kind: 'ConfigMap',
        });
      is(
        await remove({ uid: 'x' }),
        conflict(
          `the UID in the precondition (x) does not match the UID in record (${uid}). The object might have been deleted and then recreated`,
        ),
      );
      is(
        await remove({ resourceVersion: '1' }),
        conflict(
          `the ResourceVersion in the precondition (1) does not match the ResourceVersion in record (${resourceVersion}). The object might have been modified`,
        ),
      );
      const success = { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', details: { ...a, uid } };
      assert.deepEqual((await ask(configMaps('/a?dryRun=All'), { method: 'DELETE' })).body, success);
      assert.deepEqual((await remove({ uid, resourceVersion })).body, success);
      assert.equal((await remove({})).code, 404);
    });

    it('reads only selectors that it can', async () => {
      is(
        await ask(configMaps('?fieldSelector=data.x%3D1')),
        status(400, 'BadRequest', '"data.x" is not a known field selector: only "metadata.name", "metadata.namespace"'),
      );
      const { code, body } = await ask(configMaps('?labelSelector=a%20in'));
      assert.deepEqual([code, body['reason']], [400, 'BadRequest']);
    });

    it('lets nobody in whom it does not know', async () => {
      is(await ask(configMaps(), { token: 'another' }), status(401, 'Unauthorized', 'Unauthorized'));
    });

    it('says what one may not', async () => {
      const { user, token } = await subject().somebody('lister', { configmaps: ['list'] });
      const forbidden = (what: string, why: string, details: object): object =>
        status(403, 'Forbidden', `${what} is forbidden: User "${user}" cannot ${why}`, details);
      const here = `in the namespace "${NAMESPACE}"`;
      assert.equal((await ask(configMaps(), { token })).code, 200);
      is(
        await ask(configMaps('/a'), { token }),
        forbidden('configmaps "a"', `get resource "configmaps" in API group "" ${here}`, a),
      );
      is(
        await ask(configMaps('?watch=true'), { token }).then((answer) => ({
          ...answer,
          body: JSON.parse(answer.text) as RawAnswer['body'],
        })),
        forbidden('configmaps', `watch resource "configmaps" in API group "" ${here}`, { kind: 'configmaps' }),
      );
      is(
        await ask('/apis/apps/v1/deployments', { token }),
        forbidden('deployments.apps', 'list resource "deployments" in API group "apps" at the cluster scope', {
          group: 'apps',
          kind: 'deployments',
        }),
      );
      is(
        await ask(`/api/v1/namespaces/${NAMESPACE}/pods/x/log`, { token }),
        forbidden('pods "x"', `get resource "pods/log" in API group "" ${here}`, { name: 'x', kind: 'pods' }),
      );
    });
  });
}
