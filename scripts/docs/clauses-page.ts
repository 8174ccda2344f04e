import { type ClauseKind, SOURCES, type Wording } from '../../src/core/standard/catalogue/clause.ts';
import { askTexts, unitText } from '../../src/core/standard/catalogue/text.ts';
import {
  CATALOGUE,
  type CatalogueClause,
  CHAPTERS,
  chapterTitle,
  countStates,
} from '../../src/core/standard/catalogue.ts';

const KINDS: Readonly<Record<ClauseKind, string>> = {
  engine: 'the engine does it by itself, whatever the agent does',
  script: "a recorded phrase, played by the engine or on the agent's key",
  measure: 'seen on every call, and judged by the measured value',
  route: 'the call goes to somebody else',
  record: 'something is written down, and must not get lost',
  lint: 'checked on the prompts and the configuration, not on a call',
  guide: 'for people only: shown as guidance, never counted',
};

/** `docs/admin/clauses.md`: every clause, chapter by chapter.
 * @param titles of the five standards, by name */
export function clausesPage(titles: ReadonlyMap<string, Wording>): string {
  const { kept, checked, planned, guidance } = countStates();
  const sources = SOURCES.map((source) => {
    const title = titles.get(source);
    return `- \`${source}\`: ${title?.en} · ${title?.zh}`;
  });
  const blocks = [
    '# Clauses',
    '<!-- Written by `npm run docs` from src/core/standard/catalogue: change it there. -->',
    `What the five service standards ask, as ${CATALOGUE.length} clauses: ${kept} are kept by the engine, ${checked} are checked for all (on
the prompts by \`sansheng prompts check\`, and in what the program shows and keeps), ${planned} planned, ${guidance} is guidance for people and never
counted. \`sansheng standard list\` prints them, \`sansheng standard show CLAUSE\` one of them with what each file in
\`standards/\` has; [standards.md](standards.md) says how a file is written.`,
    sources.join('\n'),
    'Phrases are the Chinese ones of the standards; the recordings that ship say them in zh, yue and en. The kinds of a clause:',
    Object.entries(KINDS)
      .map(([kind, text]) => `- **${kind}**: ${text}`)
      .join('\n'),
    ...CHAPTERS.flatMap((chapter) => [
      `## ${chapterTitle(chapter).en} · ${chapterTitle(chapter).zh}`,
      ...CATALOGUE.filter((clause) => clause.chapter === chapter).flatMap(clauseBlocks),
    ]),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function clauseBlocks({ id, title, kinds, unit, state, says, judged, asks }: CatalogueClause): string[] {
  const facts = [
    `**${state}**`,
    kinds.join(', '),
    ...(unit === null ? [] : [`measured in ${unitText(unit, 'en')}`]),
  ];
  const asked = SOURCES.flatMap((source) => {
    const ask = asks[source];
    return ask === null ? [] : [`- \`${source}\`: ${askTexts(ask, 'en').join(' ')}`];
  });
  return [
    `### ${id} · ${title.en} · ${title.zh}`,
    facts.join(' · '),
    says.en,
    says.zh,
    `Judged: ${judged.en}`,
    `判定：${judged.zh}`,
    asked.join('\n'),
  ];
}
