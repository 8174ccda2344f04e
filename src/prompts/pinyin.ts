import { pinyin } from 'pinyin-pro';

/** One Mandarin syllable as it is spoken. */
export interface Syllable {
  /** In pinyin, without the tone; ü is written v (`lv`, `nve`). */
  letters: string;
  /** 1 to 4, or 0 for the neutral tone, after sandhi. */
  tone: number;
}

/** A digit that names a key is read plainly: 一 keeps its own tone there, and 2 is èr. */
const DIGITS = ['ling2', 'yi1', 'er4', 'san1', 'si4', 'wu3', 'liu4', 'qi1', 'ba1', 'jiu3'];

/** Words that are spoken otherwise than the dictionary has them, most of them with unstressed last syllables; the longer of two first. */
const SPOKEN: [written: string, reading: string][] = [
  ['早上', 'zao3 shang0'],
  ['晚上', 'wan3 shang0'],
  ['对不起', 'dui4 bu0 qi3'],
  ['麻烦了', 'ma2 fan0 le0'],
  ['麻烦', 'ma2 fan0'],
  ['明白', 'ming2 bai0'],
  ['清楚', 'qing1 chu0'],
  ['谢谢', 'xie4 xie0'],
  ['下来', 'xia4 lai0'],
  ['意思', 'yi4 si0'],
  ['告诉', 'gao4 su0'],
  ['不客气', 'bu2 ke4 qi0'],
  ['说得', 'shuo1 de0'],
  ['为您', 'wei4 nin2'],
  ['最低为', 'zui4 di1 wei2'],
];

/** Characters that are read otherwise as a family name; they are one where they stand alone. */
const FAMILY_NAMES: Readonly<Record<string, string>> = { 曾: 'zeng1', 任: 'ren2' };

function readWords(words: string): string[] {
  const name = FAMILY_NAMES[words];
  if (name !== undefined) return [name];
  const [first] = SPOKEN.flatMap(([written, reading]) => {
    const at = words.indexOf(written);
    return at < 0 ? [] : [{ at, written, reading }];
  }).sort((a, b) => a.at - b.at);
  if (first === undefined)
    return words === '' ? [] : pinyin(words, { toneType: 'num', type: 'array', v: true });
  return [
    ...readWords(words.slice(0, first.at)),
    ...first.reading.split(' '),
    ...readWords(words.slice(first.at + first.written.length)),
  ];
}

/** A third tone before another becomes a second; that of 一 and 不 is pinyin-pro's business. */
function thirdToneSandhi(syllables: Syllable[]): Syllable[] {
  return syllables.map((syllable, i) =>
    syllable.tone === 3 && syllables[i + 1]?.tone === 3 ? { ...syllable, tone: 2 } : syllable,
  );
}

/** How a phrase (no punctuation) is pronounced, syllable by syllable. */
export function pronounce(words: string): Syllable[] {
  const syllables = readWords(words).map((reading) => {
    const [, letters = '', tone = '0'] = /^([a-zü]+)([0-4]?)$/.exec(DIGITS[Number(reading)] ?? reading) ?? [];
    return { letters, tone: Number(tone) };
  });
  return thirdToneSandhi(syllables);
}
