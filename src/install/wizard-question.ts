import { isJaegerError } from '../errors/index.ts';
import { SETTINGS, type SettingName } from './settings.ts';
import type { Answers, QuestionId } from './wizard-answers.ts';

/** What is known of the cluster before anything is asked. */
export interface Surroundings {
  /** The context's. */
  readonly namespace: string;
  /** Undefined: they may not be listed. */
  readonly namespaces: readonly string[] | undefined;
  /** Likewise. */
  readonly storageClasses: readonly StorageClass[] | undefined;
  /** API groups that are served. */
  readonly groups: ReadonlySet<string>;
  /** Names of instances in the namespace that was chosen. */
  readonly taken: readonly string[];
}

interface StorageClass {
  readonly name: string;
  readonly isDefault: boolean;
}

export interface Choice {
  readonly value: string;
  /** What is shown for it where that is not the value. */
  readonly label?: string;
  /** What it means. */
  readonly words: string;
}

/** A question as it is asked. */
export interface Question {
  readonly id: QuestionId;
  readonly text: string;
  /** One of several, yes or no, or a text. */
  readonly kind: 'choice' | 'yes-no' | 'text';
  readonly choices: readonly Choice[];
  /** The answer of Enter alone. */
  readonly initial: string;
  /** The answer that leaves it to the operator, if one does. */
  readonly leaves: string | undefined;
  /** Why a text makes no sense; undefined where it does. */
  readonly problem: (answer: string) => string | undefined;
  /** What an answer means; empty where it says so itself. */
  readonly inWords: (answer: string) => string;
}

type Of<T> = T | ((answers: Answers, around: Surroundings) => T);

/** A question before it is known what has been answered. */
export interface QuestionRule {
  readonly id: QuestionId;
  readonly text: Of<string>;
  /** It is asked only then. */
  readonly when?: (answers: Answers, around: Surroundings) => boolean;
  readonly yesNo?: true;
  /** Without any it is a text. */
  readonly choices?: Of<readonly Choice[]>;
  readonly initial?: Of<string>;
  /** The word for an answer that leaves it to the operator. */
  readonly leaves?: string;
  /** Throws USAGE; that of the setting of this name where it is left out. */
  readonly check?: (answer: string, answers: Answers, around: Surroundings) => void;
  readonly inWords?: (answer: string) => string;
}

/** The first question that is to be asked and has no answer yet. */
export function nextOf(rules: readonly QuestionRule[], answers: Answers, around: Surroundings): Question | undefined {
  const next = rules.find(({ id, when }) => answers[id] === undefined && (when?.(answers, around) ?? true));
  return next && settled(next, answers, around);
}

function settled(rule: QuestionRule, answers: Answers, around: Surroundings): Question {
  const known = <T>(of: Of<T>): T =>
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- no T is a function
    typeof of === 'function' ? (of as (answers: Answers, around: Surroundings) => T)(answers, around) : of;
  const { id, leaves, yesNo, check = checkOfSetting(id), inWords = () => '' } = rule;
  const choices = known(rule.choices ?? []);
  const kind = yesNo ? 'yes-no' : choices.length > 0 ? 'choice' : 'text';
  const isFree = (answer: string): boolean => kind !== 'text' || answer === leaves;
  return {
    id,
    text: known(rule.text),
    kind,
    choices,
    initial: known(rule.initial ?? '') || (leaves ?? ''),
    leaves,
    problem: (answer) => (isFree(answer) ? undefined : problemOf(() => check(answer, answers, around))),
    inWords,
  };
}

const isSetting = (id: QuestionId): id is SettingName => Object.hasOwn(SETTINGS, id);

/** What is typed here is held to the same as what is typed behind the flag. */
const checkOfSetting =
  (id: QuestionId) =>
  (answer: string): void => {
    if (isSetting(id)) SETTINGS[id].assign(answer, `--${id}`);
  };

function problemOf(check: () => void): string | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    if (isJaegerError(error)) return error.message;
    throw error;
  }
}
