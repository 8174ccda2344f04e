import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EXIT } from '../../src/cli/context.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const SRC = join(ROOT, 'src');

/** Where each catalogue of codes is explained: its name in the code, its heading on the page. */
const HEADINGS: Readonly<Record<string, string>> = {
  CONFIG_PROBLEM_CODES: 'The configuration',
  HostErrorCode: 'The machine',
  TelephonyErrorCode: 'The link to Asterisk',
  StoreErrorCode: 'The store',
  DOCTOR_CODES: 'Doctor',
  BACKUP_CODES: 'Backup and restore',
  ReplayErrorCode: 'Replay and export',
  ApiErrorCode: 'The HTTP API',
  WebhookErrorCode: 'Webhooks',
  LIST_PROBLEM_CODES: 'Lists of customers',
  SOUND_PROBLEM_CODES: 'Prompts and music',
  PROMPT_PROBLEM_CODES: 'Recordings',
  SipkitErrorCode: "The demo's callers and phones",
};

interface Catalogue {
  readonly name: string;
  readonly codes: readonly string[];
}

const sources = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(join(SRC, name), 'utf8'));

/** Catalogues are types, which are gone when a test runs: so they are read as they are written. */
const catalogues: Catalogue[] = sources.flatMap((text) =>
  [...text.matchAll(/export (?:type (\w+ErrorCode) =|const (\w+_CODES) = \[)([^;\]]+)/g)].map(
    ([, type, list, body = '']) => ({ name: type ?? list ?? '', codes: quoted(body) }),
  ),
);

function quoted(text: string): string[] {
  return [...text.matchAll(/'([A-Z][A-Z_]+)'/g)].map(([, code = '']) => code);
}

/** The cells of each row under a heading, without the table's head. */
function rowsUnder(heading: string): string[][] {
  const page = readFileSync(join(ROOT, 'docs', 'admin', 'errors.md'), 'utf8');
  const section = page.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? '';
  const rows = section.split('\n').filter((line) => line.startsWith('|'));
  return rows.slice(2).map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

it('every catalogue of codes in the code has a place on the page', () => {
  expect(catalogues.map(({ name }) => name).sort()).toEqual(Object.keys(HEADINGS).sort());
});

describe.each(catalogues)('docs/admin/errors.md and $name', ({ name, codes }) => {
  const rows = rowsUnder(HEADINGS[name] ?? name);

  it('name the same codes, each once', () => {
    expect(rows.map(([code]) => code).sort()).toEqual(codes.map((code) => `\`${code}\``).sort());
  });

  it('the page has a cause and a cure for each', () => {
    for (const row of rows)
      expect(row).toEqual([expect.any(String), expect.stringMatching(/./), expect.stringMatching(/./)]);
  });

  it('the code uses each besides listing it', () => {
    const uses = codes.filter((code) => sources.join('\n').split(`'${code}'`).length > 2);
    expect(uses).toEqual(codes);
  });
});

it('docs/admin/errors.md has the exit codes of the commands', () => {
  const rows = rowsUnder('Exit codes').map(([code, name]) => [name, Number(code)]);
  expect(rows).toEqual(Object.entries(EXIT).map(([name, code]) => [`\`${name}\``, code]));
});

it('the Chinese page has the same codes in the same chapters, each with a cause and a cure', () => {
  const chaptersOf = (name: string) => {
    const page = readFileSync(join(ROOT, 'docs', 'admin', name), 'utf8');
    return page
      .split(/^## /m)
      .map((chapter) =>
        [...chapter.matchAll(/^\| (`\w+`|\d) +\| *(\S.*?) *\| *(\S.*?) *\|$/gm)].map(([, code]) => code),
      );
  };
  expect(chaptersOf('errors.zh-CN.md')).toEqual(chaptersOf('errors.md'));
});
