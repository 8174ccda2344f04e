/** A stretch of a text that is spoken in one breath. */
export interface Phrase {
  /** Without punctuation. */
  words: string;
  /** The pause after it, in milliseconds; 0 after the last. */
  pauseMs: number;
}

const SHORT_PAUSE_MS = 110;
const LONG_PAUSE_MS = 170;

/** Splits a Chinese text at its punctuation. */
export function splitPhrases(text: string): Phrase[] {
  const parts = [...text.matchAll(/([^，、；。！？,;.!?\s]+)([，、；。！？,;.!?\s]*)/gu)];
  return parts.map(([, words = '', mark = ''], i) => {
    const pauseMs = /[，、,]/u.test(mark) ? SHORT_PAUSE_MS : LONG_PAUSE_MS;
    return { words, pauseMs: i === parts.length - 1 ? 0 : pauseMs };
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
