import type { Words } from '../host/prompt-texts.ts';
import { toJyutping } from './jyutping.ts';
import { splitPhrases } from './phrases.ts';
import { pronounce, type Syllable } from './pinyin.ts';

const MARKED: Readonly<Record<string, string>> = {
  a: 'āáǎà',
  e: 'ēéěè',
  i: 'īíǐì',
  o: 'ōóǒò',
  u: 'ūúǔù',
  ü: 'ǖǘǚǜ',
};

/** Where the tone mark stands: on a or e, else on the o of ou, else on the last vowel. */
function markedAt(letters: string): number {
  const open = letters.search(/[ae]|ou/);
  return open >= 0 ? open : letters.search(/[iouü](?=[^iouü]*$)/);
}

/** A syllable in pinyin with its tone mark; the neutral tone has none. */
export function toPinyin({ letters, tone }: Syllable): string {
  const spelt = letters.replace('v', 'ü');
  const at = markedAt(spelt);
  const marked = MARKED[spelt[at] ?? '']?.[tone - 1];
  return marked === undefined ? spelt : spelt.slice(0, at) + marked + spelt.slice(at + 1);
}

/** How a Chinese text is read, phrase by phrase: in pinyin as it is spoken, tone sandhi and all, or in Jyutping. Empty for
 * English, which reads itself. */
export function readingOf({ text, language }: Words): string {
  if (language === 'en') return '';
  const read = (words: string) =>
    language === 'zh' ? pronounce(words).map(toPinyin).join(' ') : toJyutping(words);
  return splitPhrases(text)
    .map(({ words }) => read(words))
    .join(', ');
}
