import { badgerLoss, finding, nameOf, type Finding } from '../../jaeger/index.ts';
import type { Rule } from './subject.ts';

/** Badger is a store in the process: it keeps spans only on a volume that outlives the Pod. */
export const badgerFindings: Rule = ({ instance }) =>
  instance.workloads
    .filter(({ storage }) => storage.type === 'badger')
    .flatMap((workload): Finding[] => {
      const evidence = badgerLoss(workload);
      if (evidence === undefined) return [];
      return [
        finding('JG052', {
          object: nameOf(workload.object.resource, workload.object, instance),
          evidence,
          why: 'all spans are gone when the Pod is made anew, by an update or an eviction',
          next: 'set badger.ephemeral to false and both of its directories to a volume with a claim',
        }),
      ];
    });
