import { isTree } from '../jaeger/index.ts';

/** What the API server fills in where nothing is said (Kubernetes 1.36). */
const FILLED_IN: ReadonlySet<string> = new Set([
  'apiVersion',
  'defaultMode',
  'failureThreshold',
  'imagePullPolicy',
  'periodSeconds',
  'protocol',
  'resources',
  'scheme',
  'successThreshold',
  'terminationMessagePath',
  'terminationMessagePolicy',
  'timeoutSeconds',
]);

/** Whether a live value says what is wanted, and nothing more than the API server adds by itself. */
export function covers(live: unknown, wanted: unknown): boolean {
  if (Array.isArray(live) && Array.isArray(wanted))
    return live.length === wanted.length && live.every((item, index) => covers(item, wanted[index]));
  if (!isTree(live) || !isTree(wanted)) return live === wanted;
  return (
    Object.keys(wanted).every((key) => key in live && covers(live[key], wanted[key])) &&
    Object.keys(live).every((key) => key in wanted || FILLED_IN.has(key))
  );
}
