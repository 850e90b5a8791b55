import { renderColumns, type Tone, type ViewOptions } from '../terminal/index.ts';
import { ageColumn, nameColumn } from './columns-view.ts';
import type { InstanceStatus } from './report.ts';

const TONES: ReadonlyMap<string, Tone> = new Map([
  ['Bound', 'good'],
  ['Lost', 'bad'],
]);

export const renderClaims = (instance: InstanceStatus, options: ViewOptions): string =>
  renderColumns(
    instance.claims,
    [
      nameColumn(instance),
      ['STATUS', ({ status }) => ({ text: status, tone: TONES.get(status) ?? 'warning' })],
      ['VOLUME', ({ volume }) => volume],
      ['CAPACITY', ({ capacity }) => capacity],
      ['ACCESS MODES', ({ accessModes }) => accessModes.join(',')],
      ['STORAGECLASS', ({ storageClass }) => storageClass],
      ageColumn(options),
    ],
    [['VOLUMEMODE', ({ volumeMode }) => volumeMode]],
    options,
  );
