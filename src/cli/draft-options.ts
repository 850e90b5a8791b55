import { JaegerError } from '../errors/index.ts';
import { checkOptions, readManifest, type Draft, type InstallOptions } from '../install/index.ts';
import { escapeText } from '../terminal/index.ts';
import { readInput } from './read-input.ts';

type Choices = InstallOptions['settings'] & InstallOptions['switches'];

interface DraftFlags extends Choices {
  readonly filename?: string | undefined;
  readonly namespace?: string | undefined;
  readonly 'ingress-host'?: readonly string[] | undefined;
  readonly image?: readonly string[] | undefined;
  readonly set?: readonly string[] | undefined;
}

/** What a command line of `install` says of an instance, checked as far as it goes. Throws USAGE. */
export async function draftOptions(name: string | undefined, flags: DraftFlags): Promise<Draft> {
  const base = flags.filename === undefined ? undefined : await readBase(flags.filename, name);
  const own = name ?? base?.metadata.name;
  const inFile = base?.metadata.namespace;
  if (flags.namespace && inFile !== undefined && inFile !== flags.namespace)
    throw new JaegerError('USAGE', `--namespace ${flags.namespace}: the file says ${inFile}`);
  const { 'ingress-host': ingressHosts = [], image: images = [], set = [] } = flags;
  const namespace = flags.namespace || inFile;
  const draft = { name: own, namespace, base, settings: flags, switches: flags, ingressHosts, images, set };
  checkOptions({ ...draft, name: own ?? 'jaeger' });
  return draft;
}

async function readBase(file: string, name: string | undefined): Promise<InstallOptions['base']> {
  const { manifest, others } = await readManifest(await readInput(file), name);
  if (others.length > 0) process.stderr.write(escapeText(`left out of ${file}: ${others.join(', ')}\n`));
  return manifest;
}

/** Where nobody can be asked, the name has to be said. */
export function named({ name, ...choices }: Draft): InstallOptions {
  if (name === undefined) throw new JaegerError('USAGE', 'the instance needs a name: install NAME');
  return { ...choices, name };
}
