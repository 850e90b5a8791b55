import assert from 'node:assert/strict';
import { isJaegerError, type JaegerError } from '../../src/errors/index.ts';
import { planUninstall, type Uninstallation } from '../../src/uninstall/index.ts';
import { nameOf, type Step } from '../../src/plan/index.ts';
import { clusterWith, type RawObject, type RawObjects } from './recorded-cluster.ts';

/** The instance of the sets that have a collector and a query service of their own. */
export const PRODUCTION = {
  namespace: 'jaeger-production',
  name: 'jaeger-production',
  deleteData: false,
  force: false,
};

/** The one that has everything in one process. */
export const ALL_IN_ONE = { ...PRODUCTION, namespace: 'default', name: 'jaeger-all-in-one-inmemory' };

type Request = typeof PRODUCTION;

export const uninstallPlan = (
  objects: RawObjects,
  request: Request,
  forbidden: readonly string[] = [],
): Promise<Uninstallation> => planUninstall(clusterWith(objects, forbidden), request);

export const linesOf = (steps: readonly Step[]): readonly string[] =>
  steps.map((step) => `${step.type} ${nameOf(step)}`);

export async function refusalOf(
  objects: RawObjects,
  request: Request,
  forbidden: readonly string[] = [],
): Promise<JaegerError> {
  const error: unknown = await uninstallPlan(objects, request, forbidden).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  assert.ok(isJaegerError(error), String(error));
  return error;
}

export const rawObject = (objects: RawObjects, resource: string, name: string): RawObject =>
  objects[resource]?.find(({ metadata }) => metadata.name === name) ?? assert.fail(`${resource}/${name}`);
