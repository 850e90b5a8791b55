import type { Cluster } from '../../src/kubernetes/ports.ts';
import { askingContract } from './asking.ts';
import { loggingContract } from './logging.ts';
import { readingContract } from './reading.ts';
import { refusingContract } from './refusing.ts';
import { named, NAMESPACE, type Subject } from './subject.ts';
import { tunnelContract } from './tunnel.contract.ts';
import { watchingContract } from './watching.ts';
import { writingContract } from './writing.ts';

/** The Cluster port, the same for whatever implements it: the real API server, or an imitation of it; `more` is what only one can do. */
export function clusterContract(
  what: string,
  start: () => Promise<Subject>,
  more: readonly ((subject: () => Subject) => void)[] = [],
): void {
  describe(`the Cluster port on ${what}`, () => {
    let subject: Subject;
    let cluster: Cluster;

    before(async () => {
      subject = await start();
      ({ cluster } = subject);
      await cluster.create('namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } });
      await subject.startPods();
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

    const contracts = [
      readingContract,
      writingContract,
      refusingContract,
      watchingContract,
      askingContract,
      loggingContract,
      tunnelContract,
    ];
    for (const contract of [...contracts, ...more]) contract(() => subject);
  });
}
