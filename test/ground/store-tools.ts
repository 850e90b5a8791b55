import { goPart } from './go-part.ts';
import { have, type Part } from './part.ts';
import { jaeger } from './parts.ts';

const jaegerModule = 'github.com/jaegertracing/jaeger';

const toolsOf = (module: string): Part =>
  goPart(`tools-${module}`, {
    module,
    binaries: {
      'es-index-cleaner': `${jaegerModule}/cmd/es-index-cleaner`,
      'es-rollover': `${jaegerModule}/cmd/es-rollover`,
    },
  });

/** Version → a part with its es-index-cleaner and es-rollover. 1.76.0 is 2.13.0; later ones the module proxy does not have. */
const TOOLS = {
  '1.42.0': toolsOf('jaeger-1.42'),
  '1.62.0': toolsOf('jaeger-1.62'),
  '1.76.0': jaeger,
} satisfies Readonly<Record<string, Part>>;

export type ToolsVersion = keyof typeof TOOLS;

export const TOOLS_VERSIONS: readonly ToolsVersion[] = ['1.42.0', '1.62.0', '1.76.0'];

/** The directory of the tools of a version. */
export const toolsDirectory = (version: ToolsVersion): Promise<string> => have(TOOLS[version]);

/** Schedules and regular expressions, by the Go libraries that decide what they mean. */
export const goRules = goPart('go-rules', { module: 'go-rules', binaries: { 'go-rules': '.' } });
