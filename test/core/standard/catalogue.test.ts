import { describe, expect, it } from 'vitest';
import { CLAUSE_FIELDS } from '../../../src/config/standards/fields.ts';
import { SOURCES } from '../../../src/core/standard/catalogue/clause.ts';
import { askTexts, limitText } from '../../../src/core/standard/catalogue/text.ts';
import {
  CATALOGUE,
  CHAPTERS,
  CHECKED,
  type Chapter,
  chapterTitle,
  countStates,
  findClause,
  isKept,
} from '../../../src/core/standard/catalogue.ts';

/** The clauses of the five standards: the catalogue has these, and no others. */
const IDS: Readonly<Record<Chapter, string>> = {
  answering:
    'answer.rings answer.greeting answer.greeting.time answer.greeting.transferred answer.late.apology answer.tone',
  language: 'language.caller prompts.rate prompts.volume prompts.forbidden',
  waiting: 'hold.announce hold.reminder hold.return hold.limit hold.promise hold.hurried',
  hearing:
    'hear.silent hear.oneway hear.noise hear.signal hear.handsfree hear.repeat hear.noresponse hear.interrupt',
  callback:
    'callback.number callback.interim callback.dropped callback.unanswered callback.done callback.appointment callback.programme callback.opening callback.purpose',
  people:
    'people.complaint people.supervisor people.urgent people.nuisance people.misdial people.beyond people.suggestion',
  announcing: 'outage.notice',
  closing: 'close.anything close.goodbye close.caller.first close.record',
  quality: 'quality.stars quality.check privacy.customer',
};

/** How many clauses each standard has something to say of. */
const ASKED = { gas: 14, telecom: 21, aftersales: 29, desk400: 9, ticketing: 29 };

describe('the catalogue', () => {
  it('has 48 clauses, each once', () => {
    expect(CATALOGUE).toHaveLength(48);
    expect(new Set(CATALOGUE.map(({ id }) => id)).size).toBe(48);
  });

  it.each(Object.entries(IDS))('has the clauses of the chapter %s', (chapter, ids) => {
    const found = CATALOGUE.filter((clause) => clause.chapter === chapter).map(({ id }) => id);
    expect(found.join(' ')).toBe(ids);
    expect(CHAPTERS).toContain(chapter);
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

  it.each(SOURCES)('has what %s asks', (source) => {
    expect(CATALOGUE.filter(({ asks }) => asks[source] !== null)).toHaveLength(ASKED[source]);
  });

  it('knows the state of each: what can stand in a file is kept, what is for people only is guidance', () => {
    const kept = CATALOGUE.filter(({ state }) => state === 'kept').map(({ id }) => id);
    expect(kept.toSorted()).toEqual(Object.keys(CLAUSE_FIELDS).toSorted());
    expect(kept.every(isKept)).toBe(true);
    const guidance = CATALOGUE.filter(({ state }) => state === 'guidance');
    expect(guidance.map(({ id }) => id)).toEqual(['answer.tone']);
    const { kept: k, checked, planned, guidance: g } = countStates();
    expect(k + checked + planned + g).toBe(48);
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
