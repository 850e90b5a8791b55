import type { Channels } from './pod-stream.ts';

const STDERR = 2;
const STATUS = 3;

/** A program's streams (Kubernetes 1.36, remotecommand); when it has ended a Status says how. */
export const EXECUTING: Channels = {
  toPod: 0,
  fromPod: 1,
  told: [STDERR, STATUS],
  preambleBytes: 0,
  failureIn: (told) => {
    const { status, message = 'it ended without a word' } = statusIn(told.get(STATUS) ?? '');
    if (status === 'Success') return undefined;
    const [complaint] = (told.get(STDERR) ?? '').trim().split('\n');
    return complaint || message;
  },
};

function statusIn(text: string): { readonly status?: string; readonly message?: string } {
  try {
    const told: unknown = JSON.parse(text);
    return typeof told === 'object' && told !== null ? told : {};
  } catch {
    return {};
  }
}
