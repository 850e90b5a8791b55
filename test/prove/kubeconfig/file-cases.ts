import { kubeconfig, simple } from '../../support/kubeconfigs.ts';
import { trusted, type Case, type Ports } from './case.ts';

const token = (value: string): object => ({ token: value });

/** Which files count, and which entry of several. */
export function fileCases(ports: Ports): Case[] {
  const one = simple(trusted(ports), token('one'), 'first');
  const two = simple(
    { server: `https://${ports.other}`, 'insecure-skip-tls-verify': true },
    { token: 'two' },
    'second',
  );
  const other = kubeconfig({
    clusters: { k2: trusted(ports) },
    users: { u2: { token: 'other' } },
    contexts: { c2: { cluster: 'k2', user: 'u2', namespace: 'other' } },
    current: 'c2',
  });
  const noCurrent = kubeconfig({ clusters: { k: trusted(ports) }, users: { u: { token: 'x' } }, contexts: {} });
  const list = (...names: string[]): Record<string, string> => ({ KUBECONFIG: names.join(':') });
  return [
    { what: 'one file', files: { config: one } },
    { what: 'no KUBECONFIG: ~/.kube/config', files: { '.kube/config': one }, env: list() },
    { what: 'first of two entries with one name', files: { a: one, b: two }, env: list('a', 'b') },
    { what: 'the other way round', files: { a: one, b: two }, env: list('b', 'a') },
    { what: 'missing file in the list', files: { a: one }, env: list('gone', 'a', 'lost') },
    { what: 'all files missing', env: list('gone', 'lost') },
    { what: 'empty entries and one file twice', files: { a: one }, env: list('', 'a', '', 'a') },
    { what: 'empty file in the list', files: { a: '', b: one }, env: list('a', 'b') },
    { what: 'file with a comment only', files: { a: '# nothing\n', b: one }, env: list('a', 'b') },
    {
      what: 'first current-context that is not empty',
      files: { a: noCurrent, b: other, c: one },
      env: list('a', 'b', 'c'),
    },
    {
      what: '--context of the second file',
      files: { a: one, b: other },
      env: list('a', 'b'),
      flags: ['--context', 'c2'],
    },
    {
      what: '--kubeconfig beats KUBECONFIG',
      files: { a: one, b: other },
      env: list('a'),
      flags: ['--kubeconfig', 'b'],
    },
    { what: '--kubeconfig that is missing', files: { config: one }, flags: ['--kubeconfig=gone'] },
    { what: '--kubeconfig that is empty', files: { config: one }, flags: ['--kubeconfig='] },
    { what: 'a directory as file', files: { 'dir/x': 'x', a: one }, env: list('dir', 'a') },
    { what: 'broken YAML', files: { config: 'clusters: [\n' } },
    { what: 'a broken file behind a good one', files: { a: one, b: 'a: [1' }, env: list('a', 'b') },
    { what: 'another kind', files: { config: 'kind: Pod\napiVersion: v1\n' } },
    { what: 'another apiVersion', files: { config: 'kind: Config\napiVersion: v2\n' } },
    { what: 'one name twice in one file', files: { config: 'users: [{name: u}, {name: u}]\n' } },
    { what: 'a number as token', files: { config: 'users: [{name: u, user: {token: 5}}]\n' } },
    { what: 'a list as document', files: { config: '[]' } },
    { what: 'data that is no base64', files: { config: 'users: [{name: u, user: {client-key-data: "%%"}}]\n' } },
    {
      what: 'null for lists and entries',
      files: { a: 'clusters: null\nusers: [null]\ncontexts: []\n', b: one },
      env: list('a', 'b'),
    },
    { what: 'unknown fields', files: { config: { ...one, spec: { a: 1 }, preferences: { colors: true } } } },
    { what: 'two documents in a file', files: { config: `${JSON.stringify(one)}\n---\n${JSON.stringify(two)}\n` } },
    {
      what: 'YAML 1.1: yes, a name like a number with an exponent, an anchor',
      files: {
        config: `clusters: [{name: e2, cluster: {server: "https://${ports.other}", insecure-skip-tls-verify: yes}}]
users: [{name: e3, user: &anyone {token: t}}, {name: x, user: {<<: *anyone}}]
contexts: [{name: 1.2.3, context: {cluster: e2, user: x, namespace: 12-04}}]
current-context: 1.2.3
`,
      },
    },
    { what: 'current-context: y is true', files: { config: 'current-context: y\n' } },
    {
      what: 'a key twice counts the last time',
      files: {
        config: `clusters: [{name: k, cluster: {server: "http://127.0.0.1:1", server: "http://${ports.plain}"}}]
contexts: [{name: c, context: {cluster: k, user: u, namespace: one, namespace: two}}]
current-context: c
`,
      },
    },
    { what: 'unknown --context', files: { config: one }, flags: ['--context', 'nope'] },
    { what: 'current-context that is not there', files: { config: { ...one, 'current-context': 'gone' } } },
    { what: 'no current-context', files: { config: noCurrent } },
    {
      what: 'no current-context, but --cluster and --user',
      files: { config: noCurrent },
      flags: ['--cluster=k', '--user=u'],
    },
    {
      what: '--cluster of another entry',
      files: { a: one, b: other },
      env: list('a', 'b'),
      flags: ['--cluster', 'k2', '--user', 'u2'],
    },
    { what: 'unknown --cluster', files: { config: one }, flags: ['--cluster', 'nope'] },
    { what: 'unknown --user', files: { config: one }, flags: ['--user', 'nope'] },
    {
      what: 'context of a cluster that is not there',
      files: {
        config: kubeconfig({
          users: { u: { token: 'x' } },
          contexts: { c: { cluster: 'gone', user: 'u' } },
          current: 'c',
        }),
      },
    },
    {
      what: 'context of a user that is not there',
      files: {
        config: kubeconfig({
          clusters: { k: trusted(ports) },
          contexts: { c: { cluster: 'k', user: 'gone' } },
          current: 'c',
        }),
      },
    },
    { what: '-n', files: { config: one }, flags: ['-n', 'mine'] },
    { what: '-nNAME', files: { config: one }, flags: ['-nmine'] },
    { what: '-n=NAME', files: { config: one }, flags: ['-n=mine'] },
    { what: 'the later of two -n', files: { config: one }, flags: ['-n', 'one', '--namespace=two'] },
    { what: 'empty -n', files: { config: one }, flags: ['-n', ''] },
    { what: '-A', files: { config: one }, flags: ['-A', '-n', 'mine'] },
    { what: '--all-namespaces=false', files: { config: one }, flags: ['--all-namespaces=false'] },
  ];
}
