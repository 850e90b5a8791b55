import type { Component, Generation } from './instance.ts';

/** What an image of Jaeger's own is for. */
export interface ImageRole {
  readonly generation: Generation;
  /** `unknown` for v2, whose configuration says it. */
  readonly component: Component;
}

const v1 = (component: Component): ImageRole => ({ generation: 'v1', component });

/** The last part of a repository → what it is: Docker Hub's and Quay's names, and those of Red Hat's builds. */
const ROLES: ReadonlyMap<string, ImageRole> = new Map([
  ['all-in-one', v1('all-in-one')],
  ['jaeger-all-in-one', v1('all-in-one')],
  ['jaeger-collector', v1('collector')],
  ['jaeger-query', v1('query')],
  ['jaeger-ingester', v1('ingester')],
  ['jaeger-agent', v1('agent')],
  ['jaeger', { generation: 'v2', component: 'unknown' }],
  ['jaeger-snapshot', { generation: 'v2', component: 'unknown' }],
  ['jaeger-debug', { generation: 'v2', component: 'unknown' }],
  ['jaeger-remote-storage', { generation: 'v2', component: 'remote-storage' }],
]);

/** Images of Jobs, v1 and v2 alike. */
const JOB_ROLES: ReadonlyMap<string, Component> = new Map([
  ['jaeger-es-index-cleaner', 'cleaner'],
  ['jaeger-es-rollover', 'rollover'],
  ['spark-dependencies', 'dependencies'],
  ['jaeger-cassandra-schema', 'schema'],
]);

interface Reference {
  /** The last part of the path, without what a build of Red Hat's appends. */
  readonly name: string;
  readonly path: string;
  readonly tag: string | undefined;
  readonly hasDigest: boolean;
}

/** distribution/reference 0.6: registry and port, path, tag, digest. */
function parse(image: string): Reference {
  const [named = '', digest] = image.split('@');
  const tag = /:([^/:]+)$/.exec(named)?.[1];
  const path = tag === undefined ? named : named.slice(0, -tag.length - 1);
  const last = path.slice(path.lastIndexOf('/') + 1);
  return { name: last.replace(/-rhel\d+$/, ''), path, tag, hasDigest: digest !== undefined };
}

/** What the image's name says that it is. `all-in-one` is a common word: then the path must name Jaeger as well. */
export function roleOfImage(image: string): ImageRole | undefined {
  const { name, path } = parse(image);
  return name === 'all-in-one' && !/jaeger/.test(path) ? undefined : ROLES.get(name);
}

/** As `roleOfImage`, for what CronJobs and Jobs run. */
export const jobRoleOfImage = (image: string): Component | undefined => JOB_ROLES.get(parse(image).name);

/** The tag of an image, `latest` without one, as the kubelet reads it; a digest alone says nothing. */
export function versionOfImage(image: string): string | undefined {
  const { tag, hasDigest } = parse(image);
  return tag ?? (hasDigest ? undefined : 'latest');
}
