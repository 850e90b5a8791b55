import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import type { CommandDefinition, Definitions } from '../../../src/cli/completion/definitions.ts';
import { KIND_OF_ARGUMENT, KIND_OF_VALUE } from '../../../src/cli/completion/kinds.ts';
import { readLine } from '../../../src/cli/completion/read-line.ts';
import { reply } from '../../../src/cli/completion/reply.ts';
import { SCRIPTS } from '../../../src/cli/completion/shells.ts';
import { offerFor } from '../../../src/cli/completion/static-words.ts';
import { scopeFlags } from '../../../src/cli/flags.ts';
import { globalFlags } from '../../../src/cli/global-flags.ts';
import { checkout } from '../../ground/paths.ts';

interface Manifest {
  readonly commands: Readonly<Record<string, CommandDefinition>>;
}

const { commands } = JSON.parse(readFileSync(join(checkout, 'oclif.manifest.json'), 'utf8')) as Manifest;
const DEFINITIONS: Definitions = { commands: Object.values(commands), lead: { ...globalFlags, ...scopeFlags } };

/** What is offered at the end of a line, in which words have no blanks: words, or the kind of what has to be looked for. */
function offered(line: string): string | readonly string[] {
  const read = readLine(line.split(' '), DEFINITIONS);
  const offer = offerFor(read, DEFINITIONS);
  if ('kind' in offer) return offer.kind;
  const typed = read.slot.type === 'value' ? read.word.slice(read.slot.before.length) : read.word;
  return offer.words.map(({ word }) => word).filter((word) => word.startsWith(typed));
}

/** Flags whose value is nobody's to guess, by the word for it in their help. */
const FREE = new Set([
  '[COMPONENT=]IMAGE',
  '[NAMESPACE/]SECRET',
  '[secret/|configmap/]NAME[:KEY]',
  'DAYS',
  'DURATION',
  'GROUP',
  'HOST',
  'HOST:PORT',
  'HOST[:PORT]',
  'IP',
  'JSON',
  'KEY=VALUE',
  'LEVEL',
  'LINES',
  'LOCAL[:REMOTE]',
  'N',
  'NAME',
  'NUMBER',
  'PASSWORD',
  'PATH',
  'PATH=VALUE',
  'SCHEDULE',
  'SELECTOR',
  'SIZE',
  'TOKEN',
  'UID',
  'URL',
  'USERNAME',
]);

