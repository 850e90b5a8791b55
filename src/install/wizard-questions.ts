import { instanceName, namespaceName, refused } from './checks.ts';
import { ingressHosts } from './images.ts';
import { OPENSHIFT } from '../jaeger/index.ts';
import type { Choice, QuestionRule } from './wizard-question.ts';
import { BROKERS, CASSANDRA, ELASTICSEARCH, keepsIn } from './wizard-store-questions.ts';

/** Where: asked first, for what else is asked depends on it. */
export const PLACE: readonly QuestionRule[] = [
  {
    id: 'namespace',
    text: (_, { namespaces }) =>
      namespaces === undefined ? 'In which namespace? (they may not be listed)' : 'In which namespace?',
    choices: (_, { namespaces, namespace }) =>
      namespaces === undefined ? [] : namespaceChoices(namespaces, namespace),
    initial: (_, { namespace }) => namespace,
    check: (answer) => void namespaceName(answer, '--namespace'),
  },
  {
    id: 'new-namespace',
    text: 'What is the new namespace called?',
    when: ({ namespace }) => namespace === '',
    initial: 'tracing',
    check: (answer) => void namespaceName(answer, '--namespace'),
  },
];

function namespaceChoices(namespaces: readonly string[], own: string): readonly Choice[] {
  const isThere = namespaces.includes(own);
  return [
    { value: own, words: isThere ? "the context's" : "the context's; it is made" },
    ...namespaces.filter((name) => name !== own).map((value) => ({ value, words: '' })),
    { value: '', label: 'another one', words: 'is made' },
  ];
}

const INSTANCE: readonly QuestionRule[] = [
  {
    id: 'name',
    text: 'What is the instance called?',
    initial: (_, { taken }) => ['jaeger', 'jaeger-2', 'jaeger-3'].find((name) => !taken.includes(name)) ?? '',
    check: (answer, _, { taken }) => {
      instanceName(answer, 'NAME');
      if (taken.includes(answer))
        throw refused('NAME', answer, 'it is there already; to change it: install NAME with flags');
    },
  },
  {
    id: 'strategy',
    text: 'What is to run?',
    choices: [
      { value: 'allInOne', words: 'everything in one process: to try it, or for few spans' },
      { value: 'production', words: 'collector and query apart, on a span store' },
      { value: 'streaming', words: 'these with Kafka between, for many spans' },
    ],
    initial: 'allInOne',
  },
  {
    id: 'storage',
    text: 'Where are spans kept?',
    choices: ({ strategy }) => STORES.filter(({ isShared }) => isShared || strategy === 'allInOne'),
    initial: ({ strategy }) => (strategy === 'allInOne' ? 'memory' : 'elasticsearch'),
  },
  {
    id: 'memory-max-traces',
    text: 'How many traces at most, before the oldest go?',
    when: keepsIn('memory'),
    initial: '50000',
  },
  {
    id: 'badger-claim',
    text: 'On which claim are its files? Without one they go with the Pod.',
    when: keepsIn('badger'),
    leaves: 'none',
  },
];

/** What one process alone can use is not for several. */
const STORES: readonly (Choice & { readonly isShared: boolean })[] = [
  { value: 'memory', words: 'gone with the Pod', isShared: false },
  { value: 'badger', words: 'files on a claim', isShared: false },
  { value: 'elasticsearch', words: 'or OpenSearch', isShared: true },
  { value: 'cassandra', words: 'one that is there', isShared: true },
];

const WAY_IN: readonly QuestionRule[] = [
  {
    id: 'ingress',
    text: (_, { groups }) => `Open the pages to the outside, by ${groups.has(OPENSHIFT) ? 'a Route' : 'an Ingress'}?`,
    yesNo: true,
    initial: 'yes',
  },
  {
    id: 'ingress-security',
    text: 'Who may see them?',
    when: ({ ingress }, { groups }) => ingress === 'yes' && groups.has(OPENSHIFT),
    choices: [
      { value: 'oauth-proxy', words: 'whoever OpenShift knows, after a login' },
      { value: 'none', words: 'everybody who reaches them' },
    ],
    initial: 'oauth-proxy',
  },
  {
    id: 'ingress-host',
    text: 'Under which host name?',
    when: ({ ingress }, { groups }) => ingress === 'yes' && !groups.has(OPENSHIFT),
    leaves: 'any',
    check: (answer) => void ingressHosts(answer.split(',').map((host) => host.trim())),
  },
];

/** What: asked when the place is known. */
export const CHOICES: readonly QuestionRule[] = [...INSTANCE, ...ELASTICSEARCH, ...CASSANDRA, ...BROKERS, ...WAY_IN];
