import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { JaegerError } from '../../errors/index.ts';
import { decodeKubeconfig } from './decode.ts';
import type { Kubeconfig } from './entries.ts';
import { FieldError } from './fields.ts';
import { parseYaml, YamlSyntaxError, type Parsed } from './parse-yaml.ts';
import { systemReason } from './system-reason.ts';

/**
 * The files that count: the one of `--kubeconfig` alone, else those of KUBECONFIG, else the one in the home directory
 * (client-go 0.36, tools/clientcmd/loader.go).
 */
export function kubeconfigFiles(named: string, listed: string): readonly string[] {
  if (named !== '') return [named];
  const files = listed.split(delimiter).filter((file) => file !== '');
  return listed === '' ? [join(homedir(), '.kube', 'config')] : [...new Set(files)];
}

/**
 * The files as one kubeconfig: of two entries with one name the first counts whole, and the first current-context that
 * is not empty. Only a file of `--kubeconfig` must exist.
 */
export function readKubeconfigs(files: readonly string[], mustExist: boolean): Kubeconfig {
  const found = files.flatMap((file) => readKubeconfig(file, mustExist) ?? []);
  return {
    clusters: firstOfEachName(found.map(({ clusters }) => clusters)),
    users: firstOfEachName(found.map(({ users }) => users)),
    contexts: firstOfEachName(found.map(({ contexts }) => contexts)),
    currentContext: found.map(({ currentContext }) => currentContext).find((name) => name !== '') ?? '',
  };
}

const firstOfEachName = <T>(maps: readonly ReadonlyMap<string, T>[]): ReadonlyMap<string, T> =>
  new Map(maps.toReversed().flatMap((map) => [...map]));

function readKubeconfig(file: string, mustExist: boolean): Kubeconfig | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    if (isMissing(cause) && !mustExist) return undefined;
    throw broken(file, systemReason(cause), cause);
  }
  return decode(file, text);
}

const isMissing = (cause: unknown): boolean => cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';

function decode(file: string, text: string): Kubeconfig {
  const { value, lineOf } = parse(file, text);
  try {
    return decodeKubeconfig(value, resolve(dirname(file)));
  } catch (cause) {
    if (!(cause instanceof FieldError)) throw cause;
    throw broken(file, `line ${lineOf(cause.path)}: ${cause.message}`, cause);
  }
}

function parse(file: string, text: string): Parsed {
  try {
    return parseYaml(text);
  } catch (cause) {
    if (!(cause instanceof YamlSyntaxError)) throw cause;
    throw broken(file, `yaml: ${cause.message}`, cause);
  }
}

const broken = (file: string, reason: string, cause: unknown): JaegerError =>
  new JaegerError('KUBECONFIG', `error loading config file "${file}": ${reason}`, { cause });
