const INITIALS = 'b p m f d t n l g k h j q x zh ch sh r z c s'.split(' ');
const INITIAL_SIGNS = [...'ㄅㄆㄇㄈㄉㄊㄋㄌㄍㄎㄏㄐㄑㄒㄓㄔㄕㄖㄗㄘㄙ'];

const FINALS = new Map(
  `a ㄚ o ㄛ e ㄜ ai ㄞ ei ㄟ ao ㄠ ou ㄡ an ㄢ en ㄣ ang ㄤ eng ㄥ er ㄦ
  i ㄧ ia ㄧㄚ io ㄧㄛ ie ㄧㄝ iao ㄧㄠ iu ㄧㄡ ian ㄧㄢ in ㄧㄣ iang ㄧㄤ ing ㄧㄥ iong ㄩㄥ
  u ㄨ ua ㄨㄚ uo ㄨㄛ uai ㄨㄞ ui ㄨㄟ uan ㄨㄢ un ㄨㄣ uang ㄨㄤ ong ㄨㄥ
  v ㄩ ve ㄩㄝ van ㄩㄢ vn ㄩㄣ`
    .split(/\s+/)
    .flatMap((item, i, all): [string, string][] => (i % 2 === 0 ? [[item, all[i + 1] ?? '']] : [])),
);

/** Syllables that pinyin writes with y or w have no initial; this gives the final as it is written after one. */
function bareFinal(syllable: string): string {
  const irregular: Record<string, string> = { you: 'iu', wei: 'ui', wen: 'un', weng: 'ong', yong: 'iong' };
  return (
    irregular[syllable] ??
    syllable.replace(/^yu/, 'v').replace(/^yi/, 'i').replace(/^y/, 'i').replace(/^wu/, 'u').replace(/^w/, 'u')
  );
}

/** Pinyin without its tone (`nin`, `lv`) in the phonetic signs that name gcin-voice's recordings (`ㄋㄧㄣ`). */
export function toZhuyin(syllable: string): string {
  const [, initial = '', rest = ''] = /^(zh|ch|sh|[bpmfdtnlgkhjqxrzcs])?(.+)$/.exec(syllable) ?? [];
  // zhi, chi, shi, ri, zi, ci, si are their initial alone.
  if (/^([zcs]h?|r)i$/.test(syllable)) return INITIAL_SIGNS[INITIALS.indexOf(initial)] ?? '';
  // After j, q, x the letter u stands for ü.
  const afterPalatal = /^[jqx]$/.test(initial) ? rest.replace(/^u/, 'v') : rest;
  const final = FINALS.get(initial === '' ? bareFinal(rest) : afterPalatal);
  if (final === undefined) throw new Error(`No phonetic signs for the syllable "${syllable}"`);
  return `${INITIAL_SIGNS[INITIALS.indexOf(initial)] ?? ''}${final}`;
}
