import assert from 'node:assert/strict';
import { stripVTControlCharacters } from 'node:util';
import { loadWorld, startSandbox, type Sandbox } from '../../sandbox/index.ts';
import { answer, ENTER, ESC, type Answer } from '../support/answering.ts';
import { runInTerminal, type TerminalOutcome } from '../support/terminal.ts';

const NAMESPACE = 'default';
const NAME = 'jaeger-all-in-one-inmemory';
const CLAIM = 'spans';

/** The recorded all-in-one, as if it kept its spans in Badger on a claim. */
async function withBadger(): Promise<Sandbox> {
  const sandbox = await startSandbox({ world: await loadWorld('production') });
  const place = { namespace: NAMESPACE, name: NAME };
  const volumes = [{ name: 'data', persistentVolumeClaim: { claimName: CLAIM } }];
  sandbox.patch('jaegers.jaegertracing.io', place, { spec: { storage: { type: 'badger' } } });
  sandbox.patch('deployments.apps', place, { spec: { template: { spec: { volumes } } } });
  sandbox.put({
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { namespace: NAMESPACE, name: CLAIM },
    spec: { resources: { requests: { storage: '5Gi' } } },
  });
  return sandbox;
}

describe('uninstall at a terminal, with the data', () => {
  let sandbox: Sandbox;
  beforeEach(async () => {
    sandbox = await withBadger();
  });
  afterEach(() => sandbox.close());

  async function uninstall(answers: readonly Answer[]): Promise<TerminalOutcome> {
    const argv = ['uninstall', NAME, '--delete-data'];
    const { code, shown } = await runInTerminal(argv, { kubeconfig: sandbox.kubeconfig() }, (terminal) =>
      answer(terminal, answers),
    );
    return { code, shown: stripVTControlCharacters(shown).replaceAll('\r\n', '\n') };
  }
  const isThere = (): readonly boolean[] => [
    sandbox.get('jaegers.jaegertracing.io', { namespace: NAMESPACE, name: NAME }) !== undefined,
    sandbox.get('persistentvolumeclaims', { namespace: NAMESPACE, name: CLAIM }) !== undefined,
  ];
  const question = `Type ${NAME} to go on:`;

  it('deletes it when the name was typed back, and has said what goes', async () => {
    const { code, shown } = await uninstall([[question, `${NAME}${ENTER}`]]);
    assert.equal(code, 0, shown);
    assert.match(shown, /\n {2}delete persistentvolumeclaim\/spans\n/);
    assert.match(shown, /\n {2}lost: .*spans/);
    assert.deepEqual(isThere(), [false, false]);
  });

  for (const [typed, what, expected] of [
    [`jaeger${ENTER}`, 'another name', 1],
    [`y${ENTER}`, 'a yes', 1],
    [ENTER, 'nothing', 1],
    [ESC, 'Esc', 130],
  ] as const)
    it(`deletes nothing when it was ${what}`, async () => {
      const { code, shown } = await uninstall([[question, typed]]);
      assert.equal(code, expected, shown);
      assert.match(shown, /\ncancelled: nothing has been changed\n$/);
      assert.deepEqual(isThere(), [true, true]);
    });
});
