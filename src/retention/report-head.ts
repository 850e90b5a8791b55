import type { InstanceRoot } from '../jaeger/index.ts';
import type { RetentionReport } from './report.ts';

/** What every report begins with. */
export const headOf = ({
  namespace,
  name,
  flavour,
  version,
}: InstanceRoot): Pick<RetentionReport, 'apiVersion' | 'kind' | 'instance'> => ({
  apiVersion: 'jaeger.kubectl/v1alpha1',
  kind: 'RetentionReport',
  instance: { namespace, name, flavour, version },
});
