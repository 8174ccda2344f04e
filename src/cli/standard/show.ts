import { originOf } from '../../config/standards/origin.ts';
import { type SpelledParameter, spellClause, spellHandling } from '../../config/standards/spell.ts';
import type { Language } from '../../core/ids.ts';
import { SOURCES, type SourceAsk } from '../../core/standard/catalogue/clause.ts';
import { askTexts, limitText, type ReaderLanguage, unitText } from '../../core/standard/catalogue/text.ts';
import {
  CATALOGUE,
  type CatalogueClause,
  type ClauseState,
  chapterTitle,
  isChecked,
  isKept,
} from '../../core/standard/catalogue.ts';
import type { Standard } from '../../core/standard/standard.ts';
import { table } from '../output.ts';
import { type Library, valueText } from './library.ts';
import { checkText, kindsText, stateText, word } from './text.ts';

/** The clauses that a standard has, in the catalogue's order. */
function clausesOf(standard: Standard): { clause: CatalogueClause; parameters: SpelledParameter[] }[] {
  return CATALOGUE.flatMap((clause) => {
    const parameters = isKept(clause.id) ? spellClause(standard, clause.id) : null;
    return parameters === null ? [] : [{ clause, parameters }];
  });
}

/** Clauses that one of the five asks for, and that stand in no file: checked for all, or not kept yet. */
function besides({ name }: Standard, which: ClauseState): CatalogueClause[] {
  const source = SOURCES.find((each) => each === name);
  return source === undefined
    ? []
    : CATALOGUE.filter(({ asks, state }) => state === which && asks[source] !== null);
}

/** What the standard asks of such a clause, its numbers above all. */
function askedBriefly({ asks, title }: CatalogueClause, { name }: Standard, reader: ReaderLanguage): string {
  const ask = SOURCES.flatMap((each) => (each === name ? (asks[each] ?? []) : []))[0];
  const limits = ask?.limits.map((limit) => limitText(limit, reader)) ?? [];
  return [title[reader], ...limits].join(' · ');
}

/** What the document of one of the five has on a clause: null, if it does not mention it; undefined for other standards,
 * which have no document. */
function askOf({ asks }: CatalogueClause, { name }: Standard): SourceAsk | null | undefined {
  const source = SOURCES.find((each) => each === name);
  return source && asks[source];
}

/** The document's own words, above what the file has. */
function documentLines(ask: SourceAsk | null | undefined, reader: ReaderLanguage): string[] {
  if (ask === undefined) return [];
  if (ask === null) return [`  ${word('notInDocument', reader)}`];
  return [`  ${word('document', reader)}${askTexts(ask, reader).join(' ')}`];
}

/** `rings  2  · default of the product` */
function parameterLine(
  each: SpelledParameter,
  value: string,
  ask: SourceAsk | null | undefined,
  reader: ReaderLanguage,
): string {
  const own = ask !== undefined && originOf(each, ask) === 'product';
  return `  ${each.key.padEnd(30)}${value}${own ? `  · ${word('byDefault', reader)}` : ''}`;
}

/** Parameters for a program: numbers as in the file, phrases as prompts and as what is heard. */
function parametersData(
  parameters: readonly SpelledParameter[],
  { prompts }: Library,
  language: Language,
  ask?: SourceAsk | null,
) {
  return parameters.map((each) => {
    const { key, value } = each;
    const spoken = Array.isArray(value) && typeof value[0] === 'string';
    const origin = ask === undefined ? null : originOf(each, ask);
    return {
      key,
      value,
      ...(spoken ? { text: valueText({ value }, prompts, language) } : {}),
      ...(origin === null ? {} : { origin }),
    };
  });
}

/** For one of the five: the sentence and the phrases of its document; null where it does not mention the clause. */
function quoteData(ask: SourceAsk | null | undefined) {
  if (ask === undefined) return {};
  return { document: ask && { quote: ask.quote, phrases: ask.phrases } };
}

/** What `standard show STANDARD --json` prints. */
export function standardData(standard: Standard, library: Library) {
  const { name, title, handling } = standard;
  const language = library.languageOf(name);
  return {
    name,
    title,
    language,
    clauses: clausesOf(standard).map(({ clause, parameters }) => ({
      id: clause.id,
      title: clause.title,
      ...quoteData(askOf(clause, standard)),
      parameters: parametersData(parameters, library, language, askOf(clause, standard)),
    })),
    handling: parametersData(spellHandling(handling), library, language),
    checked: besides(standard, 'checked').map(({ id }) => id),
    notYet: besides(standard, 'planned').map(({ id }) => id),
  };
}

