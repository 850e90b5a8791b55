import { renderErrors, escapeText, renderTable, type ViewOptions } from '../terminal/index.ts';
import type { VersionReport } from './version-report.ts';

/** As `kubectl version` writes it, and a table of what runs. */
export function renderVersion(
  { client, server, operators, instances, errors }: VersionReport,
  options: ViewOptions,
): string {
  const lines = [
    `Client Version: v${client.version}`,
    ...(server ? [`Server Version: ${server.version}`] : []),
    ...operators.map(
      ({ namespace, name, version = '<unknown>' }) => `Operator Version: ${version} (${namespace}/${name})`,
    ),
  ];
  const rows = instances.flatMap(({ namespace, name, components }) =>
    components.map(({ component, version = '<unknown>', image }) => [namespace, name, component, version, image]),
  );
  const table = renderTable(['NAMESPACE', 'NAME', 'COMPONENT', 'VERSION', 'IMAGE'], rows, options);
  return [`${escapeText(lines.join('\n'))}\n`, table, renderErrors(errors)].filter((part) => part !== '').join('\n');
}
