import { serviceOf } from '../jaeger/index.ts';
import type { InstanceName } from './operator-answer.ts';

/** An instance with the Services that take spans for it. */
export interface Addressable extends InstanceName {
  readonly services: readonly string[];
}

interface Addresses {
  /** The Service that an address can mean. */
  readonly serviceAt: (address: string) => InstanceName | undefined;
  /** The instance that an address leads to: a URL, `HOST:PORT` or a host. */
  readonly instanceAt: (address: string) => InstanceName | undefined;
  readonly isLocal: (address: string) => boolean;
}

/** Addresses as a workload of this namespace means them. */
export function addressesOf(instances: readonly Addressable[], here: string): Addresses {
  return {
    serviceAt: (address) => serviceOf(asUrl(address), here),
    instanceAt: (address) => {
      const service = serviceOf(asUrl(address), here);
      const found = instances.find(
        ({ namespace, services }) => service?.namespace === namespace && services.includes(service.name),
      );
      return found && { namespace: found.namespace, name: found.name };
    },
    isLocal: (address) => /^(localhost|127\.[\d.]+|\[::1\])$/.test(hostOf(asUrl(address))),
  };
}

const asUrl = (address: string): string => (address.includes('://') ? address : `http://${address}`);

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).hostname : '');
