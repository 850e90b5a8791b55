import assert from 'node:assert/strict';
import { noFacts } from '../../../src/jaeger/index.ts';
import type { PersistentVolumeClaim, Service } from '../../../src/kubernetes/types.ts';
import { claimRow } from '../../../src/status/claim-row.ts';
import { serviceRow } from '../../../src/status/service-row.ts';

const metadata = { name: 'x' };

describe('serviceRow', () => {
  const rowOf = (spec: Service['spec'], status: Service['status'] = {}): string => {
    const object = { metadata, ...(spec ? { spec } : {}), status };
    const row = serviceRow({ object, component: 'query', because: 'test' }, noFacts);
    return [row.type, row.clusterIP, row.externalIP, row.ports.join(',')].join(' ');
  };
  const ports = [{ port: 443, protocol: 'TCP' }];

  for (const [what, actual, expected] of [
    [
      'a plain Service',
      rowOf({ type: 'ClusterIP', clusterIP: '10.0.0.1', ports }),
      'ClusterIP 10.0.0.1 <none> 443/TCP',
    ],
    [
      'a headless Service',
      rowOf({ clusterIP: 'None', ports: [{ port: 6831, protocol: 'UDP' }] }),
      'ClusterIP None <none> 6831/UDP',
    ],
    [
      'a node port',
      rowOf({ type: 'NodePort', clusterIP: '10.0.0.1', ports: [{ port: 80, nodePort: 30080 }] }),
      'NodePort 10.0.0.1 <none> 80:30080/TCP',
    ],
    [
      'a load balancer that waits',
      rowOf({ type: 'LoadBalancer', clusterIP: '10.0.0.1', ports }),
      'LoadBalancer 10.0.0.1 <pending> 443/TCP',
    ],
    [
      'a load balancer with a name and an address',
      rowOf(
        { type: 'LoadBalancer', clusterIP: 'c', externalIPs: ['3.3.3.3'], ports },
        { loadBalancer: { ingress: [{ ip: '1.1.1.1' }, { hostname: 'lb' }] } },
      ),
      'LoadBalancer c 1.1.1.1,lb,3.3.3.3 443/TCP',
    ],
    [
      'external addresses',
      rowOf({ clusterIP: 'c', externalIPs: ['1.1.1.1', '2.2.2.2'], ports }),
      'ClusterIP c 1.1.1.1,2.2.2.2 443/TCP',
    ],
    [
      'a name outside',
      rowOf({ type: 'ExternalName', externalName: 'es.example.com' }),
      'ExternalName <none> es.example.com ',
    ],
    ['nothing at all', rowOf(undefined), 'ClusterIP <none> <none> '],
  ] as const) {
    it(`shows ${what}`, () => {
      assert.equal(actual, expected);
    });
  }
});

describe('claimRow', () => {
  const rowOf = (claim: Partial<PersistentVolumeClaim>): string => {
    const row = claimRow({ object: { metadata, ...claim }, component: 'storage', because: 'test' });
    return [row.status, row.volume, row.capacity, row.accessModes.join('+'), row.storageClass].join(' ');
  };
  const status = { phase: 'Bound', accessModes: ['ReadWriteMany', 'ReadWriteOnce'], capacity: { storage: '50Gi' } };

  it('shows a bound claim, modes in kubectl’s order', () => {
    assert.equal(
      rowOf({ spec: { volumeName: 'pvc-1', storageClassName: 'gp2' }, status }),
      'Bound pvc-1 50Gi RWO+RWX gp2',
    );
  });

  it('shows neither capacity nor modes of a claim without a volume', () => {
    assert.equal(
      rowOf({ spec: { storageClassName: 'gp2' }, status: { ...status, phase: 'Pending' } }),
      'Pending    gp2',
    );
  });

  it('prefers the class of the old annotation', () => {
    const annotations = { 'volume.beta.kubernetes.io/storage-class': 'old' };
    assert.equal(rowOf({ metadata: { name: 'x', annotations }, spec: { storageClassName: 'new' } }), 'Unknown    old');
  });

  it('shows a claim on its way out', () => {
    assert.equal(rowOf({ metadata: { name: 'x', deletionTimestamp: '2026-11-23T12:00:00Z' } }), 'Terminating    ');
  });
});
