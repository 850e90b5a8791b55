import assert from 'node:assert/strict';
import type { RawAnswer } from './raw.ts';
import { POD, TWO, type Subject } from './subject.ts';

/** The LogReader port. The Pods are there when the first test begins. */
export function loggingContract(subject: () => Subject): void {
  const ask = (query: string, pod: { readonly name: string } = POD): Promise<RawAnswer> =>
    subject().ask(`/api/v1/namespaces/${POD.namespace}/pods/${pod.name}/log${query}`);
  const linesOf = ({ text }: RawAnswer): readonly string[] => text.split(/(?<=\n)/);

  describe('logs', () => {
    it('are lines, with their times when asked for', async () => {
      const plain = await ask('');
      assert.deepEqual([plain.code, plain.headers['content-type']], [200, 'text/plain']);
      assert.ok(linesOf(plain).length > 2);
      const timed = await ask('?timestamps=true');
      for (const line of linesOf(timed)) assert.match(line, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{1,9}Z /);
      assert.equal(timed.text.replaceAll(/^\S+ /gm, ''), plain.text);
      const named = await subject().cluster.logs(POD, { container: POD.container, tailLines: 1000, limitBytes: 1e6 });
      assert.equal(named, plain.text);
    });

    it('are the last lines, the first bytes, or those since a time', async () => {
      const all = linesOf(await ask('?timestamps=true'));
      assert.deepEqual(linesOf(await ask('?timestamps=true&tailLines=2')), all.slice(-2));
      assert.equal((await ask('?timestamps=true&limitBytes=10')).text, all.join('').slice(0, 10));
      assert.equal((await ask('?tailLines=0')).text, '');
      assert.equal((await ask('?sinceTime=2126-01-01T00:00:00Z')).text, '');
      const middle = all[Math.floor(all.length / 2)]?.split(' ')[0] ?? '';
      const second = middle.slice(0, 'yyyy-mm-ddThh:mm:ss'.length);
      assert.deepEqual(
        linesOf(await ask(`?timestamps=true&sinceTime=${encodeURIComponent(middle)}`)),
        all.filter((line) => line >= second),
      );
      assert.deepEqual(linesOf(await ask('?timestamps=true&sinceSeconds=100000')), all);
    });

    it('are followed until the reader leaves', async () => {
      const left = new AbortController();
      const query = { container: POD.container, follow: true, tailLines: 1, signal: left.signal };
      const [expected] = linesOf(await ask('?tailLines=1'));
      await assert.rejects(
        async () => {
          for await (const { text } of subject().cluster.logLines(POD, query)) {
            assert.equal(text, expected?.trimEnd());
            left.abort();
          }
        },
        { name: 'AbortError' },
      );
    });

    it('are refused by name', async () => {
      const refused = async (query: string, pod?: { readonly name: string }): Promise<readonly unknown[]> => {
        const { code, body } = await ask(query, pod);
        return [code, body['reason'], body['message']];
      };
      assert.deepEqual(await refused('', { name: 'nonesuch' }), [404, 'NotFound', 'pods "nonesuch" not found']);
      assert.deepEqual(await refused('?container=nope'), [
        400,
        'BadRequest',
        `container nope is not valid for pod ${POD.name}`,
      ]);
      assert.deepEqual(await refused('?previous=true'), [
        400,
        'BadRequest',
        `previous terminated container "${POD.container}" in pod "${POD.name}" not found`,
      ]);
      assert.deepEqual(await refused('', TWO), [
        400,
        'BadRequest',
        'a container name must be specified for pod two, choose one of: [a b]',
      ]);
      const [code, reason, message] = await refused('?container=a', TWO);
      assert.deepEqual([code, reason], [400, 'BadRequest']);
      assert.match(String(message), /^container "a" in pod "two" is waiting to start: /);
    });
  });
}
