import type { Wording } from '../../../core/standard/catalogue/clause.ts';
import { plainLines } from '../../../util/plain-text.ts';

/** A piece of HTML in which everything that came from outside has been escaped. Only `html` makes one. */
class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

export type { Markup };

type Piece = string | number | Markup | readonly Markup[] | null;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(piece: Piece): string {
  if (piece === null) return '';
  if (piece instanceof Markup) return piece.text;
  if (typeof piece === 'object') return piece.map(({ text }) => text).join('');
  return plainLines(String(piece)).replace(/[&<>"']/g, (c) => ENTITIES[c] ?? c);
}

/** HTML, or SVG in it: what is filled in is escaped unless it was made by this itself. Attributes must stand in quotes. */
export function html(strings: TemplateStringsArray, ...pieces: readonly Piece[]): Markup {
  return new Markup(
    strings.map((text, i) => text + (i < pieces.length ? escaped(pieces[i] ?? null) : '')).join(''),
  );
}

/** A text in both languages, of which the reader's is shown. */
export function t({ en, zh }: Wording): Markup {
  if (en === zh) return html`${en}`;
  return html`<span class="zh" lang="zh-CN">${zh}</span><span class="en" lang="en">${en}</span>`;
}

/** The same inside a drawing. `place` is where it stands. */
export function svgText(
  { en, zh }: Wording,
  place: { x: number; y: number; anchor?: string; kind?: string },
): Markup {
  const { x, y, anchor = 'start', kind = '' } = place;
  const one = (language: string, text: string) =>
    html`<text class="${language} ${kind}" x="${x}" y="${y}" text-anchor="${anchor}">${text}</text>`;
  return en === zh ? one('', en) : html`${one('zh', zh)}${one('en', en)}`;
}