/** One standard: every clause it has, its numbers and what is said. */
export function standardText(standard: Standard, library: Library, reader: ReaderLanguage): string {
  const language = library.languageOf(standard.name);
  const clauses = clausesOf(standard);
  const lines = (parameters: readonly SpelledParameter[], ask: SourceAsk | null | undefined) =>
    parameters.map((each) => parameterLine(each, valueText(each, library.prompts, language), ask, reader));
  const isOneOfTheFive = SOURCES.some((each) => each === standard.name);
  const others = (which: ClauseState) =>
    besides(standard, which).map((each) => `  ${each.id.padEnd(28)}${askedBriefly(each, standard, reader)}`);
  const [checked, missing] = [others('checked'), others('planned')];
  return [
    `${standard.name} · ${standard.title[reader]}`,
    `${clauses.length} ${word('clauses', reader)} · ${word('spokenIn', reader)} ${language}`,
    ...clauses.flatMap(({ clause, parameters }) => [
      '',
      `${clause.id} · ${clause.title[reader]}`,
      ...documentLines(askOf(clause, standard), reader),
      ...lines(parameters, askOf(clause, standard)),
    ]),
    '',
    word('handling', reader),
    ...lines(spellHandling(standard.handling), isOneOfTheFive ? null : undefined),
    ...(checked.length === 0 ? [] : ['', word('checked', reader), ...checked]),
    ...(missing.length === 0 ? [] : ['', word('notYet', reader), ...missing]),
  ].join('\n');
}

/** What `standard show CLAUSE --json` prints. */
export function clauseData(clause: CatalogueClause, library: Library) {
  const { id } = clause;
  const files = [...library.standards.values()].map((standard) => {
    const parameters = isKept(id) ? spellClause(standard, id) : null;
    const language = library.languageOf(standard.name);
    return {
      standard: standard.name,
      parameters: parameters && parametersData(parameters, library, language),
    };
  });
  return { ...clause, files };
}

/** One clause: what it says, how it is judged, who asks what, and what the files have. */
export function clauseText(clause: CatalogueClause, library: Library, reader: ReaderLanguage): string {
  const { id, title, kinds, unit, chapter, state } = clause;
  const facts = [
    `${word('chapter', reader)} ${chapterTitle(chapter)[reader]}`,
    kindsText(kinds, reader),
    ...(unit === null ? [] : [`${word('unit', reader)} ${unitText(unit, reader)}`]),
    stateText(state, reader),
  ];
  return [
    `${id} · ${title[reader]}`,
    facts.join(' · '),
    '',
    `${word('says', reader)}\n  ${clause.says[reader]}`,
    '',
    `${word('judged', reader)}\n  ${clause.judged[reader]}`,
    '',
    word('asked', reader),
    ...askedLines(clause, reader),
    '',
    word('files', reader),
    filesText(clause, library, reader),
  ].join('\n');
}

function askedLines({ asks }: CatalogueClause, reader: ReaderLanguage): string[] {
  return SOURCES.flatMap((source) => {
    const ask = asks[source];
    const parts = ask === null ? ['·'] : askTexts(ask, reader);
    return parts.map((part, index) => `  ${(index === 0 ? source : '').padEnd(12)}${part}`);
  });
}

function filesText({ id, state }: CatalogueClause, library: Library, reader: ReaderLanguage): string {
  if (isChecked(id)) return `  ${checkText(id, reader)}`;
  if (!isKept(id)) return `  ${word(state === 'guidance' ? 'guidance' : 'noFile', reader)}`;
  const rows = [...library.standards.values()].flatMap((standard) => {
    const parameters = spellClause(standard, id);
    if (parameters === null) return [[standard.name, word('notInFile', reader), '']];
    if (parameters.length === 0) return [[standard.name, word('hasIt', reader), '']];
    const language = library.languageOf(standard.name);
    return parameters.map((each, index) => [
      index === 0 ? standard.name : '',
      each.key,
      valueText(each, library.prompts, language),
    ]);
  });
  const heading = [word('standard', reader), word('parameter', reader), word('value', reader)];
  return table(heading, rows).replace(/^/gm, '  ');
}
