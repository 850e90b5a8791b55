import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { checkout } from '../ground/paths.ts';

export const MAN_PAGE = 'docs/man/kubectl-jaeger.1';

interface Flag {
  readonly name: string;
  readonly char?: string;
  readonly type: 'boolean' | 'option';
  readonly summary?: string;
  readonly helpValue?: string;
  readonly helpGroup?: string;
  readonly default?: unknown;
  readonly allowNo?: boolean;
}

interface Command {
  readonly id: string;
  readonly summary: string;
  readonly description?: string;
  readonly aliases: readonly string[];
  readonly usage?: string;
  readonly args: Readonly<
    Record<string, { name: string; description?: string; required?: boolean; multiple?: boolean }>
  >;
  readonly flags: Readonly<Record<string, Flag>>;
  readonly examples?: readonly { readonly description: string; readonly command: string }[];
}

interface Manifest {
  readonly version: string;
  readonly commands: Readonly<Record<string, Command>>;
}

/** The manual page, in roff's macros (man(7)), from the manifest of the build and the README's table of exit codes. */
export async function manPage(): Promise<string> {
  const { version, commands } = JSON.parse(await readFile(join(checkout, 'oclif.manifest.json'), 'utf8')) as Manifest;
  const all = Object.values(commands);
  const readme = await readFile(join(checkout, 'README.md'), 'utf8');
  return [
    `.TH KUBECTL\\-JAEGER 1 "" "kubectl\\-jaeger ${version}" "User Commands"`,
    // Neither blanks to fill a line nor divided words: most of what stands here is typed.
    '.ad l',
    '.nh',
    '.SH NAME',
    'kubectl\\-jaeger \\- find, show and operate Jaeger tracing on Kubernetes and OpenShift',
    '.SH SYNOPSIS',
    '.B kubectl jaeger',
    '.I COMMAND',
    '.RI [ ARGUMENT ...]',
    '.RI [ FLAG ...]',
    '.SH DESCRIPTION',
    `A plugin of kubectl. It answers to ${bold('kubectl jaeger')}, ${bold('oc jaeger')} and ${bold('kubectl-jaeger')}; flags stand behind the plugin's name.`,
    '.SH COMMANDS',
    ...all.flatMap(commandSection),
    '.SH GLOBAL FLAGS',
    'Which cluster, as whom, and how: as kubectl has them.',
    ...flagList(all[0]?.flags ?? {}, true),
    '.SH EXIT STATUS',
    ...exitCodes(readme).flatMap(([code, meaning]) => ['.TP', bold(code), roff(meaning)]),
    '.SH ENVIRONMENT',
    ...VARIABLES.flatMap(([name, meaning]) => ['.TP', bold(name), roff(meaning)]),
    '.SH SEE ALSO',
    '.BR kubectl (1)',
    '',
  ].join('\n');
}

const VARIABLES: readonly (readonly [name: string, meaning: string])[] = [
  ['KUBECONFIG', 'kubeconfig files, as for kubectl; ~/.kube/config without it'],
  ['HTTPS_PROXY, HTTP_PROXY, NO_PROXY', 'the way to the API server, as for kubectl'],
  ['NO_COLOR', 'no colour, unless --color says otherwise'],
  ['BROWSER', 'none: port-forward opens no page'],
  ['CI', 'nobody is there to be asked, and no page is opened'],
  [
    'KUBECTL_JAEGER_COMPLETION_TIMEOUT',
    'how long names for the Tab key may take since the program was started, e.g. 2s; 800ms without it',
  ],
];

function commandSection({ id, summary, description, aliases, usage, args, flags, examples = [] }: Command): string[] {
  const words = Object.values(args).map(({ name, required, multiple }) => {
    const word = `${name.toUpperCase()}${multiple === true ? '...' : ''}`;
    return required === true ? word : `[${word}]`;
  });
  return [
    `.SS ${bold(`kubectl jaeger ${usage ?? [id, ...words, '[flags]'].join(' ')}`)}`,
    roff(`${summary}.`),
    ...(aliases.length === 0 ? [] : ['.PP', roff(`Also called ${aliases.join(', ')}.`)]),
    ...(description === undefined ? [] : ['.PP', roff(description)]),
    ...Object.values(args).flatMap(({ name, description: what = '' }) => [
      '.TP',
      `.I ${name.toUpperCase()}`,
      roff(what),
    ]),
    ...flagList(flags, false),
    ...(examples.length === 0 ? [] : ['.PP', 'Examples:']),
    ...examples.flatMap((example) => [
      '.PP',
      `${roff(example.description)}:`,
      '.PP',
      '.RS 4',
      '.EX',
      roff(example.command.replaceAll('<%= config.bin %>', 'kubectl jaeger')),
      '.EE',
      '.RE',
    ]),
  ];
}

const flagList = (flags: Readonly<Record<string, Flag>>, isGlobal: boolean): string[] =>
  Object.values(flags)
    .filter(({ helpGroup }) => (helpGroup === 'GLOBAL') === isGlobal)
    .flatMap((flag) => ['.TP', flagTerm(flag), roff(meaningOf(flag))]);

function flagTerm({ name, char, type, helpValue, allowNo }: Flag): string {
  const short = char === undefined ? '' : `${bold(`-${char}`)}, `;
  const long = bold(`--${allowNo === true ? '[no-]' : ''}${name}`);
  return type === 'boolean' ? `${short}${long}` : `${short}${long}=\\fI${text(helpValue ?? 'VALUE')}\\fR`;
}

const meaningOf = ({ summary = '', default: usual }: Flag): string =>
  typeof usual === 'string' && usual !== '' ? `${summary}. Left out: ${usual}.` : `${summary}.`;

/** Code and meaning, of the table under "Output and exit codes". */
const exitCodes = (readme: string): [string, string][] =>
  [...readme.matchAll(/^\| +(\d+) +\| (.*?) +\|$/gm)].map(([, code = '', meaning = '']) => [code, meaning]);

const bold = (words: string): string => `\\fB${text(words)}\\fR`;

/** Text as it is: roff takes a backslash for an escape, a dash for a hyphen, and quotes for those of a book. */
const text = (words: string): string =>
  words
    .replaceAll('`', '')
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replaceAll("'", '\\(aq')
    .replaceAll('^', '\\(ha')
    .replaceAll('~', '\\(ti');

/** The same as a line of its own, which must not look like a request. */
const roff = (line: string): string => text(line).replace(/^(?=[.'])/, '\\&');

if (import.meta.main) {
  const path = join(checkout, MAN_PAGE);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, await manPage());
}
