import type { Container } from '../kubernetes/types.ts';
import { at, isTree, textsIn, type Configuration } from './configuration.ts';
import { roleOfImage, type ImageRole } from './images.ts';
import type { Component } from './instance.ts';
import type { Settings } from './settings.ts';

/** What a container is taken for, and why. */
export interface Recognised extends ImageRole {
  readonly because: string;
}

/** Ports of Jaeger's own that nothing else listens on by default. OTLP's and Zipkin's are everybody's. */
export const UI = 16686;
const INGESTING = [14250, 14268];
const ADMIN = [14269, 16687, 14270];

/**
 * Jaeger by its image's name; an image of another name by how it is set up. A port alone is no evidence, nor is a name: other
 * collectors send to Jaeger, receive its protocols, and are called after it.
 */
export function recognise(container: Container, settings: Settings): Recognised | undefined {
  const { image = '' } = container;
  const role = roleOfImage(image);
  if (role) return { ...role, because: `image ${image}` };
  const ports = new Set((container.ports ?? []).map(({ containerPort }) => containerPort));
  const setting = ['SPAN_STORAGE_TYPE', 'span-storage.type'].find((name) => settings.has(name));
  const isV1 = setting !== undefined || ADMIN.some((port) => ports.has(port));
  const component = byPorts(ports);
  if (!isV1 || component === 'unknown') return undefined;
  const because = setting === undefined ? 'ports' : `${setting} and ports`;
  return { generation: 'v1', component, because: `${because} ${[...ports].join(', ')}` };
}

function byPorts(ports: ReadonlySet<number>): Component {
  const ingests = INGESTING.some((port) => ports.has(port));
  if (ports.has(UI)) return ingests || ports.has(14269) ? 'all-in-one' : 'query';
  if (ingests) return 'collector';
  return ports.has(14270) ? 'ingester' : 'unknown';
}

/** Extensions that the collectors of others do not have. */
const OWN_EXTENSIONS: ReadonlySet<string> = new Set(['jaeger_query', 'jaeger_storage', 'remote_storage']);

/** Whether a collector's configuration is one of Jaeger v2: its image can be a mirror's, with any name. */
export function isJaegers(configuration: Configuration): boolean {
  const extensions = at(configuration, 'extensions');
  return isTree(extensions) && Object.keys(extensions).some((name) => OWN_EXTENSIONS.has(typeOf(name)));
}

/** What a configuration makes of the one program (Jaeger 2.13): it serves when an extension says so, and takes in what a pipeline receives. */
export function componentBy(configuration: Configuration): Component {
  const extensions = textsIn(at(configuration, 'service', 'extensions'));
  const serves = extensions.some((name) => typeOf(name) === 'jaeger_query');
  const pipelines = at(configuration, 'service', 'pipelines');
  const receivers = Object.values(isTree(pipelines) ? pipelines : {})
    .flatMap((pipeline) => textsIn(at(pipeline, 'receivers')))
    .map(typeOf)
    .filter((type) => type !== 'nop');
  if (serves) return receivers.length > 0 ? 'all-in-one' : 'query';
  if (receivers.includes('kafka')) return 'ingester';
  if (receivers.length > 0) return 'collector';
  return extensions.some((name) => typeOf(name) === 'remote_storage') ? 'remote-storage' : 'unknown';
}

/** `TYPE/NAME` or `TYPE`. */
const typeOf = (component: string): string => component.split('/')[0] ?? '';
