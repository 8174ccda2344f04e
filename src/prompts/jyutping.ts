import tojyutping from 'to-jyutping';

const DIGITS = ['ling4', 'jat1', 'ji6', 'saam1', 'sei3', 'ng5', 'luk6', 'cat1', 'baat3', 'gau2'];

/** Readings that the dictionary gets wrong, or gives as less usual ones, checked by hand in every prompt. */
const CORRECTED: [written: string, reading: string][] = [
  ['幫到', 'bong1 dou2'],
  ['好嗎', 'hou2 maa3'],
  ['嗎', 'maa3'],
  ['聽唔聽到', 'teng1 m4 teng1 dou2'],
  ['聯絡到', 'lyun4 lok3 dou2'],
  ['試下', 'si3 haa5'],
  ['聽下', 'teng1 haa5'],
  ['睇下', 'tai2 haa5'],
  ['回撥', 'wui4 but6'],
  ['為您', 'wai6 nei5'],
  ['最低為', 'zeoi3 dai1 wai4'],
];

/** Characters that are read otherwise as a family name; they are one where they stand alone. */
const FAMILY_NAMES: Readonly<Record<string, string>> = { 曾: 'zang1', 任: 'jam4', 錢: 'cin4' };

/** A phrase (no punctuation) in Jyutping. */
export function toJyutping(words: string): string {
  const name = FAMILY_NAMES[words];
  if (name !== undefined) return name;
  for (const [written, reading] of CORRECTED) {
    const at = words.indexOf(written);
    if (at < 0) continue;
    const before = toJyutping(words.slice(0, at));
    return `${before} ${reading} ${toJyutping(words.slice(at + written.length))}`.trim();
  }
  const read = tojyutping.getJyutpingList(words).map(([char, jyutping]) => DIGITS[Number(char)] ?? jyutping);
  const unread = read.indexOf(null);
  if (unread >= 0) throw new Error(`No Jyutping for character ${unread + 1} of "${words}"`);
  return read.join(' ');
}
