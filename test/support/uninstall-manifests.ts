export const NAMESPACE = 'uninstall-e2e';
export const NAME = 'simplest';
export const CLAIM = 'badger';

export const jaeger = (spec: object, name = NAME): string =>
  JSON.stringify({
    apiVersion: 'jaegertracing.io/v1',
    kind: 'Jaeger',
    metadata: { name, namespace: NAMESPACE },
    spec,
  });

export const BADGER = {
  storage: {
    type: 'badger',
    options: { badger: { ephemeral: false, 'directory-key': '/badger/key', 'directory-value': '/badger/data' } },
  },
  allInOne: { securityContext: { fsGroup: 10_001 } },
  volumes: [{ name: 'data', persistentVolumeClaim: { claimName: CLAIM } }],
  volumeMounts: [{ name: 'data', mountPath: '/badger' }],
};

export const claim = JSON.stringify({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name: CLAIM, namespace: NAMESPACE },
  spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'gp2', resources: { requests: { storage: '1Gi' } } },
});

const labels = { app: 'shop' };
export const sender = JSON.stringify({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'shop', namespace: NAMESPACE, annotations: { 'sidecar.jaegertracing.io/inject': NAME } },
  spec: {
    replicas: 0,
    selector: { matchLabels: labels },
    template: {
      metadata: { labels },
      spec: { containers: [{ name: 'shop', image: 'docker.io/jaegertracing/example-hotrod:1.76.0' }] },
    },
  },
});
