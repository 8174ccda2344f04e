import { BY_PRODUCT, SOURCES, type SourceAsk } from '../../core/standard/catalogue/clause.ts';
import { amountText, type ReaderLanguage } from '../../core/standard/catalogue/text.ts';
import { CATALOGUE, type CatalogueClause, countStates } from '../../core/standard/catalogue.ts';
import { table } from '../output.ts';
import type { Library } from './library.ts';
import { stateText, word } from './text.ts';

/** What `standard list --json` prints. */
export function listData({ standards, broken }: Library) {
  return {
    standards: [...standards.values()].map(({ name, title, clauses }) => ({
      name,
      title,
      clauses: Object.keys(clauses),
    })),
    broken: [...broken],
    clauses: CATALOGUE,
    count: { all: CATALOGUE.length, ...countStates() },
  };
}

/** The standards that there are, every clause of the catalogue with those that ask for it, and how many there are. */
export function listText(library: Library, reader: ReaderLanguage): string {
  const names = [...library.standards.values()].map((standard) => [
    standard.name,
    standard.title[reader],
    String(Object.keys(standard.clauses).length),
  ]);
  const broken = [...library.broken].map((name) => [name, word('broken', reader), '']);
  const clauses = CATALOGUE.map((clause) => row(clause, reader));
  const heading = [word('clause', reader), word('title', reader), word('state', reader)];
  return [
    table([word('standard', reader), word('title', reader), word('clauses', reader)], [...names, ...broken]),
    '',
    table([...heading, ...SOURCES], clauses),
    '',
    countText(reader),
  ].join('\n');
}

function row({ id, title, state, asks }: CatalogueClause, reader: ReaderLanguage): string[] {
  const asked = SOURCES.map((source) => cell(asks[source], reader));
  return [id, title[reader], stateText(state, reader), ...asked];
}

function cell(ask: SourceAsk | null, reader: ReaderLanguage): string {
  if (ask === null) return '·';
  if (ask.wants === BY_PRODUCT.wants) return reader === 'zh' ? '默认' : 'default';
  // The steps of a script have waits of their own, which say nothing without the steps.
  const [limit, ...others] = ask.limits;
  return limit === undefined || others.length > 0 || ask.phrases.length > 1 ? '✓' : amountText(limit, reader);
}

function countText(reader: ReaderLanguage): string {
  const { kept, checked, planned, guidance } = countStates();
  const all = CATALOGUE.length;
  return reader === 'zh'
    ? `${all} 条：引擎已执行 ${kept} 条，已检查 ${checked} 条，计划中 ${planned} 条，提示 ${guidance} 条（不计入统计）`
    : `${all} clauses: ${kept} kept by the engine, ${checked} checked, ${planned} planned, ${guidance} guidance for people (never counted)`;
}
