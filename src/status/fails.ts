import type { StatusReport } from './report.ts';

/** From which severity on a finding makes the command fail. */
export type FailOn = 'never' | 'warning' | 'error';

const SEVERITIES: Readonly<Record<FailOn, readonly string[]>> = {
  never: [],
  warning: ['warning', 'error'],
  error: ['error'],
};

export const fails = ({ instances }: Pick<StatusReport, 'instances'>, failOn: FailOn): boolean =>
  instances.some(({ findings }) => findings.some(({ severity }) => SEVERITIES[failOn].includes(severity)));
