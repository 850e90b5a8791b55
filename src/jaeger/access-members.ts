import type { HttpRoute, Ingress, KubernetesObject, Route, Service } from '../kubernetes/types.ts';
import type { MemberFacts } from './facts.ts';
import type { Component, InstanceRoot, JaegerInstance, Member } from './instance.ts';

type AccessMembers = Pick<JaegerInstance, 'ingresses' | 'routes' | 'httpRoutes'>;

/** Whatever leads from outside to a Service of the instance, be it an operator's or somebody's own. */
export function accessMembers(
  { namespace }: InstanceRoot,
  services: readonly Member<Service>[],
  { ingresses, routes, httpRoutes }: MemberFacts,
): AccessMembers {
  const byName = new Map(
    services
      .filter(({ object }) => object.metadata.namespace === namespace)
      .map((one) => [one.object.metadata.name, one]),
  );
  const leading = <T extends KubernetesObject>(
    objects: readonly T[],
    targets: (object: T) => readonly string[],
  ): Member<T>[] =>
    objects
      .filter(({ metadata }) => metadata.namespace === namespace)
      .flatMap((object) => {
        const target = targets(object).find((name) => byName.has(name));
        if (target === undefined) return [];
        const component: Component = byName.get(target)?.component ?? 'unknown';
        return { object, component, because: `leads to services/${target}` };
      });
  return {
    ingresses: leading(ingresses, backendsOf),
    routes: leading(routes, ({ spec }: Route) => (spec?.to?.name === undefined ? [] : [spec.to.name])),
    httpRoutes: leading(httpRoutes, ({ spec }: HttpRoute) =>
      (spec?.rules ?? []).flatMap(({ backendRefs = [] }) => backendRefs.flatMap(({ name }) => name ?? [])),
    ),
  };
}

const backendsOf = ({ spec }: Ingress): readonly string[] =>
  [
    spec?.defaultBackend,
    ...(spec?.rules ?? []).flatMap(({ http }) => (http?.paths ?? []).map(({ backend }) => backend)),
  ].flatMap((backend) => backend?.service?.name ?? []);