describe('what can stand under the cursor', () => {
  for (const [line, expected] of [
    ['', Object.keys(commands)],
    ['st', ['status']],
    ['da', ['dashboard']],
    ['-n shop st', ['status']],
    ['-n ', 'namespace'],
    ['nonesuch ', 'nothing'],
    ['--nonesuch ', 'nothing'],
    ['list ', 'nothing'],
    ['status ', 'instance'],
    ['status prod ', 'nothing'],
    ['ui ', 'instance'],
    ['status -o ', ['table', 'wide', 'json', 'yaml', 'name']],
    ['status -o j', ['json']],
    ['status -o=j', ['json']],
    ['status --output=j', ['json']],
    ['status -Ao j', ['json']],
    ['status -o json ', 'instance'],
    ['status --context=', 'context'],
    ['status --context ', 'context'],
    ['--context x status --cluster ', 'cluster'],
    ['status --user ', 'user'],
    ['status --as ', 'nothing'],
    ['status --kubeconfig ', 'file'],
    ['status --cache-dir=', 'directory'],
    ['status --watch=', ['true', 'false']],
    ['status --nonesuch=', 'nothing'],
    ['status --no-h', ['--no-headers']],
    ['status --no-headers --no-h', []],
    ['install --no-w', ['--no-wait']],
    ['install --wait --wa', []],
    ['install --ingress-host x --ingress-h', ['--ingress-host']],
    ['install --storage ', ['memory', 'badger', 'elasticsearch', 'cassandra', 'kafka', 'grpc-plugin']],
    ['install --es-storage-class ', 'storage-class'],
    ['install --confirm ', 'nothing'],
    ['logs -p -', 'without --follow'],
    ['retention --type ', ['span', 'service', 'dependencies', 'sampling', 'archive']],
    ['retention --type span,', 'without span'],
    ['retention --es-secret ', 'nothing'],
    ['retention --es-pod ', 'placed-pod'],
    ['inject ', 'workload'],
    ['inject web ', 'workload'],
    ['inject -- ', 'workload'],
    ['inject --instance ', 'placed-instance'],
    ['inject -f ', 'file'],
    ['inject --via ', ['jaeger-operator', 'otel-operator', 'sidecar', 'env']],
    ['completion ', Object.keys(SCRIPTS)],
    ['port-forward --component ', 'the components'],
    ['port-forward -- l', 'file'],
    ['status -- ', 'instance'],
    ['status -- --', 'instance'],
  ] as const)
    it(`${line}‸`, () => {
      const found = offered(line);
      if (expected === 'without --follow') assert.ok(found.includes('--tail') && !found.includes('--follow'));
      else if (expected === 'without span') {
        assert.ok(found.includes('span,service') && !found.includes('span,span'));
      } else if (expected === 'the components')
        assert.deepEqual(found, commands['port-forward']?.flags['component']?.options);
      else assert.deepEqual(found, expected);
    });

  it('is known of every flag and argument that there is', () => {
    for (const { id, flags, args } of Object.values(commands)) {
      for (const [name, { type, options, helpValue }] of Object.entries(flags)) {
        if (type === 'boolean' || options !== undefined || /^[\w-]+(\|[\w-]+)+$/.test(String(helpValue))) continue;
        const isLive = KIND_OF_VALUE[String(helpValue)] !== undefined;
        assert.ok(isLive !== FREE.has(String(helpValue)), `${id} --${name} ${String(helpValue)}`);
      }
      for (const { name, options } of Object.values(args))
        assert.ok(options !== undefined || KIND_OF_ARGUMENT[name] !== undefined, `${id} ${name}`);
    }
  });

  it('knows the place that the line names, whatever stands around it', () => {
    const { global, named, given } = readLine(
      ['-n', 'shop', 'inject', '--context=x', 'web', '-A', '--via', 'env', '--', 'api', ''],
      DEFINITIONS,
    );
    assert.deepEqual(global, ['-n', 'shop', '--context=x', '-A']);
    assert.deepEqual(named, ['web', 'api']);
    assert.deepEqual([...given], ['namespace', 'context', 'all-namespaces', 'via']);
    assert.deepEqual(readLine(['status', '-A', '-n', ''], DEFINITIONS).global, ['-A']);
  });

  it('is found for any words', () => {
    const words = fc.array(
      fc.oneof(fc.constantFrom('-n', '--', '-o', 'status', 'inject', '-Ao', '--v=', ''), fc.string()),
    );
    fc.assert(
      fc.property(words, (line) => {
        const read = readLine(line, DEFINITIONS);
        assert.ok('kind' in offerFor(read, DEFINITIONS) || line.length < 1000);
      }),
    );
  });
});

describe('the answer to a shell', () => {
  const answer = (...words: string[]): string =>
    reply(
      words.map((word) => ({ word })),
      'a',
      4,
    );

  it('has what begins with what is typed, once, and the directive last', () => {
    assert.equal(answer('ab', 'b', 'a', 'ab'), 'ab\na\n:4\n');
    assert.equal(answer(), ':4\n');
    assert.equal(reply([{ word: 'a', means: 'one\ttwo\nthree\u001b[2J' }], '', 4), 'a\tone two three [2J\n:4\n');
  });

  it('has no space behind what goes on', () => {
    assert.equal(answer('a/', 'ab/'), 'a/\nab/\n:6\n');
    assert.equal(answer('a/', 'ab'), 'a/\nab\n:4\n');
  });

  it('keeps to a line for each word, whatever somebody has called his things', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), (names) => {
        const lines = reply(
          names.map((word) => ({ word, means: word })),
          '',
          4,
        ).split('\n');
        assert.deepEqual(lines.slice(-2), [':4', '']);
        assert.ok(lines.length <= names.length + 2);
        for (const line of lines) assert.doesNotMatch(line, /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u202a-\u202e]/); // oxlint-disable-line no-control-regex -- that is the point
      }),
    );
  });
});
