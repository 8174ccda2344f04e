import { originOf } from '../../src/config/standards/origin.ts';
import { spellClause } from '../../src/config/standards/spell.ts';
import { type ClauseKind, SOURCES, type Source } from '../../src/core/standard/catalogue/clause.ts';
import { askTexts, unitText } from '../../src/core/standard/catalogue/text.ts';
import {
  CATALOGUE,
  type CatalogueClause,
  CHAPTERS,
  chapterTitle,
  countStates,
  isKept,
} from '../../src/core/standard/catalogue.ts';
import type { Standard } from '../../src/core/standard/standard.ts';

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
 * @param standards the five, and others, by name */
export function clausesPage(standards: ReadonlyMap<string, Standard>): string {
  const { kept, checked, planned, guidance } = countStates();
  const sources = SOURCES.map((source) => {
    const title = standards.get(source)?.title;
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
    'Sentences in “” are those of the documents, in 「」 the phrases that a caller hears; both are Chinese. Numbers that no document has are defaults of the product (产品默认值).',
    'Phrases are the Chinese ones of the standards; the recordings that ship say them in zh, yue and en. The kinds of a clause:',
    Object.entries(KINDS)
      .map(([kind, text]) => `- **${kind}**: ${text}`)
      .join('\n'),
    ...CHAPTERS.flatMap((chapter) => [
      `## ${chapterTitle(chapter).en} · ${chapterTitle(chapter).zh}`,
      ...CATALOGUE.filter((clause) => clause.chapter === chapter).flatMap((clause) =>
        clauseBlocks(clause, standards),
      ),
    ]),
  ];
  return `${blocks.join('\n\n')}\n`;
}

/** `every_seconds` 15: the numbers of a file that are not its document's. */
function defaultsOf({ id, asks }: CatalogueClause, standard: Standard | undefined, source: Source): string[] {
  const parameters = (standard && isKept(id) && spellClause(standard, id)) || [];
  return parameters.flatMap((each) => {
    const value = Array.isArray(each.value) ? each.value.join(', ') : each.value;
    return originOf(each, asks[source]) === 'product' ? [`\`${each.key}\` ${value}`] : [];
  });
}

function clauseBlocks(clause: CatalogueClause, standards: ReadonlyMap<string, Standard>): string[] {
  const { id, title, kinds, unit, state, says, judged, asks } = clause;
  const facts = [
    `**${state}**`,
    kinds.join(', '),
    ...(unit === null ? [] : [`measured in ${unitText(unit, 'en')}`]),
  ];
  const asked = SOURCES.flatMap((source) => {
    const ask = asks[source];
    const defaults = defaultsOf(clause, standards.get(source), source);
    const parts = [
      ...(ask === null ? [] : askTexts(ask, 'en')),
      ...(defaults.length === 0 ? [] : [`(default of the product: ${defaults.join(', ')})`]),
    ];
    return parts.length === 0 ? [] : [`- \`${source}\`: ${parts.join(' ')}`];
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
