import { forEachPhrase } from '../../core/standard/phrase-clauses.ts';
import type { ClauseId, Clauses, Handling, Slot } from '../../core/standard/standard.ts';

/** One parameter as an admin writes it: its key in the file, with its unit, and what may stand there. */
export type Field = NumberField | NumbersField | PhraseField | PhrasesField;

export interface NumberField {
  readonly is: 'number';
  readonly key: string;
  readonly unit: string;
  /** Of the unit of the key to the unit of the field: seconds to milliseconds is 1000. */
  readonly factor: number;
  readonly min: number;
  readonly max: number;
  readonly whole: boolean;
  /** In the unit of the key, where the file may leave it out; null where that means never. */
  readonly byDefault?: number | null;
  /** Without this other parameter of the clause it has no meaning, and no default: it may be absent. */
  readonly onlyWith?: string;
}

export interface NumbersField extends Omit<NumberField, 'is' | 'byDefault' | 'onlyWith'> {
  readonly is: 'numbers';
}

export interface PhraseField {
  readonly is: 'phrase';
  readonly key: string;
  /** A standard may leave it out; the core says what then holds. */
  readonly optional?: true;
  /** What can be filled in when this phrase is spoken. */
  readonly slots: readonly Slot[];
}

/** The steps of a script, each a phrase. */
export interface PhrasesField extends Omit<PhraseField, 'is'> {
  readonly is: 'phrases';
}

const ALWAYS: readonly Slot[] = ['{company}', '{salutation}'];

function phrase(key: string, ...slots: Slot[]): PhraseField {
  return { is: 'phrase', key, slots: [...ALWAYS, ...slots] };
}

function steps(key: string, ...slots: Slot[]): PhrasesField {
  return { ...phrase(key, ...slots), is: 'phrases' };
}

function optional<F extends PhraseField | PhrasesField>(field: F): F {
  return { ...field, optional: true };
}

function seconds(key: string, min: number, max: number): NumberField {
  return { is: 'number', key, unit: 'seconds', factor: 1000, min, max, whole: false };
}

function minutes(key: string, min: number, max: number): NumberField {
  return { is: 'number', key, unit: 'minutes', factor: 60_000, min, max, whole: false };
}

function days(key: string, max: number): NumberField {
  return { is: 'number', key, unit: 'days', factor: 86_400_000, min: 1, max, whole: true };
}

/** One after another; none: not again. */
function waits(key: string): NumbersField {
  return { ...minutes(key, 0.01, 10_080), is: 'numbers' };
}

function milliseconds(key: string, min: number, max: number): NumberField {
  return { is: 'number', key, unit: 'milliseconds', factor: 1, min, max, whole: true };
}

function count(key: string, unit: string, max: number): NumberField {
  return { is: 'number', key, unit, factor: 1, min: 1, max, whole: true };
}

const END_AFTER = { ...seconds('end_after_seconds', 0.5, 60), byDefault: null };
const SCRIPT = { steps: steps('steps', '{agent}'), endAfterMs: END_AFTER };
const STEPS_BY_KEY = { steps: steps('steps', '{agent}') };
/** A customer hears nothing while an answer is awaited. */
const LONGEST_ANSWER_S = 5;
/** A question, and how long its answer is awaited. */
const ASKS_FIRST = {
  sayAsk: optional(phrase('say_ask', '{agent}')),
  answerMs: { ...seconds('answer_seconds', 1, LONGEST_ANSWER_S), byDefault: 4, onlyWith: 'sayAsk' },
};
/** What is known when a customer is called. */
const OUTBOUND: readonly Slot[] = ['{agent}', '{number}', '{attempt}', '{customer}'];
const SAY_BY_KEY = { say: phrase('say', '{agent}') };
const HANDED = {
  say: phrase('say', '{agent}'),
  sayRecorded: phrase('say_recorded', '{number}'),
  answerMs: { ...seconds('answer_seconds', 1, LONGEST_ANSWER_S), byDefault: null },
  withinMs: minutes('within_minutes', 1, 10_080),
};

