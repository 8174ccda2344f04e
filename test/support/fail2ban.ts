import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What fail2ban reads out of a line: whom it would ban, and when that was, UTC seconds. */
export interface Failure {
  readonly host: string;
  readonly at: number;
}

/** Where a shipped filter is.
 * @param filter its file's name without its end */
export function filterFile(filter: string): string {
  return join(import.meta.dirname, '..', '..', 'fail2ban', 'filter.d', `${filter}.conf`);
}

const DATE_PARTS = { Y: '\\d{4}', m: '\\d\\d', d: '\\d\\d', H: '\\d\\d', M: '\\d\\d', S: '\\d\\d' };

/** The pattern of a date as a pattern of JavaScript. */
function datePattern(text: string): RegExp {
  const zone = text.replaceAll('%%z', '(?<z>Z|[+-]\\d\\d:?\\d\\d)');
  const all = Object.entries(DATE_PARTS).reduce(
    (pattern, [name, digits]) => pattern.replace(`%%${name}`, `(?<${name}>${digits})`),
    zone,
  );
  return new RegExp(all);
}

/** A time without a zone is one of the machine's zone. */
function secondsOf(parts: Record<string, string>, machineZoneHours: number): number {
  const { Y, m, d, H, M, S, z } = parts;
  const zone =
    z ?? `${machineZoneHours < 0 ? '-' : '+'}${String(Math.abs(machineZoneHours)).padStart(2, '0')}:00`;
  return Date.parse(`${Y}-${m}-${d}T${H}:${M}:${S}${zone}`) / 1000;
}

/** What a shipped filter reads out of lines of a log, on a machine of the given zone. As fail2ban does: the date is taken out of the
 * line, and the rest must match. */
export async function failuresIn(
  filter: string,
  lines: readonly string[],
  machineZoneHours = 0,
): Promise<Failure[]> {
  const text = await readFile(filterFile(filter), 'utf8');
  const [, list = ''] = /^failregex = (.*(?:\n +.*)*)/m.exec(text) ?? [];
  const [, date = ''] = /^datepattern = (.*)$/m.exec(text) ?? [];
  const patterns = list
    .split('\n')
    .map((one) => new RegExp(one.trim().replace('<HOST>', '(?<host>[\\d.:a-f]+)')));
  const dated = datePattern(date);
  return lines.flatMap((line) => {
    const when = dated.exec(line);
    if (when === null) return [];
    const rest = line.replace(when[0], '');
    const host = patterns.map((pattern) => pattern.exec(rest)?.groups?.host).find((one) => one !== undefined);
    return host === undefined ? [] : [{ host, at: secondsOf(when.groups ?? {}, machineZoneHours) }];
  });
}

/** Whom a shipped filter reads out of lines of a log. */
export async function bannedBy(filter: string, lines: readonly string[]): Promise<string[]> {
  return (await failuresIn(filter, lines)).map(({ host }) => host);
}
