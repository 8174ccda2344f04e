// The rules of the five documents, as the listening suite has them, against the catalogue.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BY_PRODUCT, SOURCES } from '../../src/core/standard/catalogue/clause.ts';
import { CATALOGUE, findClause } from '../../src/core/standard/catalogue.ts';
import { findWords } from '../asterisk/standards/judge.ts';
import { RULES } from '../asterisk/standards/rules/index.ts';
import type { ElsewhereRule } from '../asterisk/standards/rules/rule.ts';
import type { Transcript } from '../asterisk/standards/transcript.ts';

const ROOT = join(import.meta.dirname, '..', '..');

const tests = RULES.flatMap(({ shown }) => shown.filter((each): each is ElsewhereRule => each.by === 'test'));

describe('the rules of the five documents', () => {
  it.each(SOURCES)('leave out no clause that %s asks for', (source) => {
    // what is the product's own default is no rule of a document
    const asked = CATALOGUE.flatMap(({ id, asks }) =>
      asks[source] === null || asks[source].wants === BY_PRODUCT.wants ? [] : [id],
    );
    const ruled = new Set(RULES.filter((rule) => rule.source === source).map(({ clause }) => clause));
    expect(asked.filter((id) => !ruled.has(id))).toEqual([]);
  });

  it('name clauses that there are; a rule without one is a person’s', () => {
    for (const { clause, quote, shown } of RULES) {
      if (clause !== null) expect(findClause(clause), `${clause}: ${quote}`).toBeDefined();
      else
        expect(
          shown.map(({ by }) => by),
          quote,
        ).toEqual(['person']);
    }
  });

  it('are each shown in some way, and stand there once', () => {
    for (const { quote, shown } of RULES) expect(shown.length, quote).toBeGreaterThan(0);
    const all = RULES.map(({ source, clause, quote }) => `${source} ${clause} ${quote}`);
    expect(all).toHaveLength(new Set(all).size);
  });

  it.each([...new Set(tests.map(({ file, title }) => `${file}: ${title}`))])('%s is a test', (named) => {
    const [file = '', title = ''] = named.split(/: (.*)/s);
    const path = join(ROOT, file);
    expect(existsSync(path)).toBe(true);
    expect(readFileSync(path, 'utf8').includes(title), `the title of a test: ${title}`).toBe(true);
  });
});

describe('docs/standards-kept.md', () => {
  const page = readFileSync(join(ROOT, 'docs', 'standards-kept.md'), 'utf8');

  it.each(SOURCES)(
    'has every rule of %s: where one is missing, npm run standards:kept writes it anew',
    (source) => {
      const section = page.split(/^## /m).find((part) => part.startsWith(`${source}:`)) ?? '';
      const quotes = RULES.filter((rule) => rule.source === source).map(({ quote }) => quote);
      expect(quotes.filter((quote) => !section.includes(`| ${quote} |`))).toEqual([]);
    },
  );

  it('says of no rule that it was not kept', () => {
    const notKept = page.split('\n').filter((line) => line.startsWith('|') && line.includes('**NOT KEPT**'));
    expect(notKept).toEqual([]);
  });
});

/** A caller who heard these prompts, each a second after the one before. One in brackets was cut off. */
function heardBy(...ids: string[]): Transcript {
  const heard = ids.map((id, i) => {
    return { id: id.replaceAll(/[()]/g, ''), orElse: [], from: i, to: i + 0.9, whole: !id.startsWith('(') };
  });
  return { line: 'aftersales', call: 'phrases', party: 'caller', heard, endedHere: true, events: [] };
}

describe('words that were heard', () => {
  const greeting = ['greeting.hello', 'company', 'greeting.agent', 'digit.8', 'greeting.help.aftersales'];

  it('go over the bounds of prompts, whatever their signs; … stands for anything', () => {
    expect(findWords(heardBy(...greeting), '您好！三声示例公司，工号…请问有什么帮到您')?.from).toBe(0);
    expect(findWords(heardBy('hold.return.gas', ...greeting), '工号…，请问有什么帮到您')?.from).toBe(3);
  });

  it('are in their order, and one directly after the other without …', () => {
    const swapped = heardBy('company', 'greeting.hello');
    expect(findWords(swapped, '您好…三声示例公司')).toBeUndefined();
    const apart = heardBy('greeting.hello', 'greeting.agent', 'company');
    expect(findWords(apart, '您好！三声示例公司')).toBeUndefined();
    expect(findWords(apart, '您好…三声示例公司')?.from).toBe(0);
  });

  it('were heard whole', () => {
    expect(findWords(heardBy('(greeting.hello)', 'company'), '您好')).toBeUndefined();
    expect(
      findWords(heardBy('greeting.hello', '(digit.1)', 'company'), '您好！三声示例公司'),
    ).toBeUndefined();
  });
});
