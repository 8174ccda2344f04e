import { KINDS, type Kind } from './kinds.ts';
import { type BenchResult, median, type Row, type Summary } from './result.ts';

const cpuOf = ({ asterisk, engine }: Row) => asterisk + engine;

/** One for each kind, rate and sound that has rows, those that are compared side by side. */
export function summaries({ rows }: Pick<BenchResult, 'rows'>): Summary[] {
  const found: Summary[] = [];
  for (const sound of [false, true]) {
    const rates = [...new Set(rows.filter((row) => row.sound === sound).map(({ rate }) => rate))];
    for (const rate of rates.toSorted((a, b) => a - b)) {
      const there = rows.filter((row) => row.sound === sound && row.rate === rate);
      for (const kind of KINDS) found.push(...summaryOf(kind, there));
    }
  }
  return found;
}

/** @param there the rows of all kinds at one rate */
function summaryOf({ name, against }: Kind, there: readonly Row[]): Summary[] {
  const rows = there.filter(({ kind }) => kind === name);
  const [first] = rows;
  if (!first) return [];
  const ratio = (of: (row: Row) => number) =>
    median(
      rows.flatMap((row) => {
        const other = there.find(({ kind, round }) => kind === against && round === row.round);
        return other ? [of(row) / of(other)] : [];
      }),
    );
  const middle = (of: (row: Row) => number) => median(rows.map(of));
  const connects = rows.flatMap(({ connect }) => (connect === null ? [] : [connect]));
  const { sound, rate } = first;
  return [
    {
      ...{ kind: name, sound, rate, rounds: rows.length },
      ...{ cpu: middle(cpuOf), asterisk: middle((row) => row.asterisk), engine: middle((row) => row.engine) },
      cpuRatio: ratio(cpuOf),
      ...{ p50: middle(({ answer }) => answer.p50), p95: middle(({ answer }) => answer.p95) },
      p50Ratio: ratio(({ answer }) => answer.p50),
      p95Ratio: ratio(({ answer }) => answer.p95),
      connect: connects.length > 0 ? median(connects) : null,
      failed: rows.reduce((sum, row) => sum + row.failed, 0),
      again: rows.filter(({ tries }) => tries > 1).length,
      disturbed: rows.filter(({ disturbed }) => disturbed).length,
    },
  ];
}

/** What was measured in both runs: how much each has become, as a multiple of what it was. */
export interface Change {
  readonly was: Summary;
  readonly is: Summary;
}

export function changes(before: BenchResult, after: BenchResult): Change[] {
  const known = summaries(before);
  return summaries(after).flatMap((is) => {
    const was = known.find((one) => one.kind === is.kind && one.rate === is.rate && one.sound === is.sound);
    return was ? [{ was, is }] : [];
  });
}
