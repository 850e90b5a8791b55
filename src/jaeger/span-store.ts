import type { Jaeger, Service } from '../kubernetes/types.ts';
import { storageUrl } from './custom-resource.ts';
import { serviceOf, type ServiceAddress } from './service-address.ts';

/** The Service that an instance names as its span store; none when the store has no address, or one outside. */
export const spanStoreOf = (jaeger: Jaeger): ServiceAddress | undefined =>
  serviceOf(storageUrl(jaeger) ?? '', jaeger.metadata.namespace ?? '');

export const serviceAt = (services: readonly Service[], address: ServiceAddress | undefined): Service | undefined =>
  services.find(({ metadata }) => metadata.name === address?.name && metadata.namespace === address.namespace);
