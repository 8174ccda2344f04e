/** Characters that Chinese input methods and word processors put in the place of those that YAML and times are written with. */
const ALIKE: Readonly<Record<string, string>> = {
  ...{ '“': '"', '”': '"', '‘': "'", '’': "'", '【': '[', '】': ']', '、': ',', '。': '.' },
  ...{ '–': '-', '—': '-', '‑': '-', '−': '-', '～': '-' },
};
const ALIKE_IN = /[“”‘’【】、。–—‑−\uff01-\uff5e]/u;

const KEY = /^\s*(?:- +)?['"]?([\w.-]+)['"]?\s*/u;

/** What is wrong with how a key and its value are parted: both, where a full-width colon or no blank stands between them. */
export interface BadColon {
  readonly cause: string;
  readonly cure: string;
}

/** @param text a key as YAML takes it: `standard：gas`, `standard:gas` */
export function badColon(text: string): BadColon | null {
  const [, key = '', colon, value = ''] = /^([\w.-]+)['"]?\s*([:：])\s*(.*)$/u.exec(text.trim()) ?? [];
  if (colon === undefined) return null;
  const cause = colon === '：' ? 'a full-width ： after the key' : 'no blank after the colon';
  return { cause, cure: `Write \`${`${key}: ${value}`.trim()}\`, with the colon : and a blank after it.` };
}

/** The lines of a file that YAML does not take, where the colon after a key is why. */
export function badColons(text: string): (BadColon & {
  readonly key: string;
  readonly place: { readonly line: number; readonly column: number };
})[] {
  return text.split('\n').flatMap((line, index) => {
    const [begin, key = ''] = KEY.exec(line) ?? [];
    if (begin === undefined || !/^(：|:(?=[^\s/]))/u.test(line.slice(begin.length))) return [];
    const colon = line[begin.length] ?? '';
    const value = line
      .slice(begin.length + 1)
      .replace(/\s#.*$/u, '')
      .trim();
    const found = badColon(`${key}${colon}${value.length > 40 ? '…' : value}`);
    return found ? [{ ...found, key, place: { line: index + 1, column: begin.length + 1 } }] : [];
  });
}

/** `, with ， for ,`: the first character in a value that looks like another; empty where there is none. */
export function alikeNote(value: string): string {
  const found = ALIKE_IN.exec(value)?.[0];
  return found === undefined ? '' : `, with ${found} for ${ALIKE[found] ?? found.normalize('NFKC')}`;
}
