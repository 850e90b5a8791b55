import assert from 'node:assert/strict';
import { text } from 'node:stream/consumers';
import type { PodStream } from '../../src/kubernetes/ports.ts';
import { failure } from '../support/api-server.ts';
import { POD, type Subject } from './subject.ts';

const UNUSED = 9;
const REQUEST = 'GET /api/services HTTP/1.0\r\n\r\n';

/** The Forwarder port, into a Pod that serves HTTP. */
export function tunnelContract(subject: () => Subject): void {
  const open = new Set<AbortController>();
  const forward = (target: Partial<typeof POD> = {}, cluster = subject().cluster): Promise<PodStream> => {
    const left = new AbortController();
    open.add(left);
    return cluster.forward({ ...POD, ...target }, { signal: left.signal });
  };

  describe('tunnels', () => {
    afterEach(() => {
      for (const left of open) left.abort();
      open.clear();
    });

    it('carry data both ways, and end when the Pod does', async () => {
      const stream = await forward();
      stream.write(REQUEST);
      const answer = await text(stream);
      assert.match(answer, /^HTTP\/1\.[01] 200 OK\r\n/);
      assert.match(answer, /"data":/);
    });

    it('carry several connections beside each other', async () => {
      const streams = await Promise.all([forward(), forward(), forward()]);
      for (const stream of streams) stream.write(REQUEST);
      for (const answer of await Promise.all(streams.map((stream) => text(stream)))) assert.match(answer, /"data":/);
    });

    it('do not take the end of what we say for the end', async () => {
      const stream = await forward();
      stream.end(REQUEST);
      assert.match(await text(stream), /^HTTP\/1\.[01] 200 OK\r\n/);
    });

    it('answer a ping while they stand', async () => {
      const stream = await forward();
      assert.equal(await stream.answers(), true);
      stream.destroy();
      assert.equal(await stream.answers(), false);
    });

    it('stand before the Pod is connected to, and then tell that nobody listens', async () => {
      const stream = await forward({ port: UNUSED });
      stream.write(REQUEST);
      const error = await failure(text(stream));
      assert.deepEqual(
        [error.code, error.message],
        ['NOT_REACHED', `pods/${POD.name} port ${UNUSED}: connection refused`],
      );
    });

    it('lead to no Pod that is not there', async () => {
      const error = await failure(forward({ name: 'nonesuch' }));
      assert.deepEqual([error.code, error.message], ['NOT_FOUND', 'pods "nonesuch" not found']);
    });

    it('need two rights', async () => {
      for (const [name, verbs] of [
        ['getter', ['get']],
        ['creator', ['create']],
      ] as const) {
        const { user, token } = await subject().somebody(name, { 'pods/portforward': verbs });
        const cluster = subject().clusterOf(token);
        const error = await failure(forward({}, cluster));
        cluster.close();
        const why = `User "${user}" cannot get resource "pods/portforward" in API group "" in the namespace "${POD.namespace}"`;
        // Of the second right, which is asked for later, the server says nothing.
        const message = `pods "${POD.name}" is forbidden: ${name === 'getter' ? '' : why}`;
        assert.deepEqual([error.code, error.message], ['FORBIDDEN', message]);
      }
    });

    it('say what is wrong with a port', async () => {
      const refused = await failure(forward({ port: 70_000 }));
      const message = 'cannot convert to []int32: strconv.ParseUint: parsing "70000": value out of range';
      assert.deepEqual([refused.code, refused.message], ['SERVER', message]);
    });
  });
}
