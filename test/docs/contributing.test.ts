import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');
const page = readFileSync(join(ROOT, 'CONTRIBUTING.md'), 'utf8');

/** What the first column of the table under a heading names. */
function namedUnder(heading: string): string[] {
  const section = page.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? '';
  const rows = section.split('\n').filter((line) => line.startsWith('| `'));
  return rows.flatMap((row) =>
    [...(row.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, name = '']) => name),
  );
}

/** The folders, written with a slash, and the files of a folder. */
function within(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).map((entry) =>
    entry.isDirectory() ? `${folder}/${entry.name}/` : `${folder}/${entry.name}`,
  );
}

it('CONTRIBUTING names every module of src, and none that does not exist', () => {
  expect(namedUnder('The modules').sort()).toEqual(within('src').sort());
});

it('CONTRIBUTING names every folder of test, and none that does not exist', () => {
  const folders = within('test').filter((name) => name.endsWith('/'));
  expect(namedUnder('Tests').sort()).toEqual(folders.sort());
});

it.each(['docs/developers/architecture.md', 'CONTRIBUTING.md', 'README.md'])(
  '%s names no file of src, test or scripts that does not exist',
  (name) => {
    const text = readFileSync(join(ROOT, name), 'utf8');
    const paths = [...text.matchAll(/`((?:src|test|scripts|standards)\/[\w./-]*)`/g)].map(
      ([, path = '']) => path,
    );
    const real = paths.filter((path) => !path.includes('hold.music'));
    const missing = real.filter((path) => !existsSync(join(ROOT, path)));
    expect(missing).toEqual([]);
  },
);

it('no test looks at the standards that whoever runs it may have beside the shipped ones', () => {
  const whole = /\b(?:loadStandards|standardFilesIn)\((?:join\((?:ROOT|import\.meta)|`\$\{ROOT|new URL)/;
  const files = readdirSync(join(ROOT, 'test'), { recursive: true, encoding: 'utf8' });
  const looking = files.filter(
    (name) => name.endsWith('.ts') && whole.test(readFileSync(join(ROOT, 'test', name), 'utf8')),
  );
  expect(looking).toEqual([]);
});
