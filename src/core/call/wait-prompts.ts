import type { Actor } from '../facts.ts';
import type { Language, PromptId } from '../ids.ts';
import type { Rules } from '../rules.ts';
import type { InputOf } from './input.ts';
import type { PhaseName, Wait, WaitPlaying } from './phase.ts';
import {
  addEvent,
  addVerdict,
  goTo,
  notJudged,
  type PhaseOf,
  PROMPT_NOT_HEARD,
  playInWait,
  promptsOf,
  type StepDraft,
  stopPlaying,
} from './step-draft.ts';
import { unheardOnHold } from './unheard-on-hold.ts';

/** The offer may begin this much early, to follow a reassurance without a pause. */
const OFFER_EARLY_MS = 900;
/** The offer is in time when it begins within this of the limit. */
const OFFER_TOLERANCE_MS = 1000;

const UNSEEN_HOLD = 'the hold began or ended while there was no link';

/** The customer goes (back) to the music, from any place: Asterisk plays none to a leg that it puts into the bridge in which
 * it already is. */
export function restartWaitMusic(d: StepDraft): void {
  const { leg } = d.call.customer;
  if (leg) d.commands.push({ do: 'leave', leg }, { do: 'wait', leg });
}

/** hold.announce: plays at the beginning of the wait, within this, s. */
export const ANNOUNCED_WITHIN_S = 1;

/** A wait begins: a first phrase, then music. The same promises apply in the queue and on an agent's hold. */
export function beginWait<To extends PhaseName>(
  d: StepDraft<To>,
  say: readonly PromptId[],
  into: (wait: Wait) => PhaseOf<To>,
): void {
  const { mono } = d.at;
  const limit = d.rules.standard.clauses['hold.limit'];
  const { leg } = d.call.customer;
  const playing = leg ? playInWait(d, leg, say) : null;
  const wait: Wait = {
    since: mono,
    reassuredAt: mono,
    reassuredBefore: mono,
    playing: playing && { ...playing, what: 'announce' },
    offerAt: limit ? mono + limit.afterMs : null,
    offers: 0,
  };
  goTo(d, into(wait));
}

interface NextPrompt {
  readonly at: number;
  readonly what: Exclude<WaitPlaying['what'], 'announce' | 'thanks'>;
}

/** The next prompt for the waiting caller, and its time. Reassurances keep their rhythm around an offer: the offer follows
 * one directly, unless one has just played and the next is not due before the end of the offer. */
function nextPrompt(wait: Wait, rules: Rules, language: Language): NextPrompt | null {
  const { clauses, handling } = rules.standard;
  const reminder = clauses['hold.reminder'];
  const { offerAt } = wait;
  if (!reminder) return offerAt === null ? null : { at: offerAt, what: 'offer' };
  const everyMs = reminder.everyMs - handling.reminderMarginMs;
  const reminderAt = wait.reassuredAt + everyMs;
  if (offerAt === null) return { at: reminderAt, what: 'reminder' };
  const offerMs = rules.lengthOf(promptNames(clauses['hold.limit']?.say), language);
  if (offerAt >= wait.reassuredAt && offerAt + offerMs <= reminderAt) return { at: offerAt, what: 'offer' };
  const reminderMs = rules.lengthOf(promptNames(reminder.say), language);
  const bothAt = offerAt - reminderMs;
  // one that would still play then would make the offer late
  if (reminderAt < bothAt - Math.max(OFFER_EARLY_MS, reminderMs)) return { at: reminderAt, what: 'reminder' };
  return { at: Math.min(reminderAt, bothAt), what: 'reminderAndOffer' };
}

/** The phrases of a wait have no slots whose length depends on the call. */
function promptNames(say: readonly string[] | undefined): PromptId[] {
  return (say ?? []).filter((part) => !part.startsWith('{'));
}

/** Monotonic ms at which the wait needs the clock. While a prompt plays, this is only the time limit for a lost end. */
export function waitDeadline(wait: Wait, rules: Rules, language: Language): number | null {
  if (wait.playing) return wait.playing.byMono;
  return nextPrompt(wait, rules, language)?.at ?? null;
}

/** language.caller: monotonic ms from which on a waiting caller takes an agent who does not speak the language. */
export function anyLanguageAt({ since }: Wait, { standard }: Rules): number {
  return since + standard.handling.languageWaitMs;
}

