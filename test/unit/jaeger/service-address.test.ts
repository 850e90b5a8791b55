import assert from 'node:assert/strict';
import { serviceOf } from '../../../src/jaeger/service-address.ts';

describe('serviceOf', () => {
  for (const [url, expected] of [
    ['http://elasticsearch:9200', { name: 'elasticsearch', namespace: 'here' }],
    ['http://elasticsearch.logging:9200', { name: 'elasticsearch', namespace: 'logging' }],
    ['https://es.logging.svc:9200/path', { name: 'es', namespace: 'logging' }],
    ['https://es.logging.svc.cluster.local', { name: 'es', namespace: 'logging' }],
    ['https://es.logging.svc.my.domain.org:9200', { name: 'es', namespace: 'logging' }],
    ['https://user:secret@es.logging.svc:9200', { name: 'es', namespace: 'logging' }],
    ['https://search.eu-west-1.es.amazonaws.com', undefined],
    ['http://10.1.2.3:9200', undefined],
    ['http://[::1]:9200', undefined],
    ['elasticsearch:9200', undefined],
    ['', undefined],
    ['not a url', undefined],
  ] as const) {
    it(`finds ${expected ? `${expected.namespace}/${expected.name}` : 'no Service'} in "${url}"`, () => {
      assert.deepEqual(serviceOf(url, 'here'), expected);
    });
  }
});
