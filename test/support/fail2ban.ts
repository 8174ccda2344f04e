import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Whom a shipped fail2ban filter reads out of lines of a log.
 * @param filter its file's name without its end */
export async function bannedBy(filter: string, lines: readonly string[]): Promise<string[]> {
  const file = join(import.meta.dirname, '..', '..', 'fail2ban', 'filter.d', `${filter}.conf`);
  const [, list = ''] = /^failregex = (.*(?:\n +.*)*)/m.exec(await readFile(file, 'utf8')) ?? [];
  const patterns = list
    .split('\n')
    .map((one) => new RegExp(one.trim().replace('<HOST>', '(?<host>[\\d.:a-f]+)')));
  return lines.flatMap((line) => {
    const found = patterns
      .map((pattern) => pattern.exec(line)?.groups?.host)
      .find((host) => host !== undefined);
    return found ?? [];
  });
}
