import type { LegEventName } from '../../../../src/sipkit/index.ts';
import { promptsIn, standardOf } from '../lines.ts';
import { type HeardPhrase, isPhrase, type Transcript } from '../transcript.ts';
import type { Heard, MeasuredRule } from './rule.ts';

/** One ring in mainland China, s. */
const RING_S = 5;
/** On the way to a party and back, on a busy machine, s. */
export const TOLERANCE_S = 0.5;

function when({ events, line, call }: Transcript, name: LegEventName): number {
  const event = events.find((each) => each.name === name);
  if (!event) throw new Error(`${line}, ${call}: no ${name}`);
  return event.at;
}

interface Words {
  readonly steps?: readonly unknown[];
}

function wordsOf({ line }: Transcript, clause: string): Words | undefined {
  return (standardOf(line).clauses as Readonly<Record<string, Words | undefined>>)[clause];
}

/** Where the words of a clause begin, or of one of its steps, in the order in which they were heard. */
export function timesOfClause(transcript: Transcript, clause: string, step = 0): HeardPhrase[] {
  const words = wordsOf(transcript, clause);
  const phrases = words?.steps ? [words.steps[step]] : Object.values(words ?? {});
  const firsts = phrases.flatMap((phrase) => promptsIn(phrase).slice(0, 1));
  if (firsts.length === 0) throw new Error(`${transcript.line}: ${clause} says nothing`);
  return transcript.heard.filter((phrase) => firsts.some((first) => isPhrase(phrase, first)));
}

function firstOf(transcript: Transcript, clause: string, step = 0): HeardPhrase {
  const [first] = timesOfClause(transcript, clause, step);
  if (!first) throw new Error(`${transcript.line}, ${transcript.call}: ${clause} was not heard`);
  return first;
}

interface Bounds {
  readonly atLeast?: number;
  readonly atMost?: number;
}

function measured(
  call: string,
  what: string,
  unit: MeasuredRule['unit'],
  { atLeast = Number.NEGATIVE_INFINITY, atMost = Number.POSITIVE_INFINITY }: Bounds,
  measure: (transcript: Transcript, heard: Heard) => number,
): MeasuredRule {
  return {
    by: 'measure',
    call,
    what,
    unit,
    atLeast,
    atMost,
    measure: (heard) => measure(heard(call), heard),
  };
}

/** How long a caller hears it ring before an answer, in rings. */
export function rings(call: string, atMost: number): MeasuredRule {
  return measured(call, 'rings before the answer', 'rings', { atMost }, (t) => {
    return (when(t, 'answered') - when(t, 'invited')) / RING_S;
  });
}

/** The longest time between the beginnings of two answers to a caller who waits: the announcement, the thanks for the consent,
 * the reassurances. */
export function reminderGap(call: string, atMost: number): MeasuredRule {
  return measured(call, 'longest time between two reassurances', 's', { atMost: atMost + 0.25 }, (t) => {
    const reminders = timesOfClause(t, 'hold.reminder');
    if (reminders.length === 0) throw new Error(`${t.line}, ${t.call}: no reassurance was heard`);
    const all = [...timesOfClause(t, 'hold.announce'), ...reminders].map(({ from }) => from);
    const inOrder = all.toSorted((a, b) => a - b);
    return Math.max(...inOrder.slice(1).map((from, i) => from - (inOrder[i] ?? 0)));
  });
}

/** From the end of one step to the beginning of the next. */
export function pauseAfter(call: string, clause: string, step: number, about: number): MeasuredRule {
  const bounds = { atLeast: about - TOLERANCE_S, atMost: about + TOLERANCE_S };
  return measured(call, `pause after step ${step}`, 's', bounds, (t) => {
    return firstOf(t, clause, step).from - firstOf(t, clause, step - 1).to;
  });
}

/** From the end of the last step to the end of the call. */
export function endAfter(call: string, clause: string, step: number, about: number): MeasuredRule {
  const bounds = { atLeast: about - TOLERANCE_S, atMost: about + TOLERANCE_S };
  return measured(call, 'from the last word to the end of the call', 's', bounds, (t) => {
    return when(t, 'ended') - firstOf(t, clause, step - 1).to;
  });
}

/** From the answer to the offer of a callback. */
export function offerAfter(call: string, about: number): MeasuredRule {
  const bounds = { atLeast: about - 1, atMost: about + 1 };
  return measured(call, 'from the answer to the offer of a callback', 's', bounds, (t) => {
    return firstOf(t, 'hold.limit').from - when(t, 'answered');
  });
}

/** From the end of a question to what follows the answer: the caller says a word in between. */
export function answered(call: string, clause: 'hold.announce' | 'hold.return'): MeasuredRule {
  return measured(call, 'silence for the answer', 's', { atLeast: 0.5, atMost: 6 }, (t) => {
    const words = standardOf(t.line).clauses[clause];
    const [asked] = promptsIn(words && 'sayAsk' in words ? words.sayAsk : undefined);
    const i = t.heard.findIndex((phrase) => asked !== undefined && isPhrase(phrase, asked));
    const [question, next] = [t.heard[i], t.heard[i + 1]];
    if (!question || !next) throw new Error(`${t.line}, ${call}: ${clause} asks nothing`);
    return next.from - question.to;
  });
}

/** The caller hangs up, and not the engine: how long after the phrase of the clause was heard for the last time. */
export function callerEnds(call: string): MeasuredRule {
  return measured(
    call,
    'the automatic desk speaks so often until the caller hangs up',
    'times',
    { atLeast: 1 },
    (t) => {
      if (!t.endedHere) throw new Error(`${t.line}, ${call}: the engine hung up`);
      return timesOfClause(t, 'people.nuisance').length;
    },
  );
}

/** The steps in which a callback opens, as the customer hears them. */
export function openingPause(call: string, step: number): MeasuredRule {
  const bounds = { atLeast: 0.5, atMost: 8 };
  const rule = measured(call, `silence for the answer to step ${step}`, 's', bounds, () => 0);
  return {
    ...rule,
    measure: (heard) => {
      const t = heard(call, 'customer');
      const next = promptsIn(wordsOf(t, 'callback.opening')?.steps?.[step])[0];
      const i = t.heard.findIndex((phrase) => next !== undefined && isPhrase(phrase, next));
      const [before, after] = [t.heard[i - 1], t.heard[i]];
      if (!before || !after) throw new Error(`${t.line}, ${call}: there is no step ${step + 1}`);
      return after.from - before.to;
    },
  };
}
