import type { FlagShapes } from '../command-line.ts';

/** What completion needs to know of a flag: a part of what oclif's manifest keeps of its definition. */
export interface FlagDefinition {
  readonly type: 'boolean' | 'option';
  readonly char?: string | undefined;
  readonly summary?: string | undefined;
  readonly helpValue?: string | readonly string[] | undefined;
  readonly options?: readonly string[] | undefined;
  readonly multiple?: boolean | undefined;
  readonly delimiter?: string | undefined;
  readonly allowNo?: boolean | undefined;
  readonly exclusive?: readonly string[] | undefined;
}

type FlagDefinitions = Readonly<Record<string, FlagDefinition>>;

export interface ArgumentDefinition {
  readonly name: string;
  readonly options?: readonly string[] | undefined;
  readonly multiple?: boolean | undefined;
}

/** A command as its own file defines it: completion has no list of its own. */
export interface CommandDefinition {
  readonly id: string;
  readonly summary?: string | undefined;
  readonly aliases: readonly string[];
  readonly hidden?: boolean | undefined;
  readonly usage?: string | readonly string[] | undefined;
  readonly flags: FlagDefinitions;
  readonly args: Readonly<Record<string, ArgumentDefinition>>;
}

/** A word that could stand under the cursor, and what it means. */
export interface Candidate {
  readonly word: string;
  readonly means?: string | undefined;
}

/** The commands, and the flags that may stand before the name of any. */
export interface Definitions {
  readonly commands: readonly CommandDefinition[];
  readonly lead: FlagDefinitions & FlagShapes;
}
