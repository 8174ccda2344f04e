import type { Language, PromptId } from '../ids.ts';
import type { Rules } from '../rules.ts';
import type { InputOf } from './input.ts';
import type { PhaseName, Wait, WaitPlaying } from './phase.ts';
import {
  addEvent,
  addVerdict,
  goTo,
  type PhaseOf,
  PROMPT_NOT_HEARD,
  play,
  promptsOf,
  type StepDraft,
  stopPlaying,
} from './step-draft.ts';

/** The offer may begin this much early, to go on from a reassurance without a pause. */
const OFFER_EARLY_MS = 900;
/** The offer is in time when it begins within this of the limit. */
const OFFER_TOLERANCE_MS = 1000;

/** The customer goes (back) to where there is music. From wherever that is: Asterisk gives none to a leg that it puts where it
 * is already. */
export function restartWaitMusic(d: StepDraft): void {
  const { leg } = d.call.customer;
  if (leg) d.commands.push({ do: 'leave', leg }, { do: 'wait', leg });
}

/** hold.announce: heard as the wait begins, within this, s. */
const ANNOUNCED_WITHIN_S = 1;

/** A wait begins: what is said first, then music. The same promises hold in the queue and on an agent's hold. */
export function beginWait<To extends PhaseName>(
  d: StepDraft<To>,
  say: readonly PromptId[],
  into: (wait: Wait) => PhaseOf<To>,
): void {
  const { mono } = d.at;
  const limit = d.rules.standard.clauses['hold.limit'];
  const { leg } = d.call.customer;
  const playing = leg ? play(d, { leg }, say) : null;
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
  readonly what: Exclude<WaitPlaying['what'], 'announce'>;
}

/** What the waiting caller is to hear next, and when. Reassurances keep their rhythm around an offer: the offer goes on
 * from one, unless one has just been heard and the next is not due before the offer has been said. */
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
  const bothAt = offerAt - rules.lengthOf(promptNames(reminder.say), language);
  if (reminderAt < bothAt - OFFER_EARLY_MS) return { at: reminderAt, what: 'reminder' };
  return { at: Math.min(reminderAt, bothAt), what: 'reminderAndOffer' };
}

/** The phrases of a wait have no slots whose length would depend on the call. */
function promptNames(say: readonly string[] | undefined): PromptId[] {
  return (say ?? []).filter((part) => !part.startsWith('{'));
}

/** Monotonic ms at which the wait wants to hear from the clock; while something plays, only should its end be lost. */
export function waitDeadline(wait: Wait, rules: Rules, language: Language): number | null {
  if (wait.playing) return wait.playing.byMono;
  return nextPrompt(wait, rules, language)?.at ?? null;
}

/** The clock has been looked at. hold.reminder, hold.limit */
export function onWaitDeadline(d: StepDraft, wait: Wait): Wait {
  const { mono } = d.at;
  if (wait.playing) return mono >= wait.playing.byMono ? { ...wait, playing: null } : wait;
  const move = nextPrompt(wait, d.rules, d.call.language);
  return move && mono >= move.at ? playNext(d, wait, move.what) : wait;
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
  const playing = leg ? play(d, { leg }, promptsOf(d, say)) : null;
  const again = clauses['hold.limit']?.againMs ?? 0;
  return {
    ...wait,
    playing: playing && { ...playing, what },
    ...(reminds ? { reassuredBefore: wait.reassuredAt, reassuredAt: d.at.mono } : {}),
    ...(offers ? { offers: wait.offers + 1, offerAt: d.at.mono + again } : {}),
  };
}

/** A prompt of the wait is being heard: what it keeps is judged now, at the media. Null if it is none of the wait's. */
export function waitPlayStarted(d: StepDraft, wait: Wait, input: InputOf<'playStarted'>): Wait | null {
  if (input.playback !== wait.playing?.id) return null;
  const { what, whole } = wait.playing;
  const { mono } = d.at;
  addEvent(d, 'prompt', 'engine', { what });
  if (what === 'announce') judgeAnnounce(d, wait, whole);
  if (!whole && what !== 'announce') judgeUnheard(d, what);
  else if (what === 'reminder' || what === 'reminderAndOffer') judgeGap(d, mono - wait.reassuredBefore);
  if (what === 'offer' || what === 'reminderAndOffer') judgeOffer(d, wait, what);
  return what === 'offer' ? wait : { ...wait, reassuredAt: mono };
}

/** hold.announce (and, in the queue, the greeting that the same playback begins with: answer.greeting,
 * answer.greeting.time). */
function judgeAnnounce(d: StepDraft, wait: Wait, heard: boolean): void {
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
  addVerdict(d, what === 'offer' ? 'hold.limit' : 'hold.reminder', false, 'engine', PROMPT_NOT_HEARD);
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

/** A prompt of the wait has ended. Null if it is none of the wait's. */
export function waitPlayEnded(d: StepDraft, wait: Wait, input: InputOf<'playEnded'>): Wait | null {
  if (input.playback !== wait.playing?.id) return null;
  const { what } = wait.playing;
  if (input.outcome === 'failed') {
    addEvent(d, 'promptFailed', 'engine', { what });
    // one that is known to be missing was judged when it began
    if (wait.playing.whole && what === 'announce') judgeAnnounce(d, wait, false);
    else if (wait.playing.whole && what !== 'announce') judgeUnheard(d, what);
  }
  return { ...wait, playing: null };
}

/** The wait is over, or interrupted: what plays is cut, and a gap that was too long is on record. */
export function stopWaitPrompt(d: StepDraft, wait: Wait): Wait {
  stopPlaying(d, wait.playing);
  const limit = d.rules.standard.clauses['hold.reminder'];
  const gap = d.at.mono - wait.reassuredAt;
  if (limit && gap > limit.everyMs && !wait.playing) judgeGap(d, gap);
  return { ...wait, playing: null };
}
