import type { Command } from '../commands.ts';
import type { Step, Tell } from '../effects.ts';
import type { Actor, EventFact, EventName, Fact, Measured } from '../facts.ts';
import type { BridgeId, LegId, PromptId } from '../ids.ts';
import { speak } from '../prompts/speak.ts';
import { dialable, type Rules } from '../rules.ts';
import type { ClauseId, Phrase } from '../standard/standard.ts';
import type { Timestamp } from '../time.ts';
import type { Phase, PhaseName, Playing } from './phase.ts';
import { overdueSince, withStopping } from './playbacks.ts';
import type { CallState } from './state.ts';

/** A step of a call under construction: the handlers write into it, and `finishStep` makes plain data of it. `To`: the
 * phases to which the step may lead. Each function names those that it goes to, so a handler cannot reach a phase that
 * table.ts does not list for it. */
export interface StepDraft<To extends PhaseName = never> {
  call: CallState;
  readonly at: Timestamp;
  readonly rules: Rules;
  readonly commands: Command[];
  readonly tells: Tell[];
  readonly facts: Fact[];
  /** Never present: it makes `To` part of the type. */
  readonly mayGoTo?: (phase: To) => void;
}

/** The data of one phase. */
export type PhaseOf<P extends PhaseName> = Extract<Phase, { is: P }>;

export function newDraft<To extends PhaseName>(call: CallState, at: Timestamp, rules: Rules): StepDraft<To> {
  return { call, at, rules, commands: [], tells: [], facts: [] };
}

export function finishStep(d: StepDraft, unexpected = false): Step<CallState> {
  return { state: d.call, commands: d.commands, tells: d.tells, facts: d.facts, unexpected };
}

export function goTo<To extends PhaseName>(d: StepDraft<To>, phase: PhaseOf<To>): void {
  d.call = { ...d.call, phase };
}

/** A new id of the call's own: `<call>-<kind><n>`. */
export function makeId(d: StepDraft, kind: 'agent' | 'customer' | 'bridge' | 'play'): string {
  const made = d.call.made + 1;
  d.call = { ...d.call, made };
  return `${d.call.id}-${kind}${made}`;
}

export function addEvent(d: StepDraft, name: EventName, by: Actor, detail: EventFact['detail'] = {}): void {
  d.facts.push({ kind: 'event', name, at: d.at, call: d.call.id, by, detail });
}

/** Records that a clause was kept or broken, if the call's standard has it. */
export function addVerdict(
  d: StepDraft,
  clause: ClauseId,
  kept: boolean,
  by: Actor,
  more: { readonly measured?: Measured; readonly note?: string } = {},
): void {
  if (!d.rules.standard.clauses[clause]) return;
  const verdict = kept ? 'kept' : 'broken';
  d.facts.push({ kind: 'clause', clause, verdict, by, at: d.at, call: d.call.id, ...more });
}

/** No verdict: whether the clause was kept happened while nobody could see it. */
export function notJudged(d: StepDraft, clause: ClauseId, why: string): void {
  if (d.rules.standard.clauses[clause]) addEvent(d, 'notJudged', 'engine', { clause, why });
}

/** The verdict on a clause whose prompts are over: they were heard, or they were not; null: nobody knows. */
export function judgeHeard(d: StepDraft, clause: ClauseId, heard: boolean | null): void {
  if (heard === null) notJudged(d, clause, 'nobody knows whether its prompt was heard');
  else addVerdict(d, clause, heard, 'engine', heard ? {} : PROMPT_NOT_HEARD);
}

/** The prompts of a phrase, with slots filled from the call. */
export function promptsOf(
  d: StepDraft,
  phrase: Phrase | undefined,
  more: { number?: string } = {},
): PromptId[] {
  const { salutation, lastAgent, callback, customer, line, language } = d.call;
  const number = more.number ?? dialable(d.rules, customer.number, line)?.dial;
  const agent = lastAgent ?? undefined;
  const { attempt, name } = callback ?? {};
  const slots = { salutation, agent, number, line, attempt, name, language };
  return speak(phrase ?? [], slots, d.rules.standard);
}

/** A playback may take this much longer than its prompts before the engine assumes that its end is lost. */
export const PLAY_GRACE_MS = 5000;

/** Plays prompts; null if there is nothing to say. */
export function play(
  d: StepDraft,
  on: { leg: LegId } | { bridge: BridgeId },
  prompts: readonly PromptId[],
  more: { readonly thenReassure?: true } = {},
): Playing | null {
  if (prompts.length === 0) return null;
  const id = makeId(d, 'play');
  const { language } = d.call;
  d.commands.push({ do: 'play', playback: id, on, prompts, language, ...more });
  const whole = prompts.every((prompt) => d.rules.lengthOf([prompt], language) > 0);
  return { id, byMono: d.at.mono + d.rules.lengthOf(prompts, language) + PLAY_GRACE_MS, whole };
}

/** Reassurances in the music come about as often, ms: not where the standard wants them less often, or not at all. */
const MUSIC_REASSURES_MS = 15_000;

/** Plays prompts to a customer who goes on waiting; null if there is nothing to say. hold.reminder: should the engine be away
 * when the next reassurance is due, there is one in the music. */
export function playInWait(d: StepDraft, leg: LegId, prompts: readonly PromptId[]): Playing | null {
  const reminder = d.rules.standard.clauses['hold.reminder'];
  const reassures = reminder !== undefined && reminder.everyMs <= MUSIC_REASSURES_MS;
  return play(d, { leg }, prompts, reassures ? { thenReassure: true } : {});
}

/** The verdict on a clause whose prompt did not play, or did not play in full. */
export const PROMPT_NOT_HEARD = { note: 'a prompt is missing, or cannot be played' };

/** Before anything else: the leg is moved, or hears the next prompt. */
export function stopOverdue(d: StepDraft, before: CallState): void {
  for (const playback of overdueSince(before, d.call, d.at.mono)) {
    if (d.commands.some((one) => one.do === 'stopPlay' && one.playback === playback)) continue;
    d.commands.unshift({ do: 'stopPlay', playback });
    d.call = withStopping(d.call, playback);
  }
}

export function stopPlaying(d: StepDraft, playing: Pick<Playing, 'id'> | null): void {
  if (!playing) return;
  d.commands.push({ do: 'stopPlay', playback: playing.id });
  d.call = withStopping(d.call, playing.id);
}
