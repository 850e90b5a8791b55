/** A module that CommonJS made by TypeScript loads at its start: `const name_1 = __importDefault(require("name"));`. */
const REQUIRE = /^const ([\w$]+_\d+) = (?:(__import\w+)\()?require\("([^"]+)"\)\)?;$/gm;

/**
 * The same module with every other module loaded where it is first used: one command needs a few of oclif's hundred. Only
 * TypeScript's own form of names is touched, `name_1`.
 */
export function lazyRequires(source: string): string {
  const names: string[] = [];
  const declared = source.replace(REQUIRE, (_, name: string, wrap: string | undefined, path: string) => {
    names.push(name);
    const loaded = wrap === undefined ? `require("${path}")` : `${wrap}(require("${path}"))`;
    return `let ${name}$loaded; const ${name}$load = () => (${name}$loaded ??= ${loaded});`;
  });
  return names.reduce(
    (text, name) => text.replaceAll(new RegExp(`(?<![.\\w$])${name}(?![\\w$])`, 'g'), `(${name}$load())`),
    declared,
  );
}
