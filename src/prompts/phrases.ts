/** A stretch of a text that is spoken in one breath. */
export interface BreathGroup {
  /** Without punctuation. */
  words: string;
  /** The pause after it, in milliseconds; 0 after the last. */
  pauseMs: number;
}

const SHORT_PAUSE_MS = 110;
const LONG_PAUSE_MS = 170;

/** The rate, in characters a minute, at which pauses have the lengths above. */
const USUAL_RATE = 194;

/** Splits a Chinese text at its punctuation; who speaks slower pauses longer. `rate` is in characters a minute. */
export function splitPhrases(text: string, rate: number = USUAL_RATE): BreathGroup[] {
  const parts = [...text.matchAll(/([^，、；。！？,;.!?\s]+)([，、；。！？,;.!?\s]*)/gu)];
  return parts.map(([, words = '', mark = ''], i) => {
    const pauseMs = /[，、,]/u.test(mark) ? SHORT_PAUSE_MS : LONG_PAUSE_MS;
    return { words, pauseMs: i === parts.length - 1 ? 0 : (pauseMs * USUAL_RATE) / rate };
  });
}

/** How many characters (or digits) of a Chinese text are spoken. */
export function countCharacters(text: string): number {
  return [...text].filter((char) => /[\p{Script=Han}\d]/u.test(char)).length;
}

/** How many words of an English text are spoken. */
export function countWords(text: string): number {
  return text.match(/[\p{L}\d']+/gu)?.length ?? 0;
}

/** Whether a text ends a sentence; if not, another prompt follows it at once when they are played. */
export function endsSentence(text: string): boolean {
  return /[。！？.!?]$/u.test(text);
}