/** Handles the clock input. hold.reminder, hold.limit */
export function onWaitDeadline(d: StepDraft, wait: Wait): Wait {
  const { mono } = d.at;
  if (wait.playing) return mono >= wait.playing.byMono ? withoutPrompt(wait) : wait;
  const move = nextPrompt(wait, d.rules, d.call.language);
  return move && mono >= move.at ? playNext(d, wait, move.what) : wait;
}

/** The entry of a number has failed, and there was only music while a key was awaited. The caller hears at once what can be chosen
 * (hold.limit), or a reassurance where nothing is offered (hold.reminder). */
export function wordsAfterEntry(d: StepDraft, wait: Wait): Wait {
  const { 'hold.limit': limit, 'hold.reminder': reminder } = d.rules.standard.clauses;
  return limit || reminder ? playNext(d, wait, limit ? 'offer' : 'reminder') : wait;
}

function playNext(d: StepDraft, wait: Wait, what: NextPrompt['what']): Wait {
  const { clauses } = d.rules.standard;
  const reminds = what !== 'offer';
  const offers = what !== 'reminder';
  const say = [
    ...(reminds ? (clauses['hold.reminder']?.say ?? []) : []),
    ...(offers ? (clauses['hold.limit']?.say ?? []) : []),
  ];
  const { leg } = d.call.customer;
  const playing = leg ? playInWait(d, leg, promptsOf(d, say)) : null;
  const again = clauses['hold.limit']?.againMs ?? 0;
  return {
    ...wait,
    playing: playing && { ...playing, what },
    ...(reminds ? { reassuredBefore: lastReassured(wait), reassuredAt: d.at.mono } : {}),
    ...(offers ? { offers: wait.offers + 1, offerAt: d.at.mono + again } : {}),
  };
}

/** hold.reminder: the gap runs from the last reassurance that began. One that was ordered and never began is none. */
function lastReassured({ missed, reassuredAt, reassuredBefore }: Wait): number {
  return missed ? reassuredBefore : reassuredAt;
}

/** The prompt is over. */
function withoutPrompt({ missed, ...wait }: Wait): Wait {
  const { playing } = wait;
  const reminded = playing?.what === 'reminder' || playing?.what === 'reminderAndOffer';
  const misses = reminded ? !playing.started : missed === true;
  return { ...wait, playing: null, ...(misses ? { missed: true } : {}) };
}

/** A prompt of the wait has begun to play: the engine judges its clauses now. Null if the prompt does not belong to the
 * wait. */
export function waitPlayStarted(d: StepDraft, wait: Wait, input: InputOf<'playStarted'>): Wait | null {
  if (input.playback !== wait.playing?.id) return null;
  const { what } = wait.playing;
  const { mono } = d.at;
  addEvent(d, 'prompt', 'engine', { what });
  if (d.call.customer.holds) unheardOnHold(d, what);
  else judgeStarted(d, wait, wait.playing);
  return what === 'offer' || what === 'thanks' ? wait : { ...wait, reassuredAt: mono };
}

function judgeStarted(d: StepDraft, wait: Wait, { what, whole }: WaitPlaying): void {
  const { mono } = d.at;
  if (what === 'announce') judgeAnnounce(d, wait, whole);
  if (!whole && what !== 'announce') judgeUnheard(d, what);
  else if (what === 'reminder' || what === 'reminderAndOffer') judgeGap(d, mono - wait.reassuredBefore);
  if (what === 'offer' || what === 'reminderAndOffer') judgeOffer(d, wait, what);
}

/** hold.announce (and, in the queue, the greeting at the beginning of the same playback: answer.greeting,
 * answer.greeting.time). */
function judgeAnnounce(d: StepDraft, wait: Wait, heard: boolean): void {
  if (wait.unseen) {
    notJudged(d, 'hold.announce', UNSEEN_HOLD);
    return;
  }
  const more = heard ? {} : PROMPT_NOT_HEARD;
  const { phase, lastAgent, direction } = d.call;
  if (phase.is === 'waiting' && lastAgent === null && direction === 'in') {
    addVerdict(d, 'answer.greeting', heard, 'engine', more);
    addVerdict(d, 'answer.greeting.time', heard, 'engine', more);
  }
  const after = (d.at.mono - wait.since) / 1000;
  const measured = { value: after, limit: ANNOUNCED_WITHIN_S, unit: 's' } as const;
  addVerdict(d, 'hold.announce', heard && after <= ANNOUNCED_WITHIN_S, 'engine', heard ? { measured } : more);
}

