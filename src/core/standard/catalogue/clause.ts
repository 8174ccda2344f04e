/** A text in English and Chinese. */
export interface Wording {
  readonly zh: string;
  readonly en: string;
}

/** The five service standards from which the catalogue comes, by the names of their files. */
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
  /** The meaning of the number: «at most», «before the next step». */
  readonly what: Wording;
  readonly value: number;
  /** The upper end, if the standard gives a range. */
  readonly upTo?: number;
  readonly unit: ClauseUnit;
}

/** The requirements of one standard for a clause. */
export interface SourceAsk {
  /** The requirements beyond its numbers and phrases. */
  readonly wants: Wording | null;
  readonly limits: readonly Limit[];
  /** The phrases that the caller has to hear, in zh, in their order. Slots are filled when spoken: {company} {agent} {name}
   * {number}. */
  readonly phrases: readonly string[];
  /** The phrases that the caller must never hear, in zh. */
  readonly forbids: readonly string[];
  /** The sentence of its document, in zh; null where the document has the phrases alone, or nothing. */
  readonly quote: string | null;
}

/** A clause as its chapter writes it down. */
export interface ClauseText {
  readonly id: string;
  /** A clause with several kinds is all of them. */
  readonly kinds: readonly ClauseKind[];
  /** The unit of the measurement on a call or a prompt; null if there is none. */
  readonly unit: ClauseUnit | null;
  readonly title: Wording;
  readonly says: Wording;
  /** The conditions under which it counts as kept or broken. */
  readonly judged: Wording;
  /** A standard that is absent does not mention it. */
  readonly asks: Readonly<Partial<Record<Source, Partial<SourceAsk>>>>;
}

/** What a standard's file has although its document does not mention it. */
export const BY_PRODUCT: Pick<SourceAsk, 'wants'> = {
  wants: { zh: '没有写，产品默认。', en: 'Not mentioned: a default of the product.' },
};

/** The default meaning of a limit. */
export const AT_MOST: Wording = { zh: '最多', en: 'at most' };

/** The text of a clause that is a phrase on an agent's key and nothing else. */
export function phraseOnKey(text: Pick<ClauseText, 'id' | 'title' | 'says' | 'asks'>): ClauseText {
  const judged = { zh: '按键后播放即为遵守。', en: 'Kept when the phrase follows the key.' };
  return { ...text, kinds: ['script'], unit: null, judged };
}
