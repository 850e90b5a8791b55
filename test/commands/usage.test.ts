import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkout } from '../ground/paths.ts';
import { program } from '../ground/program.ts';
import { outcome } from '../ground/run.ts';
import { runProgram } from '../support/program.ts';

const [starter = '', ...script] = program;

describe('the command line', () => {
  it('shows help on stdout and ends with 0', async () => {
    for (const argv of [['--help'], ['status', '--help'], []]) {
      const { code, stdout, stderr } = await runProgram(argv);
      assert.equal(code, 0, argv.join(' '));
      assert.equal(stderr, '');
      assert.match(stdout, /USAGE\n {2}\$ kubectl jaeger /);
    }
  });

  it('is the same program when it is run from its sources', async () => {
    const dev = await outcome([process.execPath, join(checkout, 'bin/dev.js'), 'status', '--help'], { cwd: tmpdir() });
    assert.equal(dev.stderr, '');
    assert.equal(dev.stdout, (await runProgram(['status', '--help'])).stdout);
  });

  it('ends with 2 and one line of reason for what it does not understand', async () => {
    for (const [argv, reason] of [
      [['nonesuch'], /^error: command nonesuch not found\n/],
      [['status', '--nonesuch'], /^error: nonexistent flag: --nonesuch\n/],
      [['status', 'a', 'b'], /^error: unexpected argument: b\n/],
      [['status', '-o', 'xml'], /^error: expected --output=xml to be one of: table, wide, json, yaml, name\n/],
    ] as const) {
      const { code, stdout, stderr } = await runProgram(argv);
      assert.equal(code, 2, argv.join(' '));
      assert.equal(stdout, '');
      assert.match(stderr, reason);
      assert.match(stderr, /\nSee 'kubectl jaeger --help' for usage\.\n$/);
    }
  });

  it('names the files that it tried when there is no kubeconfig', async () => {
    const { code, stderr } = await runProgram(['status']);
    assert.equal(code, 1);
    assert.match(stderr, /^error: no current context is set\nhint: kubeconfig read from: \/.*kubeconfig\n/);
  });

  it('says of an unknown context what kubectl says', async () => {
    const { code, stderr } = await runProgram(['status', '--context', 'nope'], { server: 'https://127.0.0.1:1' });
    assert.equal(code, 1);
    assert.match(stderr, /^Error in configuration: context was not found for specified context: nope\n/);
  });

  it('says of a refused connection what kubectl says', async () => {
    const { code, stdout, stderr } = await runProgram(['status'], { server: 'https://127.0.0.1:1' });
    assert.equal(code, 1);
    assert.equal(stdout, '');
    assert.equal(
      stderr,
      'The connection to the server 127.0.0.1:1 was refused - did you specify the right host or port?\n',
    );
  });

  it('names a kubeconfig that cannot be read, and shows nothing of it', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'kubectl-jaeger-test-'));
    try {
      const file = join(dir, 'broken');
      await writeFile(file, 'users: [{name: u, user: {token: secret-token}\n');
      const { code, stderr } = await runProgram(['status', '--kubeconfig', file]);
      assert.equal(code, 1);
      assert.ok(stderr.startsWith(`error: error loading config file "${file}": `), stderr);
      assert.doesNotMatch(stderr, /secret-token/);
    } finally {
      await rm(dir, { recursive: true });
    }
  });

  it('ends with 0 when the reader of its help leaves early', async () => {
    const help = spawn(starter, [...script, '--help'], { stdio: ['ignore', 'pipe', 'pipe'] });
    help.stdout.destroy();
    const errors: Buffer[] = [];
    help.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
    const code = await new Promise((resolve) => help.on('close', resolve));
    assert.equal(Buffer.concat(errors).toString(), '');
    assert.equal(code, 0);
  });

  it('tells an old Node.js in one line what is needed, and loads nothing that it cannot load', async () => {
    const source = await readFile(join(checkout, 'bin/run.js'), 'utf8');
    // The same file, told that it runs on an older release: what is behind the check must not be reached.
    const dir = await mkdtemp(join(tmpdir(), 'kubectl-jaeger-test-'));
    try {
      await writeFile(join(dir, 'run.mjs'), source.replace(/^#!.*\n/, ''));
      const pretend = `Object.defineProperty(process.versions, 'node', { value: '20.20.2' }); await import('./run.mjs')`;
      const child = spawn(process.execPath, ['--input-type=module', '-e', pretend], {
        cwd: dir,
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      const errors: Buffer[] = [];
      child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
      const code = await new Promise((resolve) => child.on('close', resolve));
      assert.match(
        Buffer.concat(errors).toString(),
        /^error: kubectl-jaeger needs Node\.js 22\.19 or newer, this is v\S+\n$/,
      );
      assert.equal(code, 2);
    } finally {
      await rm(dir, { recursive: true });
    }
  });
});
