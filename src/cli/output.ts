import { plainJson, plainLines } from '../util/plain-text.ts';

/** Prints data for a program, or what `text` makes of it for a person. What callers have sent commands no terminal. */
export function print<T>(json: boolean | undefined, data: T, text: (data: T) => string): void {
  console.log(json ? plainJson(JSON.stringify(data, null, 2)) : plainLines(text(data)));
}

/** Columns as wide as a terminal shows them: a Chinese character takes two. */
function width(text: string): number {
  return [...text].reduce(
    (sum, c) =>
      sum +
      (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/.test(c)
        ? 2
        : 1),
    0,
  );
}

/** A table with a heading, its columns aligned. */
export function table(heading: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [heading, ...rows];
  const widths = heading.map((_, i) => Math.max(...all.map((row) => width(row[i] ?? ''))));
  return all
    .map((row) =>
      row
        .map((cell, i) => cell + ' '.repeat(Math.max(0, (widths[i] ?? 0) - width(cell))))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** How many calls there are. `wrapUps`: calls that have ended, but whose agents have not finished the wrap-up. */
export function callsText(inProgress: number, wrapUps: number): string {
  return `${inProgress} calls${wrapUps === 0 ? '' : `, ${wrapUps} ended and in wrap-up`}`;
}
