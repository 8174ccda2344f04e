/** A text in English and Chinese. */
export interface Wording {
  readonly zh: string;
  readonly en: string;
}

/** The five service standards that the catalogue was drawn from, by the names of their files. */
export const SOURCES = ['gas', 'telecom', 'aftersales', 'desk400', 'ticketing'] as const;
/** The names of the five service standards. */
export type Source = (typeof SOURCES)[number];

/** How a clause works.
 * - `engine`: the engine does it by itself, whatever the agent does
 * - `script`: a recorded phrase, played by the engine or on the agent's key
 * - `measure`: seen on every call, and judged by the measured value
 * - `route`: the call goes to somebody else
 * - `record`: something is written down, and must not get lost
 * - `lint`: checked on the prompts and the configuration, not on a call
 * - `guide`: for people only (posture, a smile): shown to the agent, never counted */
export type ClauseKind = 'engine' | 'script' | 'measure' | 'route' | 'record' | 'lint' | 'guide';

/** The units of measured values. */
export type ClauseUnit = 's' | 'min' | 'rings' | 'chars/min' | 'dBFS' | 'count' | 'stars';

/** A number that a standard sets. */
export interface Limit {
  /** What it is the number of: «at most», «before the next step». */
  readonly what: Wording;
  readonly value: number;
  /** The upper end, where the standard gives a band. */
  readonly upTo?: number;
  readonly unit: ClauseUnit;
}

/** What one standard asks of a clause. */
export interface SourceAsk {
  /** What its numbers and phrases do not say already. */
  readonly wants: Wording | null;
  readonly limits: readonly Limit[];
  /** What the caller is to hear, in zh, in its order. Filled in when spoken: {company} {agent} {name} {number}. */
  readonly phrases: readonly string[];
  /** What the caller is never to hear, in zh. */
  readonly forbids: readonly string[];
}

/** A clause as its chapter writes it down. */
export interface ClauseText {
  readonly id: string;
  /** A clause with several kinds is all of them. */
  readonly kinds: readonly ClauseKind[];
  /** Of what is measured on a call or a prompt; null where nothing is. */
  readonly unit: ClauseUnit | null;
  readonly title: Wording;
  readonly says: Wording;
  /** When it counts as kept, and when as broken. */
  readonly judged: Wording;
  /** A standard that is not here has nothing to say of it. */
  readonly asks: Readonly<Partial<Record<Source, Partial<SourceAsk>>>>;
}

/** What a limit is, where nothing more has to be said. */
export const AT_MOST: Wording = { zh: '最多', en: 'at most' };
