/** What of oclif is in the bundle: its own door loads the whole house. */
export * as Args from '@oclif/core/args';
export { Command } from '@oclif/core/command';
export { Config } from '@oclif/core/config';
export * as Errors from '@oclif/core/errors';
export * as Flags from '@oclif/core/flags';
export { CommandHelp, Help } from '@oclif/core/help';
export * as Parser from '@oclif/core/parser';
export { run } from '@oclif/core/run';
