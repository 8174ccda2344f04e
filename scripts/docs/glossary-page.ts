import { dirname } from 'node:path';
import { RETIRED, type RetiredWord } from '../words/retired.ts';
import { TERMS } from './glossary/terms.ts';
import { type ExportedType, exportedTypes } from './glossary/types.ts';
import { markdownTable } from './table.ts';

const WHERE: Readonly<Record<RetiredWord['where'], string>> = {
  names: 'names of things and files',
  types: 'names of types',
  english: 'pages',
  chinese: 'Chinese texts',
};

/** `docs/developers/glossary.md`: the terms, the exported types of core and engine, and the words that are not used.
 * @param root of the checkout */
export function glossaryPage(root: string): string {
  const types = exportedTypes(root, ['src/core', 'src/engine']);
  const folders = [...new Set(types.map(({ path }) => dirname(path)))];
  const blocks = [
    '# Glossary · 词汇表',
    '<!-- Written by `npm run docs` from scripts/docs/glossary/terms.ts, scripts/words/retired.ts and the docstrings of src/core and src/engine: change it there. -->',
    'One word for one thing. Code, pages, messages and prompts use these words.',
    '## Terms',
    markdownTable(
      ['term', '中文', 'meaning'],
      TERMS.map(({ en, zh, means }) => [en, zh, means]),
    ),
    '## Words that are not used any more',
    '`npm run check:words` fails on these.',
    markdownTable(
      ['not', 'but', 'in'],
      RETIRED.map(({ words, use, where }) => [words.join(', '), use, WHERE[where]]),
    ),
    '## Exported types of the core and the engine',
    ...folders.flatMap((folder) => [
      `### ${folder}`,
      typesTable(types.filter(({ path }) => dirname(path) === folder)),
    ]),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function typesTable(types: readonly ExportedType[]): string {
  return markdownTable(
    ['type', 'meaning'],
    types.map(({ path, name, sentence }) => [
      `[\`${name}\`](../../${path})`,
      sentence.replaceAll('|', '\\|'),
    ]),
  );
}
