import { Args, Flags } from '@oclif/core';
import { namespaceFlag } from './flags.ts';

/** The workloads that a command is about. */
export const workloadArgs = {
  workload: Args.string({
    description: 'a Deployment, or KIND/NAME: deployment, statefulset, daemonset, rollout; or namespace/NAME',
    multiple: true,
    ignoreStdin: true,
  }),
};

/** For the OpenTelemetry operator, which looks at Pods only when they are made. */
export const restartFlag = Flags.boolean({
  summary: 'make Pods anew that are older than what is asked for them, where their template stays the same',
});

/** Which they are where they are not named, and how many at once. */
export const workloadFlags = {
  ...namespaceFlag,
  selector: Flags.string({ char: 'l', summary: 'those with these labels', helpValue: 'SELECTOR' }),
  all: Flags.boolean({ summary: 'all of the namespace but what is part of Jaeger or of the cluster' }),
  'max-rollouts': Flags.integer({
    summary: 'rollouts unfinished at a time, after a first one; 0 waits for none before the next',
    helpValue: 'N',
    default: 3,
    min: 0,
  }),
  'max-failures': Flags.integer({
    summary: 'failures after which nothing more is begun',
    helpValue: 'N',
    default: 1,
    min: 1,
  }),
  filename: Flags.string({
    char: 'f',
    summary: 'print these manifests changed, and ask no cluster; - is stdin',
    helpValue: 'FILE',
  }),
  explain: Flags.boolean({ summary: 'only print which rule decides, for each workload' }),
};
