import { JaegerError } from '../errors/index.ts';
import type { Reader } from '../kubernetes/ports.ts';
import type { Service } from '../kubernetes/types.ts';
import { brokersOf } from './custom-resource.ts';
import type { Component, InstanceRoot } from './instance.ts';
import type { ServiceAddress } from './service-address.ts';
import { settingOf } from './settings.ts';
import { located } from './span-storage.ts';

/** Something inside the cluster that an instance keeps spans in or sends them through. */
export interface Store {
  readonly address: ServiceAddress;
  readonly component: Extract<Component, 'storage' | 'kafka'>;
}

/** The span store and the Kafka that an instance names, as far as they have an address and a Service can be meant by it. */
export function storesOf(root: InstanceRoot): readonly Store[] {
  const { type, service } = root.storage;
  const kafka = brokers(root);
  return [
    ...(service === undefined || type === 'kafka' ? [] : [{ address: service, component: 'storage' as const }]),
    ...(kafka === undefined ? [] : [{ address: kafka, component: 'kafka' as const }]),
  ];
}

const BROKERS = [
  'kafka.producer.brokers',
  'kafka.consumer.brokers',
  'exporters.kafka.brokers',
  'receivers.kafka.brokers',
];

function brokers({ namespace, jaeger, workloads, strategy }: InstanceRoot): ServiceAddress | undefined {
  if (strategy !== 'streaming') return undefined;
  const named = workloads.flatMap(({ settings }) => BROKERS.flatMap((name) => settingOf(settings, name) ?? []));
  const [first] = (named[0] ?? '').split(',');
  if (first) return located('kafka', first.trim(), { namespace, because: '' }).service;
  return jaeger && brokersOf(jaeger);
}

export const serviceAt = (services: readonly Service[], address: ServiceAddress | undefined): Service | undefined =>
  services.find(({ metadata }) => metadata.name === address?.name && metadata.namespace === address.namespace);

/** The Service that an instance names as its span store, with a selector. Errors: NOT_FOUND; `failure` says of what. */
export async function storeService(cluster: Reader, { storage }: InstanceRoot, failure: string): Promise<Service> {
  const nowhere = (why: string): JaegerError => new JaegerError('NOT_FOUND', `${failure}: ${why}`);
  const { service: address } = storage;
  if (address === undefined)
    throw nowhere(storage.address === undefined ? `its type is ${storage.type}` : `it is at ${storage.address}`);
  const service = await cluster.get('services', address);
  if (Object.keys(service.spec?.selector ?? {}).length === 0) throw nowhere(`services/${address.name} selects no Pods`);
  return service;
}
