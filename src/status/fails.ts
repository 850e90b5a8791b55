import { failsBy, type FailOn } from '../jaeger/index.ts';
import type { StatusReport } from './report.ts';

export const fails = ({ instances }: Pick<StatusReport, 'instances'>, failOn: FailOn): boolean =>
  instances.some(({ findings }) => failsBy(findings, failOn));
