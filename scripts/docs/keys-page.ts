import {
  type KeyNames,
  SHEET_TEXT,
  type SheetGroup,
  type SheetLanguage,
  sheetGroups,
  WHERE,
} from '../../src/cli/agents/sheet.ts';

const OTHER: Readonly<Record<SheetLanguage, string>> = {
  zh: '[English](keys.md) · [坐席使用说明](guide.zh-CN.md)',
  en: '[中文](keys.zh-CN.md) · [for agents](guide.md)',
};

/** `docs/agents/keys.md` and its Chinese sister: the sheet that lies beside every phone.
 * @param names what the shipped site calls things */
export function keysPage(language: SheetLanguage, names: KeyNames): string {
  const { title, how } = SHEET_TEXT[language];
  const blocks = [
    `# ${title}`,
    '<!-- Written by `npm run docs` from src/core/agents/keys.ts and sansheng.yaml: change it there. -->',
    OTHER[language],
    ...how,
    ...sheetGroups(language, names).map((group) => groupBlock(group, language)),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function groupBlock({ title, rows }: SheetGroup, language: SheetLanguage): string {
  const [key, what, where] = SHEET_TEXT[language].heading;
  const lines = rows.map((row) => `| \`${row.code}\` | ${row.what} | ${WHERE[row.where][language]} |`);
  return [`## ${title}`, '', `| ${key} | ${what} | ${where} |`, '| --- | --- | --- |', ...lines].join('\n');
}
