import assert from 'node:assert/strict';
import { findInstances } from '../../../src/jaeger/index.ts';
import type { HttpRoute, Ingress, Route, Service } from '../../../src/kubernetes/types.ts';
import { accessRows } from '../../../src/status/access-rows.ts';
import { container, noFacts, object, service, workload } from '../../support/objects.ts';

const collector = (args: readonly string[] = []): ReturnType<typeof workload> =>
  workload('j-collector', {
    containers: [
      container('jaegertracing/jaeger-collector:1.76.0', { args: ['--collector.otlp.enabled=true', ...args] }),
    ],
  });
const query = workload('j-query', { containers: [container('jaegertracing/jaeger-query:1.76.0')] });

const withPorts = (one: Service, clusterIP: string, ...ports: readonly (number | [number, number])[]): Service => ({
  ...one,
  spec: {
    ...one.spec,
    clusterIP,
    ports: ports.map((port) => (typeof port === 'number' ? { port } : { port: port[0], targetPort: port[1] })),
  },
});
const UI = withPorts(service('ui', {}, { app: 'j-query' }), '10.0.0.1', 80, 4317);

interface Around {
  readonly services?: readonly Service[];
  readonly ingresses?: readonly Ingress[];
  readonly routes?: readonly Route[];
  readonly httpRoutes?: readonly HttpRoute[];
  readonly args?: readonly string[];
}

/** The rows of the one instance, without what all of them have. */
function waysOf({ services = [], args = [], ...around }: Around): string[] {
  const facts = { ...noFacts, ...around, workloads: [collector(args), query], services: [UI, ...services] };
  const instances = findInstances(facts);
  assert.equal(instances.length, 1);
  return instances.flatMap(accessRows).map((row) => {
    assert.equal(row.namespace, 'ns');
    return [row.kind, row.host, row.path, row.service, row.port, row.protocol ?? '', row.termination ?? '?'].join(' ');
  });
}

const to = (name: string, port: object = { number: 80 }): { service: object } => ({ service: { name, port } });

describe('ways in by an Ingress', () => {
  const ingress = (spec: Ingress['spec']): string[] => waysOf({ ingresses: [{ ...object('i'), spec: spec ?? {} }] });

  for (const [what, spec, expected] of [
    ['the default backend', { defaultBackend: to('ui') }, ['Ingress * / ui 80  ']],
    [
      'hosts and paths, and no Service of somebody else',
      {
        rules: [
          { host: 'a.example', http: { paths: [{ path: '/jaeger', backend: to('ui', { name: 'http' }) }] } },
          { host: 'b.example', http: { paths: [{ backend: to('other') }, { backend: to('ui') }] } },
          { http: { paths: [{ path: '/', backend: to('ui') }] } },
        ],
      },
      ['Ingress a.example /jaeger ui http  ', 'Ingress b.example / ui 80  ', 'Ingress * / ui 80  '],
    ],
    [
      'a host without paths, and everything else',
      { defaultBackend: to('ui'), rules: [{ host: 'a.example' }] },
      ['Ingress a.example / ui 80  ', 'Ingress * / ui 80  '],
    ],
    [
      'TLS for the hosts that are named',
      {
        tls: [{ hosts: ['a.example', '*.b.example'] }],
        rules: ['a.example', 'x.b.example', 'x.y.b.example', 'c.example'].map((host) => ({
          host,
          http: { paths: [{ path: '/', backend: to('ui') }] },
        })),
      },
      [
        'Ingress a.example / ui 80  edge',
        'Ingress x.b.example / ui 80  edge',
        'Ingress x.y.b.example / ui 80  ',
        'Ingress c.example / ui 80  ',
      ],
    ],
    ['TLS for any host', { tls: [{}], defaultBackend: to('ui') }, ['Ingress * / ui 80  edge']],
  ] as const)
    it(`shows ${what}`, () => {
      assert.deepEqual(ingress(spec as Ingress['spec']), expected);
    });
});

describe('ways in by a Route', () => {
  it('are shown as oc shows them', () => {
    const route = (name: string, spec: Route['spec']): Route => ({
      ...object(name),
      spec: { to: { name: 'ui' }, ...spec },
    });
    assert.deepEqual(
      waysOf({
        routes: [
          route('plain', { host: 'a.example' }),
          route('tls', {
            host: 'b.example',
            path: '/x',
            port: { targetPort: 'https' },
            tls: { termination: 'reencrypt' },
          }),
        ],
      }),
      ['Route a.example / ui <all>  ', 'Route b.example /x ui https  reencrypt'],
    );
  });
});

describe('ways in by an HTTPRoute', () => {
  it('are all its hosts and paths; whether with TLS is up to its Gateway', () => {
    const spec: HttpRoute['spec'] = {
      hostnames: ['a.example', 'b.example'],
      rules: [
        { matches: [{ path: { value: '/x' } }, {}], backendRefs: [{ name: 'ui', port: 80 }, { name: 'other' }] },
        { backendRefs: [{ kind: 'Bucket', name: 'ui' }] },
      ],
    };
    assert.deepEqual(waysOf({ httpRoutes: [{ ...object('h'), spec }] }), [
      'HTTPRoute a.example /x ui 80  ?',
      'HTTPRoute a.example / ui 80  ?',
      'HTTPRoute b.example /x ui 80  ?',
      'HTTPRoute b.example / ui 80  ?',
    ]);
    assert.deepEqual(
      waysOf({ httpRoutes: [{ ...object('h'), spec: { rules: [{ backendRefs: [{ name: 'ui' }] }] } }] }),
      ['HTTPRoute * / ui <all>  ?'],
    );
  });
});

describe('addresses for spans', () => {
  const otlp = (name: string, clusterIP: string, ...ports: readonly (number | [number, number])[]): Service =>
    withPorts(service(name, {}, { app: 'j-collector' }), clusterIP, ...ports);

  it('are those of the collector, and of a headless Service only where there is no other', () => {
    const headless = otlp('a-headless', 'None', 4317, 4318);
    assert.deepEqual(waysOf({ services: [headless, otlp('c', '10.0.0.2', 4317, 4318, 14268)] }), [
      'OTLP c.ns.svc  c 4317 gRPC ',
      'OTLP c.ns.svc /v1/traces c 4318 HTTP ',
    ]);
    assert.deepEqual(waysOf({ services: [headless] }), [
      'OTLP a-headless.ns.svc  a-headless 4317 gRPC ',
      'OTLP a-headless.ns.svc /v1/traces a-headless 4318 HTTP ',
    ]);
  });

  it('are known by the port of the container as well', () => {
    assert.deepEqual(waysOf({ services: [otlp('c', '10.0.0.2', [80, 4318])] }), [
      'OTLP c.ns.svc /v1/traces c 80 HTTP ',
    ]);
  });

  it('say when the collector wants TLS', () => {
    assert.deepEqual(
      waysOf({ services: [otlp('c', '10.0.0.2', 4317, 4318)], args: ['--collector.otlp.grpc.tls.enabled=true'] }),
      ['OTLP c.ns.svc  c 4317 gRPC passthrough', 'OTLP c.ns.svc /v1/traces c 4318 HTTP '],
    );
  });
});