type FieldsOf<T> = { readonly [K in keyof T]-?: Field };

/** The parameters of every clause. One without any is written `answer.greeting.time: true`. */
export const CLAUSE_FIELDS: { readonly [C in ClauseId]: FieldsOf<NonNullable<Clauses[C]>> } = {
  ...forEachPhrase(STEPS_BY_KEY),
  'answer.rings': { rings: count('rings', 'rings', 20) },
  'answer.greeting': { say: phrase('say', '{agent}'), sayEngine: phrase('say_engine') },
  'answer.greeting.time': {},
  'answer.greeting.transferred': { say: phrase('say', '{agent}') },
  'language.caller': {
    saySlowly: optional(phrase('say_slowly', '{agent}')),
    sayApology: phrase('say_apology', '{agent}'),
  },
  'answer.late.apology': { say: phrase('say', '{agent}') },
  'hold.announce': {
    ...ASKS_FIRST,
    say: phrase('say', '{agent}'),
    sayQueue: phrase('say_queue'),
    sayOther: optional(phrase('say_other', '{agent}')),
  },
  'hold.reminder': { everyMs: seconds('every_seconds', 5, 600), say: phrase('say') },
  'hold.return': {
    ...ASKS_FIRST,
    sayAsk: optional(phrase('say_ask', '{agent}', '{name}')),
    say: phrase('say', '{agent}', '{name}'),
  },
  'hold.limit': {
    afterMs: seconds('after_seconds', 5, 3600),
    againMs: { ...seconds('ask_again_seconds', 15, 3600), byDefault: 60 },
    say: phrase('say'),
  },
  'hold.long': { limitMs: seconds('limit_seconds', 5, 3600) },
  'hold.promise': { ...ASKS_FIRST, say: optional(phrase('say', '{number}')) },
  'hold.hurried': SAY_BY_KEY,
  'hear.silent': {
    afterMs: seconds('after_seconds', 1, 60),
    steps: steps('steps', '{agent}'),
    pauseMs: seconds('pause_seconds', 0.5, 60),
    endAfterMs: END_AFTER,
  },
  'hear.oneway': {
    say: optional(phrase('say', '{agent}')),
    sayWhy: optional(phrase('say_why', '{agent}')),
    steps: optional(steps('steps', '{agent}')),
  },
  'hear.noise': SCRIPT,
  'hear.signal': SCRIPT,
  'hear.handsfree': { say: phrase('say', '{agent}'), sayNext: optional(phrase('say_next', '{agent}')) },
  'hear.repeat': SAY_BY_KEY,
  'hear.noresponse': { afterMs: seconds('after_seconds', 1, 120), steps: steps('steps', '{agent}') },
  'hear.interrupt': {},
  'callback.number': {
    sayAsk: optional(phrase('say_ask')),
    sayKeyIn: phrase('say_key_in'),
    sayReadBack: phrase('say_read_back', '{number}'),
    sayInvalid: phrase('say_invalid'),
  },
  'callback.unanswered': {},
  'callback.interim': {
    withinMs: minutes('within_minutes', 0.1, 1440),
    say: optional(phrase('say', '{agent}')),
  },
  'callback.dropped': {},
  'callback.done': {},
  'callback.appointment': {},
  'callback.programme': {
    firstFollowUp: optional(steps('first_follow_up', ...OUTBOUND)),
    secondFollowUp: optional(steps('second_follow_up', ...OUTBOUND)),
    billChange: optional(steps('bill_change', ...OUTBOUND)),
    zeroUsage: optional(steps('zero_usage', ...OUTBOUND)),
  },
  'callback.follow_up': {
    afterMs: { ...days('after_days', 90), byDefault: 3 },
    say: phrase('say', ...OUTBOUND),
    sayThanks: phrase('say_thanks', '{agent}'),
    sayComplaint: phrase('say_complaint', '{agent}'),
  },
  'callback.purpose': {},
  'callback.opening': {
    say: optional(phrase('say', ...OUTBOUND)),
    steps: optional(steps('steps', ...OUTBOUND)),
    sayCustomer: optional(phrase('say_customer', '{agent}')),
    sayNamed: optional(phrase('say_named', '{agent}', '{name}')),
    answerMs: { ...seconds('answer_seconds', 1, LONGEST_ANSWER_S), byDefault: 4, onlyWith: 'steps' },
  },
  'people.complaint': HANDED,
  'people.complaint.taken': STEPS_BY_KEY,
  'people.supervisor': HANDED,
  'people.urgent': {},
  'people.nuisance': {
    say: phrase('say'),
    times: count('times', 'times', 10),
    sayDesk: optional(phrase('say_desk')),
    againMs: { ...seconds('again_seconds', 1, 600), byDefault: 5 },
    deskMs: { ...minutes('limit_minutes', 1, 240), byDefault: 10 },
  },
  'people.misdial': SAY_BY_KEY,
  'people.beyond': SAY_BY_KEY,
  'people.suggestion': SAY_BY_KEY,
  'outage.notice': { say: phrase('say') },
  'close.anything': {
    ...SAY_BY_KEY,
    answerMs: { ...seconds('answer_seconds', 1, LONGEST_ANSWER_S), byDefault: 4 },
  },
  'close.goodbye': {
    say: phrase('say', '{agent}', '{line}'),
    sayOutbound: optional(phrase('say_outbound', '{agent}', '{line}')),
  },
  'close.caller.first': {},
  'close.record': { wrapUpMs: seconds('wrap_up_seconds', 1, 3600) },
  'quality.stars': {
    sayAttitude: phrase('say_attitude', '{agent}'),
    sayAccuracy: phrase('say_accuracy', '{agent}'),
    sayThanks: phrase('say_thanks'),
  },
  'quality.check': { perWeek: count('per_week', 'calls', 100) },
};

