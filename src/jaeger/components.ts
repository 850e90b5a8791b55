import type { KubernetesObject } from '../kubernetes/types.ts';
import type { Component } from './instance.ts';
import { COMPONENT } from './labels.ts';

/** Values of the component label as the v1 operator writes them (jaeger-operator 1.65), Services with a prefix. */
const BY_LABEL: ReadonlyMap<string, Component> = new Map(
  Object.entries({
    'all-in-one': 'all-in-one',
    collector: 'collector',
    query: 'query',
    ingester: 'ingester',
    agent: 'agent',
    'cronjob-es-index-cleaner': 'cleaner',
    'cronjob-es-rollover': 'rollover',
    'cronjob-es-lookback': 'lookback',
    'job-es-rollover-create-mapping': 'rollover',
    'spark-dependencies': 'dependencies',
    'cronjob-cassandra-schema': 'schema',
  } as const),
);

/** What an object does, by the operator's component label on it or on the CronJob or Job that made it. */
export function componentOf({ metadata }: KubernetesObject): Component {
  const label = metadata.labels?.[COMPONENT] ?? '';
  return BY_LABEL.get(label.replace(/^service-/, '')) ?? 'unknown';
}
