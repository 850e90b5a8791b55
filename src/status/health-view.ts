import type { Tone } from '../terminal/index.ts';
import type { Health } from './report.ts';

export const HEALTH_TONES: Readonly<Record<Health, Tone>> = {
  Ready: 'good',
  Degraded: 'warning',
  NotReady: 'bad',
  ScaledDown: 'warning',
  Absent: 'bad',
  Unknown: 'warning',
};
