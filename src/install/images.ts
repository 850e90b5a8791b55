import { hostName, image, refused } from './checks.ts';
import type { Assignment } from './tree.ts';

/** Programs whose image can be chosen → where. */
const IMAGES: ReadonlyMap<string, readonly string[]> = new Map([
  ['all-in-one', ['allInOne', 'image']],
  ['collector', ['collector', 'image']],
  ['query', ['query', 'image']],
  ['ingester', ['ingester', 'image']],
  ['agent', ['agent', 'image']],
  ['cleaner', ['storage', 'esIndexCleaner', 'image']],
  ['rollover', ['storage', 'esRollover', 'image']],
]);

/** `[COMPONENT=]IMAGE`; without a component it is the all-in-one's. Throws USAGE. */
export function imageAssignment(text: string): Assignment {
  const [, component = 'all-in-one', name = ''] = /^(?:([a-z-]+)=)?(.*)$/.exec(text) ?? [];
  const path = IMAGES.get(component);
  if (path === undefined)
    throw refused('--image', text, `it is IMAGE or COMPONENT=IMAGE, of ${[...IMAGES.keys()].join(', ')}`);
  return { path, value: image(name, '--image') };
}

export const ingressHosts = (hosts: readonly string[]): readonly Assignment[] =>
  hosts.length === 0
    ? []
    : [{ path: ['ingress', 'hosts'], value: hosts.map((host) => hostName(host, '--ingress-host')) }];
