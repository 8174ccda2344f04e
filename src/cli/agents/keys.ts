import { type GlobalOptions, loadContext, NO_PASSWORDS } from '../context.ts';
import { print, table } from '../output.ts';
import { SHEET_TEXT, type SheetGroup, type SheetLanguage, sheetGroups, WHERE } from './sheet.ts';

function groupText({ title, rows }: SheetGroup, language: SheetLanguage): string {
  const { heading } = SHEET_TEXT[language];
  const cells = rows.map(({ code, what, where }) => [code, what, WHERE[where][language]]);
  return `${title}\n\n${table(heading, cells)}`;
}

/** `sansheng agents keys`: the sheet in docs/agents/keys.md, with what this site has named. */
export function agentsKeys({ lang, ...options }: GlobalOptions & { lang: SheetLanguage }): void {
  const { site } = loadContext(options, NO_PASSWORDS);
  const { title, how } = SHEET_TEXT[lang];
  print(options.json, sheetGroups(lang, site), (groups) =>
    [title, ...how.map(plain), ...groups.map((group) => groupText(group, lang))].join('\n\n'),
  );
}

/** Without the marks of Markdown. */
function plain(text: string): string {
  return text.replaceAll('**', '').replaceAll('`', '');
}
