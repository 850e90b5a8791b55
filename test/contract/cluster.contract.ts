import type { Cluster } from '../../src/kubernetes/ports.ts';
import { askingContract } from './asking.ts';
import { readingContract } from './reading.ts';
import { named, NAMESPACE, type Subject } from './subject.ts';
import { watchingContract } from './watching.ts';
import { writingContract } from './writing.ts';

/** The Cluster port, the same for whatever implements it: the real API server, or an imitation of it. */
export function clusterContract(what: string, start: () => Promise<Subject>): void {
  describe(`the Cluster port on ${what}`, () => {
    let subject: Subject;
    let cluster: Cluster;

    before(async () => {
      subject = await start();
      ({ cluster } = subject);
      await cluster.create('namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } });
    });
    after(async () => {
      await cluster.delete('namespaces', { name: NAMESPACE });
      cluster.close();
      await subject.close();
    });
    afterEach(async () => {
      const left = await cluster.list('configmaps', { namespace: NAMESPACE });
      const ours = left.filter(({ metadata }) => metadata.name !== 'kube-root-ca.crt');
      await Promise.all(ours.map(({ metadata }) => cluster.delete('configmaps', named(metadata.name))));
    });

    readingContract(() => subject);
    writingContract(() => subject);
    watchingContract(() => subject);
    askingContract(() => subject);
  });
}
