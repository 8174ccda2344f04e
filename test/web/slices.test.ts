import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { mapInSlices } from '../../src/util/slices.ts';
import { validate, validateList } from '../../src/web/validate.ts';

// A list of thousands is looked at a part at a time: calls have their turn between.

const ROWS = 500;
/** Of ROWS things that take a millisecond each, five are done before others have their turn. */
const TURNS = ROWS / 10;

beforeEach(() => {
  let now = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => {
    now += 1;
    return now;
  });
});
afterEach(() => vi.restoreAllMocks());

/** How many turns others have had when the work is done, and what came of it. */
async function turnsDuring<T>(work: Promise<T>): Promise<{ readonly turns: number; readonly done: T }> {
  let [turns, isDone] = [0, false];
  const others = () => {
    turns += 1;
    if (!isDone) setImmediate(others);
  };
  setImmediate(others);
  const done = await work;
  isDone = true;
  return { turns, done };
}

const LIST = { field: 'customers', most: ROWS };
const schema = z.strictObject({
  name: z.string().trim().max(10),
  customers: z
    .array(z.strictObject({ number: z.string().trim().max(15), days: z.int().optional() }))
    .max(ROWS),
});
const customers = (count: number) => Array.from({ length: count }, (_, n) => ({ number: ` 138${n} ` }));

describe('a long list', () => {
  it('is made into another in its order, and others have their turns', async () => {
    const numbers = Array.from({ length: ROWS }, (_, n) => n);
    const { turns, done } = await turnsDuring(mapInSlices(numbers, (one, index) => one * 2 + index));
    expect(done).toEqual(numbers.map((n) => n * 3));
    expect(turns).toBeGreaterThan(TURNS);
  });

  it('is validated to the same as at once, and others have their turns', async () => {
    const body = { name: ' list ', customers: customers(ROWS) };
    const { turns, done } = await turnsDuring(validateList(schema, body, LIST));
    expect(done).toEqual(validate(schema, body));
    expect(turns).toBeGreaterThan(TURNS);
  });

  const wrong: readonly [string, unknown][] = [
    ['a row', { name: 'a', customers: [...customers(3), { number: 1 }, { number: 2 }] }],
    ['a field that is not known in a row', { name: 'a', customers: [{ number: '1', colour: 'red' }] }],
    ['another field', { name: 1, customers: customers(3) }],
    ['a field that is not known', { name: 'a', colour: 'red', customers: customers(3) }],
    ['one row too many', { name: 'a', customers: customers(ROWS + 1) }],
    ['something else in place of the list', { name: 'a', customers: 'all' }],
    ['no list', { name: 'a' }],
    ['nothing', null],
    ['a text', 'all'],
    ['a list alone', customers(3)],
  ];
  it.each(wrong)('with %s is refused in the same words as at once', async (_what, body) => {
    const atOnce = await Promise.resolve()
      .then(() => validate(schema, body))
      .catch((error: Error) => error);
    expect(atOnce).toBeInstanceOf(Error);
    await expect(validateList(schema, body, LIST)).rejects.toEqual(atOnce);
  });
});
