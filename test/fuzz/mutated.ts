import fc from 'fast-check';

/** A change of a good input. */
interface Edit {
  /** Where, as a part of the whole. */
  readonly at: number;
  /** So many characters go. */
  readonly cut: number;
  readonly insert: string;
}

const NASTY = [
  '',
  '\0',
  '\r\n',
  '\n',
  '"',
  "'",
  '\\',
  ',',
  ':',
  '{',
  '}',
  '[',
  '%00',
  '../',
  '\u202e',
  '\ud800',
  '\u{1f4de}',
];
const LONG = 'a'.repeat(5000);
const NUMBERS = [
  '-1',
  '0',
  '1e999',
  'NaN',
  '99999999999999999999',
  '1.5',
  'null',
  'true',
  '__proto__',
  'constructor',
];

function edited(text: string, edits: readonly Edit[]): string {
  return edits.reduce((now, { at, cut, insert }) => {
    const from = Math.floor(at * now.length);
    return now.slice(0, from) + insert + now.slice(from + cut);
  }, text);
}

const edits = (words: readonly string[]) =>
  fc.array(
    fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      cut: fc.oneof(fc.nat(3), fc.nat(40)),
      insert: fc.oneof(
        { weight: 4, arbitrary: fc.constantFrom(...NASTY, ...NUMBERS, ...words) },
        { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
        { weight: 1, arbitrary: fc.constant(LONG) },
      ),
    }),
    { maxLength: 6 },
  );

/** Texts that are nearly right, and now and then any text at all.
 * @param words what else may be put in: words of the format */
export function mutated(good: readonly string[], words: readonly string[] = []): fc.Arbitrary<string> {
  return fc.oneof(
    {
      weight: 9,
      arbitrary: fc.tuple(fc.constantFrom(...good), edits(words)).map(([one, all]) => edited(one, all)),
    },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 200 }) },
  );
}

/** Bytes that are nearly right, and now and then any bytes at all. */
export function mutatedBytes(good: readonly Buffer[]): fc.Arbitrary<Buffer> {
  const change = fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    cut: fc.oneof(fc.constant(0), fc.nat(4), fc.nat(200)),
    insert: fc.uint8Array({ maxLength: 8 }),
  });
  const nearly = fc.tuple(fc.constantFrom(...good), fc.array(change, { maxLength: 6 })).map(([one, all]) =>
    all.reduce((now, { at, cut, insert }) => {
      // what a header says is in its first bytes
      const from = Math.floor(at ** 4 * now.length);
      return Buffer.concat([now.subarray(0, from), insert, now.subarray(from + cut)]);
    }, one),
  );
  return fc.oneof(
    { weight: 9, arbitrary: nearly },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)) },
  );
}
