export { COMPONENTS, endpointOf, serviceEndpoint, type ComponentName } from './endpoint.ts';
export { parsePorts } from './parse-ports.ts';
export { reach, type Reached, type TunnelEvent } from './reach.ts';
export { waitForAnswer, type AnswerOptions } from './wait-for-answer.ts';
export { portForwardRights } from './rights.ts';
export { renderEvent, renderReached } from './tunnel-view.ts';
export { addressesOf, eventReport, tunnelReport, type TunnelReport } from './tunnel-report.ts';
export { reachThroughPod } from './reach-through-pod.ts';
