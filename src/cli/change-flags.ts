import { Flags } from '@oclif/core';
import { durationFlag } from './flags.ts';
import { colourFlag } from './output.ts';

const DRY_RUNS = ['none', 'client', 'server'] as const;
const FORMATS = ['text', 'name', 'json', 'yaml'] as const;

/** What every command takes that changes something. */
export const changeFlags = {
  yes: Flags.boolean({ char: 'y', summary: 'go on without being asked' }),
  confirm: Flags.string({
    summary: 'the name of what is changed, where something is lost by it; with --yes nobody is asked',
    helpValue: 'NAME',
  }),
  'dry-run': Flags.option({ options: DRY_RUNS })({
    summary: 'only print what would be done; with server, what the API server makes of it',
    helpValue: DRY_RUNS.join('|'),
    default: 'none',
  }),
  diff: Flags.boolean({
    summary: 'only print what would change in the cluster; ends with 1 where there is a difference',
  }),
  'field-manager': Flags.string({
    summary: 'as whom the fields are written',
    helpValue: 'NAME',
    default: 'kubectl-jaeger',
  }),
  'force-conflicts': Flags.boolean({ summary: 'take over fields that others manage' }),
  output: Flags.option({ options: FORMATS })({
    char: 'o',
    summary: 'output format; json and yaml are the objects themselves',
    helpValue: FORMATS.join('|'),
    default: 'text',
  }),
  ...colourFlag,
};

/** For changes that take a while to have an effect. */
export const settleFlags = {
  wait: Flags.boolean({ summary: 'wait until what was changed is Ready', default: true, allowNo: true }),
  timeout: durationFlag('how long to wait before giving up with 124', '5m'),
};
