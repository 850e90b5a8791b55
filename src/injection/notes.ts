import { appliedBy, at } from '../jaeger/index.ts';
import type { KubernetesObject } from '../kubernetes/types.ts';
import { fieldOf, type Step } from '../plan/index.ts';
import { itemsAt } from './endpoints.ts';
import { RECORD } from './marks.ts';
import { ownersAmong, type Subject } from './subject.ts';
import { podLabelsOf, type Injectable } from './workload.ts';

/** What somebody should know of a workload before it is changed, one line each. */
export function notesOf(
  { step, live, because }: Subject,
  budgets: readonly KubernetesObject[] | undefined,
): readonly string[] {
  const { name } = live.metadata;
  if (step.type === 'keep' && step.done !== undefined)
    return [because, ...risks(live, budgets)].map((line) => `${name}: ${line}`);
  const lines =
    step.type === 'patch' ? [because, ...managers(live, step), ...appliers(live, step), ...risks(live, budgets)] : [];
  return lines.map((line) => `${name}: ${line}`);
}

/** Whoever applies it from elsewhere sets it back: what is to be committed there, too. */
function managers(live: KubernetesObject & Injectable, step: Extract<Step, { type: 'patch' }>): readonly string[] {
  const applied = appliedBy(live);
  if (applied === undefined) return [];
  const texts = step.changes.filter(({ path, to }) => typeof to === 'string' && !path.includes(RECORD));
  const snippet = texts.map(({ path, to }) => `${fieldOf(path)}: ${JSON.stringify(to)}`);
  return [
    `it is applied by ${applied.manager}, which may set it back; to be committed there instead: ${snippet.join(', ') || 'the change that --diff shows'}`,
  ];
}

/** A text that was applied by hand comes back with the next time. */
const appliers = (live: KubernetesObject, { changes }: Extract<Step, { type: 'patch' }>): readonly string[] =>
  ownersAmong(live, changes, 'kubectl-jaeger').hands.map(
    ({ manager, field }) => `"${manager}" has written ${field}: change it there, too, or it comes back`,
  );

function risks(live: Injectable, budgets: readonly KubernetesObject[] | undefined): readonly string[] {
  const { spec } = live;
  const isRecreated = at(spec, 'strategy', 'type') === 'Recreate';
  const replicas = at(spec, 'replicas') ?? 1;
  const isSingle = replicas === 1 && live.kind === 'Deployment';
  const labels: Readonly<Record<string, string>> = podLabelsOf(live);
  const isGuarded = budgets?.some((budget) =>
    Object.entries(at(budget, 'spec', 'selector', 'matchLabels') ?? {}).every(([key, value]) => labels[key] === value),
  );
  return [
    ...(isRecreated ? ['its strategy is Recreate: no Pod runs while it is changed'] : []),
    ...(isSingle && !isRecreated ? ['one replica: the new Pod comes before the old one goes'] : []),
    ...(Number(replicas) > 1 && isGuarded === false ? ['no PodDisruptionBudget guards its Pods'] : []),
    ...(at(spec, 'paused') === true ? ['its rollout is paused: no Pod is changed before it is resumed'] : []),
    ...hostPorts(live),
    ...clashes(live),
  ];
}

const hostPorts = ({ spec }: Injectable): readonly string[] =>
  at(spec.template.spec, 'hostNetwork') === true
    ? ["hostNetwork: a sidecar's ports are the node's, and may be taken there"]
    : [];

/** The operator injects all the same (1.65), and so do we. */
function clashes(live: Injectable): readonly string[] {
  const ports = live.spec.template.spec.containers
    .filter(({ name }) => name !== 'jaeger-agent')
    .flatMap((container) => itemsAt(container, 'ports').map((port) => at(port, 'containerPort')));
  const taken = new Set(ports);
  return AGENT_PORTS.filter((port) => taken.has(port)).map(
    (port) => `its own containers declare port ${port}, which an agent beside them cannot have`,
  );
}

const AGENT_PORTS = [5775, 5778, 6831, 6832, 14271];
