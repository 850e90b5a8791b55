import { formatAge, renderColumns, type Tone, type ViewOptions } from '../terminal/index.ts';
import { ageColumn, nameColumn } from './columns-view.ts';
import type { InstanceStatus, PodRow } from './report.ts';

export const renderPods = (instance: InstanceStatus, options: ViewOptions): string =>
  renderColumns(
    instance.pods,
    [
      nameColumn(instance),
      ['READY', ({ readyContainers, containers }) => `${readyContainers}/${containers}`],
      ['STATUS', (pod) => ({ text: pod.status, tone: podTone(pod) })],
      ['RESTARTS', (pod) => restartText(pod, options.now)],
      ageColumn(options),
    ],
    [
      ['IP', ({ ip = '<none>' }) => ip],
      ['NODE', ({ node = '<none>' }) => node],
    ],
    options,
  );

const PASSING = /^(Pending|ContainerCreating|PodInitializing|Terminating|NotReady|Init:\d+\/\d+)$/;

function podTone({ status, readyContainers, containers }: PodRow): Tone {
  if (status === 'Completed' || status === 'Succeeded') return 'plain';
  if (status === 'Running') return readyContainers === containers ? 'good' : 'warning';
  return PASSING.test(status) ? 'warning' : 'bad';
}

const restartText = ({ restarts, lastRestartAt }: PodRow, now: Date): string =>
  restarts === 0 || lastRestartAt === undefined
    ? String(restarts)
    : `${restarts} (${formatAge(lastRestartAt, now)} ago)`;