function judgeUnheard(d: StepDraft, what: Exclude<WaitPlaying['what'], 'announce'>): void {
  const clause = what === 'thanks' ? 'hold.announce' : what === 'offer' ? 'hold.limit' : 'hold.reminder';
  addVerdict(d, clause, false, 'engine', PROMPT_NOT_HEARD);
}

function judgeGap(d: StepDraft, gapMs: number): void {
  const limit = d.rules.standard.clauses['hold.reminder'];
  if (!limit) return;
  const measured = { value: gapMs / 1000, limit: limit.everyMs / 1000, unit: 's' } as const;
  addVerdict(d, 'hold.reminder', gapMs <= limit.everyMs, 'engine', { measured });
}

function judgeOffer(d: StepDraft, wait: Wait, what: WaitPlaying['what']): void {
  const { clauses } = d.rules.standard;
  const limit = clauses['hold.limit'];
  if (!limit) return;
  const lead =
    what === 'reminderAndOffer'
      ? d.rules.lengthOf(promptNames(clauses['hold.reminder']?.say), d.call.language)
      : 0;
  const waited = d.at.mono + lead - wait.since;
  addEvent(d, 'offerMade', 'engine', { after: waited / 1000 });
  if (wait.offers > 1) return;
  const measured = { value: waited / 1000, limit: limit.afterMs / 1000, unit: 's' } as const;
  addVerdict(d, 'hold.limit', waited <= limit.afterMs + OFFER_TOLERANCE_MS, 'engine', { measured });
}

/** A prompt of the wait has ended. Null if it does not belong to the wait. */
export function waitPlayEnded(d: StepDraft, wait: Wait, input: InputOf<'playEnded'>): Wait | null {
  if (input.playback !== wait.playing?.id) return null;
  const { what } = wait.playing;
  if (input.outcome === 'failed') {
    addEvent(d, 'promptFailed', 'engine', { what });
    // a prompt that is known to be missing was judged at its beginning
    if (wait.playing.whole && what === 'announce') judgeAnnounce(d, wait, false);
    else if (wait.playing.whole && what !== 'announce') judgeUnheard(d, what);
  }
  const { guarded, ...rest } = withoutPrompt(wait);
  const heard = input.outcome === 'done' && (what === 'offer' || what === 'reminderAndOffer');
  return heard || !guarded ? rest : { ...rest, guarded };
}

/** hold.long: the wait is over, and its length is known. `by`: the agent whose hold it was, or the engine. `unseen`: its end
 * came before it was found. */
export function judgeWait(d: StepDraft, wait: Wait | null, by: Actor = 'engine', unseen = false): void {
  const limit = d.rules.standard.clauses['hold.long'];
  if (!limit || !wait) return;
  const measured = {
    value: (d.at.mono - wait.since) / 1000,
    limit: limit.limitMs / 1000,
    unit: 's',
  } as const;
  const kept = measured.value <= measured.limit;
  // nobody saw its beginning: it was longer than that; nobody saw its end: it was shorter
  if (kept ? wait.unseen : unseen) notJudged(d, 'hold.long', UNSEEN_HOLD);
  else addVerdict(d, 'hold.long', kept, by, { measured });
}

/** The wait is over, or interrupted: the engine cuts the current prompt, and records a gap that was too long. `unseen`: the
 * wait was over before that was found. */
export function stopWaitPrompt(d: StepDraft, wait: Wait, unseen = false): Wait {
  stopPlaying(d, wait.playing);
  const limit = d.rules.standard.clauses['hold.reminder'];
  const gap = d.at.mono - lastReassured(wait);
  const isLate = limit && gap > limit.everyMs && !wait.playing;
  if (isLate && unseen) notJudged(d, 'hold.reminder', UNSEEN_HOLD);
  else if (isLate) judgeGap(d, gap);
  return { ...wait, playing: null };
}
