import { startSandbox, type Sandbox, type SandboxOptions } from './index.ts';
import { storePorts } from './elasticsearch.ts';
import { jaegerPorts } from './jaeger.ts';
import { playInjection, playOperator, withoutInstances } from './operator.ts';
import { keepPods, memoryOf } from './pods.ts';
import { playRollouts } from './rollouts.ts';
import type { StoredObject } from './store.ts';
import { loadWorld, type World } from './world.ts';

/** The world that has both instances, and with them all that the operator's part knows. */
const RECORDED = 'production';

/** A practice cluster on which the operator, Pods and Jaeger are played; from the recorded world, or `fresh`: with no instance yet. */
export async function startPractice(name: string, options: Omit<SandboxOptions, 'world'> = {}): Promise<Sandbox> {
  const recorded = await loadWorld(RECORDED);
  const world = name === 'fresh' ? withoutInstances(recorded) : await loadWorld(name);
  const podOf = (namespace: string, pod: string): StoredObject | undefined =>
    sandbox.get('pods', { namespace, name: pod });
  const [jaeger, store] = [jaegerPorts(podOf), await storePorts(podOf)];
  const ports: World['ports'] = (...where) => jaeger(...where) ?? store(...where);
  const sandbox: Sandbox = await startSandbox({ ...options, world: { ...world, ports } });
  const memory = memoryOf({ ...recorded.logs, ...world.logs });
  keepPods(sandbox, memory);
  playRollouts(sandbox, memory);
  playOperator(sandbox, [recorded], memory);
  playInjection(sandbox, recorded);
  return sandbox;
}
