import { ANNOUNCING } from './catalogue/announcing.ts';
import { ANSWERING } from './catalogue/answering.ts';
import { CALLBACK } from './catalogue/callback.ts';
import { type ClauseText, SOURCES, type Source, type SourceAsk, type Wording } from './catalogue/clause.ts';
import { CLOSING } from './catalogue/closing.ts';
import { EXPLAINING } from './catalogue/explaining.ts';
import { HEARING } from './catalogue/hearing.ts';
import { LANGUAGE } from './catalogue/language.ts';
import { PEOPLE } from './catalogue/people.ts';
import { QUALITY } from './catalogue/quality.ts';
import { QUOTES } from './catalogue/quotes.ts';
import { WAITING } from './catalogue/waiting.ts';
import { forEachPhrase } from './phrase-clauses.ts';
import type { ClauseId } from './standard.ts';

/** The chapters of the catalogue. */
export type Chapter =
  | 'answering'
  | 'language'
  | 'waiting'
  | 'hearing'
  | 'explaining'
  | 'callback'
  | 'people'
  | 'announcing'
  | 'closing'
  | 'quality';

/** Whether the engine keeps a clause, checks it, or only lists it.
 * - `kept`: the engine keeps it on every call of a standard that has it
 * - `checked`: no key in a file, but checked on the prompts, or kept by the program for everybody
 * - `planned`: the file of a standard cannot have it yet
 * - `guidance`: for people only, never counted */
export type ClauseState = 'kept' | 'checked' | 'planned' | 'guidance';

/** A clause of the five service standards. */
export interface CatalogueClause extends Omit<ClauseText, 'asks'> {
  readonly chapter: Chapter;
  readonly state: ClauseState;
  /** Null if a standard does not mention it. */
  readonly asks: Readonly<Record<Source, SourceAsk | null>>;
}

/** The clauses that the engine keeps. The type makes it name each key of `Clauses` once, and nothing else. */
const KEPT: Readonly<Record<ClauseId, true>> = {
  ...forEachPhrase(true),
  'answer.rings': true,
  'answer.greeting': true,
  'answer.greeting.time': true,
  'answer.greeting.transferred': true,
  'answer.late.apology': true,
  'language.caller': true,
  'hold.announce': true,
  'hold.reminder': true,
  'hold.return': true,
  'hold.limit': true,
  'hold.long': true,
  'hold.promise': true,
  'hold.hurried': true,
  'hear.silent': true,
  'hear.oneway': true,
  'hear.noise': true,
  'hear.signal': true,
  'hear.handsfree': true,
  'hear.repeat': true,
  'hear.noresponse': true,
  'hear.interrupt': true,
  'callback.number': true,
  'callback.unanswered': true,
  'callback.interim': true,
  'callback.dropped': true,
  'callback.done': true,
  'callback.appointment': true,
  'callback.programme': true,
  'callback.follow_up': true,
  'callback.purpose': true,
  'callback.opening': true,
  'people.complaint': true,
  'people.complaint.taken': true,
  'people.supervisor': true,
  'people.urgent': true,
  'people.nuisance': true,
  'people.misdial': true,
  'people.beyond': true,
  'people.suggestion': true,
  'outage.notice': true,
  'close.anything': true,
  'close.goodbye': true,
  'close.caller.first': true,
  'close.record': true,
  'quality.stars': true,
  'quality.check': true,
};

/** The clauses for every prompt and every number, in any standard. */
export const CHECKED = ['prompts.rate', 'prompts.volume', 'prompts.forbidden', 'privacy.customer'] as const;
/** The clauses that Sansheng checks for all standards. */
export type CheckedId = (typeof CHECKED)[number];

const CHAPTER_TEXTS: Readonly<Record<Chapter, { title: Wording; clauses: readonly ClauseText[] }>> = {
  answering: { title: { zh: '接听', en: 'Answering' }, clauses: ANSWERING },
  language: { title: { zh: '语言', en: 'Language' }, clauses: LANGUAGE },
  waiting: { title: { zh: '等待', en: 'Waiting' }, clauses: WAITING },
  hearing: { title: { zh: '听不清', en: 'Hearing' }, clauses: HEARING },
  explaining: { title: { zh: '解释', en: 'Explaining' }, clauses: EXPLAINING },
  callback: { title: { zh: '回电', en: 'Callbacks' }, clauses: CALLBACK },
  people: { title: { zh: '转交与记录', en: 'People' }, clauses: PEOPLE },
  announcing: { title: { zh: '公告', en: 'Announcing' }, clauses: ANNOUNCING },
  closing: { title: { zh: '结束', en: 'Closing' }, clauses: CLOSING },
  quality: { title: { zh: '质量', en: 'Quality' }, clauses: QUALITY },
};

const NOTHING: SourceAsk = { wants: null, limits: [], phrases: [], forbids: [], quote: null };

export const CHAPTERS = Object.keys(CHAPTER_TEXTS) as readonly Chapter[];

/** Every clause of the five standards, chapter by chapter. */
export const CATALOGUE: readonly CatalogueClause[] = CHAPTERS.flatMap((chapter) =>
  CHAPTER_TEXTS[chapter].clauses.map((text) => clauseOf(chapter, text)),
);

export function chapterTitle(chapter: Chapter): Wording {
  return CHAPTER_TEXTS[chapter].title;
}

/** The clause of this id, or undefined where there is none. */
export function findClause(id: string): CatalogueClause | undefined {
  return CATALOGUE.find((clause) => clause.id === id);
}

/** Whether a standard's file may have this clause: the engine keeps it. */
export function isKept(id: string): id is ClauseId {
  return Object.hasOwn(KEPT, id);
}

/** Whether Sansheng checks a clause that no file has. */
export function isChecked(id: string): id is CheckedId {
  return CHECKED.some((each) => each === id);
}

/** The number of clauses in each state. */
export function countStates(): Readonly<Record<ClauseState, number>> {
  const count = (state: ClauseState) => CATALOGUE.filter((clause) => clause.state === state).length;
  return {
    kept: count('kept'),
    checked: count('checked'),
    planned: count('planned'),
    guidance: count('guidance'),
  };
}

function clauseOf(chapter: Chapter, text: ClauseText): CatalogueClause {
  const asks = {} as Record<Source, SourceAsk | null>;
  for (const source of SOURCES) {
    const ask = text.asks[source];
    asks[source] =
      ask === undefined ? null : { ...NOTHING, ...ask, quote: QUOTES[text.id]?.[source] ?? null };
  }
  return { ...text, chapter, asks, state: stateOf(text) };
}

function stateOf({ id, kinds }: ClauseText): ClauseState {
  if (isKept(id)) return 'kept';
  if (isChecked(id)) return 'checked';
  return kinds.every((kind) => kind === 'guide') ? 'guidance' : 'planned';
}