/** The clauses with parameters that a file may have without any: `callback.programme: true`. */
export const MAY_BE_TRUE: ReadonlySet<ClauseId> = new Set<ClauseId>(['callback.programme']);

/** The operating values under `handling:`. What a file leaves out is mainland China's. */
export const HANDLING_FIELDS: FieldsOf<Handling> = {
  ringOnMs: seconds('ring_on_seconds', 0.2, 10),
  ringOffMs: seconds('ring_off_seconds', 0.8, 10),
  // At most as long as the shortest ring, so that the engine never has to answer before the call is there.
  answerMarginMs: milliseconds('answer_margin_ms', 0, 1000),
  ringsWithoutLimit: count('rings_without_limit', 'rings', 20),
  agentRingMs: seconds('agent_ring_seconds', 1, 120),
  agentRingQueuedMs: seconds('agent_ring_queued_seconds', 1, 120),
  languageWaitMs: seconds('language_wait_seconds', 0, 3600),
  passOverMs: seconds('pass_over_seconds', 0, 3600),
  reminderMarginMs: milliseconds('reminder_margin_ms', 0, 2000),
  goodbyeSilenceMs: seconds('goodbye_silence_seconds', 1, 60),
  abandonAfterMs: seconds('abandon_after_seconds', 0, 600),
  keyTimeoutMs: seconds('key_timeout_seconds', 2, 60),
  retryBusyMs: waits('retry_busy_minutes'),
  retryNoAnswerMs: waits('retry_no_answer_minutes'),
  retryRefusedMs: waits('retry_refused_minutes'),
  retryUnreachableMs: waits('retry_unreachable_minutes'),
  retryInvalidNumberMs: waits('retry_invalid_number_minutes'),
  retryCongestedMs: waits('retry_congested_minutes'),
  retryMachineMs: waits('retry_machine_minutes'),
  retryLostMs: waits('retry_lost_minutes'),
  ownAgentMs: minutes('own_agent_minutes', 0, 240),
  maxAttempts: count('max_attempts', 'attempts', 50),
  customerRingMs: seconds('customer_ring_seconds', 5, 120),
};
