import { describe, expect, it } from 'vitest';
import { differences, diffText } from '../../src/cli/standard/diff.ts';
import { libraryWith, standardOf } from './library.ts';

const library = libraryWith(
  'extends: strict\nclose.record: { wrap_up_seconds: 60 }\nanswer.rings: { rings: 5 }\n',
);
const two = (one: string, other: string) => [standardOf(library, one), standardOf(library, other)] as const;

describe('standard diff', () => {
  it('marks the stricter number, whichever way round', () => {
    expect(differences(two('mine', 'strict'))).toEqual([
      { clause: 'answer.rings', parameter: 'rings', values: [5, 2], stricter: 'strict' },
      { clause: 'close.record', parameter: 'wrap_up_seconds', values: [60, 30], stricter: 'mine' },
    ]);
    const back = differences(two('strict', 'mine')).map(({ stricter }) => stricter);
    expect(back).toEqual(['strict', 'mine']);
  });

  it('finds the one that has a clause stricter than the one that does not', () => {
    const found = differences(two('desk400', 'ticketing'));
    const reminded = differences(two('telecom', 'ticketing'));
    const expected = {
      clause: 'callback.unanswered',
      parameter: null,
      values: [true, null],
      stricter: 'desk400',
    };
    expect(found).toContainEqual(expected);
    expect(reminded).toContainEqual(
      expect.objectContaining({ parameter: 'every_seconds', values: [null, 15], stricter: 'ticketing' }),
    );
  });

  it('calls no wording stricter than another, and no way to go about it', () => {
    const found = differences(two('telecom', 'aftersales')).filter(({ parameter }) => parameter === 'say');
    const worded = found.filter(({ values }) => !values.includes(null));
    expect(worded.length).toBeGreaterThan(0);
    expect(worded.every(({ stricter }) => stricter === null)).toBe(true);
    expect(differences(two('strict', 'demo'))).toContainEqual({
      clause: null,
      parameter: 'pass_over_seconds',
      values: [30, 10],
      stricter: null,
    });
  });

  it('finds a parameter that only one of the two has, and calls neither stricter for it', () => {
    const asks = { clause: 'hold.announce', parameter: 'say_ask', stricter: null };
    const found = differences(two('telecom', 'ticketing'));
    expect(found).toContainEqual({ ...asks, values: [null, ['hold.announce.ticketing']] });
    const back = differences(two('ticketing', 'telecom'));
    expect(back).toContainEqual({ ...asks, values: [['hold.announce.ticketing'], null] });
    const text = diffText(two('ticketing', 'telecom'), library, 'en');
    expect(text).toMatch(/^ +answer_seconds +ticketing +4$\n^ +answer_seconds +telecom +does not have it$/m);
  });

  it('tells people in a table, each value in its row', () => {
    const text = diffText(two('aftersales', 'telecom'), library, 'en');
    const count = new Set(differences(two('aftersales', 'telecom')).map(({ clause }) => clause)).size;
    expect(text).toMatch(/^hold\.limit +after_seconds +aftersales +120 +◀$/m);
    expect(text).toMatch(/^ +after_seconds +telecom +180$/m);
    expect(text).toMatch(/^ +telecom +does not have it$/m);
    expect(text).toContain(`\n${count} clauses differ: aftersales is stricter in `);
  });

  it('says so of two that are the same', () => {
    expect(diffText(two('strict', 'strict'), library, 'en')).toBe('The two are the same.');
    expect(diffText(two('gas', 'gas'), library, 'zh')).toBe('两个标准相同。');
  });
});
