import { describe, expect, it } from 'vitest';
import { CLAUSE_FIELDS } from '../../../src/config/standards/fields.ts';
import { SOURCES } from '../../../src/core/standard/catalogue/clause.ts';
import { askTexts, limitText } from '../../../src/core/standard/catalogue/text.ts';
import {
  CATALOGUE,
  CHAPTERS,
  CHECKED,
  chapterTitle,
  countStates,
  findClause,
  isKept,
} from '../../../src/core/standard/catalogue.ts';

/** The clauses that Sansheng checks for all standards, and how many of them each standard has something to say of. Those that
 * stand in a file are compared with the files in test/config/standards.test.ts. */
const ASKED = { gas: 2, telecom: 3, aftersales: 1, desk400: 3, ticketing: 4 };

describe('the catalogue', () => {
  it('has each clause once, in the chapter that its file is for', () => {
    const ids = CATALOGUE.map(({ id }) => id);
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
    expect(ids.length).toBeGreaterThanOrEqual(48);
    for (const { chapter } of CATALOGUE) expect(CHAPTERS).toContain(chapter);
  });

  it.each(CATALOGUE)('$id is told whole, in both languages', ({ chapter, kinds, title, says, judged }) => {
    expect(kinds.length).toBeGreaterThan(0);
    for (const wording of [chapterTitle(chapter), title, says, judged]) {
      expect(wording.zh).toMatch(/[\u4e00-\u9fff]/);
      expect(wording.en).toMatch(/^[\x20-\x7e\u4e00-\u9fff]+$/);
    }
  });

  it.each(CATALOGUE)('$id is asked by a standard, and each that asks says what', ({ asks }) => {
    const asking = SOURCES.map((source) => asks[source]).filter((ask) => ask !== null);
    expect(asking.length).toBeGreaterThan(0);
    for (const ask of asking) {
      expect(askTexts(ask, 'en').join('')).not.toBe('');
      expect(askTexts(ask, 'zh')).toHaveLength(askTexts(ask, 'en').length);
      for (const phrase of ask.phrases) expect(phrase).not.toMatch(/你|\{(?!company|agent|name|number)/);
    }
  });

  it.each(SOURCES)('has what %s asks of every prompt and number', (source) => {
    const checked = CATALOGUE.filter(({ state }) => state === 'checked');
    expect(checked.filter(({ asks }) => asks[source] !== null)).toHaveLength(ASKED[source]);
  });

  it('knows the state of each: what can stand in a file is kept, what is for people only is guidance', () => {
    const kept = CATALOGUE.filter(({ state }) => state === 'kept').map(({ id }) => id);
    expect(kept.toSorted()).toEqual(Object.keys(CLAUSE_FIELDS).toSorted());
    expect(kept.every(isKept)).toBe(true);
    const guidance = CATALOGUE.filter(({ state }) => state === 'guidance');
    expect(guidance.map(({ id }) => id)).toEqual(['answer.tone']);
    const { kept: k, checked, planned, guidance: g } = countStates();
    expect(k + checked + planned + g).toBe(CATALOGUE.length);
    expect(CATALOGUE.filter(({ state }) => state === 'checked').map(({ id }) => id)).toEqual(CHECKED);
    expect(CATALOGUE.filter(({ state }) => state === 'planned')).toEqual([]);
  });

  it('finds a clause by its id, and none by another', () => {
    expect(findClause('hold.reminder')?.asks.ticketing?.limits).toMatchObject([{ value: 15, unit: 's' }]);
    expect(findClause('hold.remindr')).toBeUndefined();
    expect(isKept('toString')).toBe(false);
  });
});

describe('its numbers in words', () => {
  const band = findClause('prompts.rate')?.asks.gas?.limits[0];

  it('are written with what they are and their unit', () => {
    expect(band && limitText(band, 'en')).toBe('in the band 180–200 chars/min');
    expect(band && limitText(band, 'zh')).toBe('范围 180–200 字/分钟');
  });
});
