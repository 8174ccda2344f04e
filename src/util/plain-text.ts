/** What a terminal or a reader would obey and not show: control characters, line separators, marks that turn the direction of writing. */
const UNSEEN = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** Whether a text has none of these: it is one line, and shows all that stands in it. */
export function isPlainLine(text: string): boolean {
  return text.search(UNSEEN) < 0;
}

/** The same text in one line, with a mark in place of each character that cannot be seen. */
export function plainLine(text: string): string {
  return text.replace(UNSEEN, '\ufffd');
}

/** The same text in one line, for what people write or paste: ends of lines and tabs become spaces, what else cannot be seen is left out. */
export function tidyLine(text: string): string {
  return text
    .replace(/[\t-\r\u0085\u2028\u2029]+/g, ' ')
    .replace(UNSEEN, '')
    .trim();
}

/** The same for a text of several lines: their ends and tabs stay. */
export function plainLines(text: string): string {
  return text.replace(UNSEEN, (c) => (c === '\n' || c === '\t' ? c : '\ufffd'));
}

/** JSON that means the same, with each such character escaped. */
export function plainJson(json: string): string {
  return json.replace(UNSEEN, (c) =>
    c === '\n' ? c : `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** The first characters of a text, at most so many; none is cut in two. */
export function cutText(text: string, most: number): string {
  return [...text.slice(0, 2 * most)].slice(0, most).join('');
}
