import type { Phase } from '../../core/call/phase.ts';
import type { Rules } from '../../core/rules.ts';
import type { JournaledCallInput } from '../journal.ts';
import type { JournalEntry } from '../store-port.ts';
import { Inventions } from './inventions.ts';
import {
  type RecordedAnswer,
  type RecordedRules,
  recordedRules,
  recordingRules,
  tapedRules,
  withoutRepeats,
} from './recorded-rules.ts';
import { type ReplayedStep, replay } from './replay.ts';
import { stateDifferences } from './state-differences.ts';

const CASE_VERSION = 1;

/** A call or a callback with everything needed to step it again. */
export interface ReplayCase {
  readonly version: typeof CASE_VERSION;
  readonly journal: readonly JournalEntry[];
  /** The edition of the standard that a call keeps. */
  readonly edition: string;
  readonly rules: RecordedRules;
  /** After the first input, and after the last. */
  readonly first: unknown;
  readonly final: unknown;
}

/** Gives the recorded rules for a standard. */
export type RulesOf = (edition: string) => Rules;

/** The error when no case can be made without revealing whose call it was. The message says why. */
export class NoCase extends Error {
  override readonly name = 'NoCase';
}

/** Makes a case of a journal, with inventions in place of numbers, agents and texts.
 * @throws NoCase if the case does not take the same way as the original, or has anything of it that is to be replaced */
export function makeCase(journal: readonly JournalEntry[], edition: string, rulesOf: RulesOf): ReplayCase {
  const tape: RecordedAnswer[] = [];
  const recording = perEdition((one) => recordingRules(rulesOf(one), tape));
  const steps = replay(journal, edition, recording.rulesOf);
  const inventions = new Inventions();
  const keyed = keyedNumbers(steps);
  inventions.learn([journal, steps.map(({ step }) => step.state), keyed.map(({ digits }) => ({ digits }))]);
  const invented = withKeyedDigits(inventions.invented(journal), keyed, inventions);
  const answers: RecordedAnswer[] = [];
  const rest = tape.map((one) => ({ ...one, answer: inventions.invented(one.answer) }));
  const taped = replay(invented, edition, (one) => tapedRules(rulesOf(one), rest, answers));
  mustTakeTheSameWay(steps, taped);
  const { dispositions, pauseReasons, codes = {} } = rulesOf(edition);
  const standards = Object.fromEntries(recording.editions.map((one) => [one, rulesOf(one).standard]));
  const made: ReplayCase = {
    version: CASE_VERSION,
    edition,
    first: taped[0]?.step.state,
    final: taped.at(-1)?.step.state,
    rules: { dispositions, pauseReasons, codes, standards, answers: withoutRepeats(answers) },
    journal: invented,
  };
  check(made, inventions);
  return made;
}

/** Steps a case again, and says where its final state differs; nowhere: it is equal. */
export function runCase({ journal, edition, rules, final }: ReplayCase): string[] {
  const steps = replay(journal, edition, (one) => recordedRules(rules, one));
  return stateDifferences(final, steps.at(-1)?.step.state);
}

function check(made: ReplayCase, inventions: Inventions): void {
  const { rules, ...rest } = made;
  const left = inventions.remains([rest, rules.answers.map(({ answer }) => answer)]);
  if (left.length > 0)
    throw new NoCase(`${left.length} of its numbers, agents or texts would still be in the file`);
  const [first] = runCase(made);
  if (first) throw new NoCase(`the file would not replay to the same state (${first.split(':')[0]})`);
}

function perEdition(make: RulesOf): { readonly rulesOf: RulesOf; readonly editions: string[] } {
  const made = new Map<string, Rules>();
  const editions: string[] = [];
  const rulesOf = (edition: string): Rules => {
    const rules = made.get(edition) ?? make(edition);
    if (!made.has(edition)) editions.push(edition);
    made.set(edition, rules);
    return rules;
  };
  return { rulesOf, editions };
}

function mustTakeTheSameWay(original: readonly ReplayedStep[], invented: readonly ReplayedStep[]): void {
  const way = (steps: readonly ReplayedStep[]) =>
    steps.map(({ step }) => [placeOf(step.state), step.commands.length]);
  const [first] = stateDifferences(way(original), way(invented));
  if (first) throw new NoCase('with other numbers in it the call would take another way');
}

function placeOf(state: ReplayedStep['step']['state']): string {
  return 'phase' in state ? state.phase.is : state.status.is;
}

/** A number that a caller has keyed in: its digits, and which inputs they were. */
interface KeyedNumber {
  readonly digits: string;
  readonly inputs: readonly number[];
}

function keyedNumbers(steps: readonly ReplayedStep[]): KeyedNumber[] {
  const numbers: { digits: string; inputs: number[] }[] = [];
  steps.forEach(({ input, before, step }, index) => {
    if (input.type !== 'digit' || !before || !('phase' in before) || !('phase' in step.state)) return;
    const [was, is] = [digitsIn(before.phase), digitsIn(step.state.phase)];
    if (was === null || is !== was + input.digit) return;
    if (was === '') numbers.push({ digits: '', inputs: [] });
    const last = numbers.at(-1);
    last?.inputs.push(index);
    if (last) last.digits = is;
  });
  return numbers;
}

function digitsIn(phase: Phase): string | null {
  return phase.is === 'enteringNumber' ? phase.entry.digits : null;
}

function withKeyedDigits(
  journal: readonly JournalEntry[],
  keyed: readonly KeyedNumber[],
  inventions: Inventions,
): JournalEntry[] {
  const instead = new Map<number, string>();
  for (const { digits, inputs } of keyed) {
    const number = inventions.number(digits);
    for (const [index, input] of inputs.entries()) instead.set(input, number[index] ?? '');
  }
  return journal.map((entry, index) => {
    const digit = instead.get(index);
    return digit === undefined
      ? entry
      : { ...entry, input: { ...(entry.input as JournaledCallInput), digit } };
  });
}
