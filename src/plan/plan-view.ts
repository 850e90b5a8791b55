import { escapeText, indent, paint, toJson, toYaml, type Tone } from '../terminal/index.ts';
import type { KubernetesObject } from '../kubernetes/types.ts';
import { fieldOf, nameOf, objectOf, type FieldChange, type Plan, type Step } from './plan.ts';
import type { Outcome } from './rehearse-plan.ts';
import { wishesOf } from './stored.ts';
import { unifiedDiff } from './unified-diff.ts';

interface PlanStyle {
  readonly colour: boolean;
}

/** A plan as somebody reads it before saying yes: where, what, what it means, what is lost. */
export function renderPlan(plan: Plan, { colour }: PlanStyle): string {
  const { title, context, server, namespace, steps, notes, destroys } = plan;
  const where = `${title}\n  context ${context}, server ${server}, namespace ${namespace}\n`;
  const lost = destroys.map((line) => paint(`lost: ${escapeText(line)}`, 'bad', colour));
  const lines = [...notes.map((line) => `note: ${escapeText(line)}`), ...lost];
  const changes = steps.map((step) => stepText(step, colour)).join('');
  return escapeText(where) + indent(changes + lines.map((line) => `${line}\n`).join(''));
}

const WORDS = { create: 'create', apply: 'apply', patch: 'change', delete: 'delete', keep: 'keep' } as const;
const TONES: Readonly<Record<keyof typeof WORDS, Tone>> = {
  create: 'good',
  apply: 'plain',
  patch: 'warning',
  delete: 'bad',
  keep: 'plain',
};

function stepText(step: Step, colour: boolean): string {
  const kind = step.type === 'apply' && step.isNew ? 'create' : step.type;
  const changes = step.type === 'patch' ? step.changes.map(changeText) : step.type === 'apply' ? fieldsOf(step) : [];
  const skipped = step.type === 'keep' && step.skipped !== undefined ? `: ${escapeText(step.skipped)}` : '';
  const head = `${paint(WORDS[kind], TONES[kind], colour)} ${escapeText(nameOf(step))}${skipped}\n`;
  return head + indent(escapeText(changes.map((line) => `${line}\n`).join('')));
}

const changeText = ({ path, from, to }: FieldChange): string =>
  `${fieldOf(path)}: ${valueText(from)} -> ${valueText(to)}`;

const valueText = (value: unknown): string =>
  value === undefined || value === null ? '(none)' : typeof value === 'string' ? value : JSON.stringify(value);

/** All that a manifest says beside its name. */
function fieldsOf({ manifest }: Extract<Step, { type: 'apply' }>): readonly string[] {
  const said = Object.entries(wishesOf(manifest)).filter(
    ([field]) => !['apiVersion', 'kind', 'metadata'].includes(field),
  );
  return leavesOf(Object.fromEntries(said), []).map(([path, value]) => `${fieldOf(path)}: ${valueText(value)}`);
}

function leavesOf(value: unknown, path: readonly string[]): readonly (readonly [readonly string[], unknown])[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return value === undefined ? [] : [[path, value]];
  return Object.entries(value).flatMap(([name, inner]) => leavesOf(inner, [...path, name]));
}

export type DryRun = 'none' | 'client' | 'server';

const SUFFIX: Readonly<Record<DryRun, string>> = { none: '', client: ' (dry run)', server: ' (server dry run)' };

/** One line for each object, as kubectl has it. */
export const renderOutcome = ({ step, verb }: Outcome, dryRun: DryRun): string =>
  escapeText(`${nameOf(step)} ${verb}${SUFFIX[dryRun]}\n`);

/** What the plan changes in what the server stores, as `kubectl diff` shows it; empty when that is nothing. */
export async function renderDiff(outcomes: readonly Outcome[]): Promise<string> {
  const texts = await Promise.all(outcomes.map(diffText));
  return texts.join('');
}

async function diffText({ step, before, after }: Outcome): Promise<string> {
  const { group, version, kind } = step.resource;
  const { namespace, name } = objectOf(step);
  const file = [group, version, kind, namespace ?? '', name].filter((part) => part !== '').join('.');
  return unifiedDiff(await wishesText(before), await wishesText(after), [`LIVE/${file}`, `MERGED/${file}`]);
}

const wishesText = async (object: KubernetesObject | undefined): Promise<string> =>
  object === undefined ? '' : toYaml(wishesOf(object));

/** Objects for `kubectl apply -f -`: YAML documents, or JSON, where several are a List. */
export async function renderObjects(objects: readonly object[], format: 'yaml' | 'json'): Promise<string> {
  if (format === 'json')
    return toJson(objects.length === 1 ? objects[0] : { apiVersion: 'v1', kind: 'List', items: objects });
  const documents = await Promise.all(objects.map(toYaml));
  return documents.join('---\n');
}
