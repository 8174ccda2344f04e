import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SHIPPED_STANDARDS } from '../support/shipped-standards.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');

const inDocs = readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.md'))
  .map((name) => join('docs', name));
const sounds = ['sounds/README.md', 'sounds/README.zh-CN.md'];
const pages = ['README.md', 'README.zh-CN.md', 'CONTRIBUTING.md', ...sounds, ...inDocs];
const indexes = ['docs/README.md', 'docs/README.zh-CN.md'];

/** The files and anchors that a page links to, from the root of the checkout. */
function linksOf(page: string): { path: string; anchor: string }[] {
  const links = [...read(page).matchAll(/\]\((?!https?:)([^)#\s]*)#?([^)]*)\)/g)];
  return links.map(([, path = '', anchor = '']) => ({
    path: path === '' ? page : normalize(join(dirname(page), path)),
    anchor,
  }));
}

/** The anchors of a page's headings, as GitHub makes them. */
function anchorsOf(page: string): string[] {
  const headings = read(page).match(/^#+ .*$/gm) ?? [];
  return headings.map((line) =>
    line
      .replace(/^#+ /, '')
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

describe.each(pages)('%s', (page) => {
  it('links only to files and headings that exist', () => {
    const broken = linksOf(page).filter(({ path, anchor }) => {
      if (!existsSync(join(ROOT, path))) return true;
      return anchor !== '' && path.endsWith('.md') && !anchorsOf(path).includes(anchor);
    });
    expect(broken).toEqual([]);
  });
});

it.each(inDocs.filter((page) => !indexes.includes(page)))('docs/README.md leads to %s', (page) => {
  const listed = indexes.flatMap((index) => linksOf(index).map(({ path }) => path));
  expect(listed).toContain(page);
});

it.each([
  ['README.md', 'docs/README.md'],
  ['README.zh-CN.md', 'docs/README.zh-CN.md'],
])('%s leads to %s', (page, index) => {
  expect(linksOf(page).map(({ path }) => path)).toContain(index);
});

/** Places in the code, in files for users and in tests that name a page. */
it('every page that the code names exists', () => {
  const folders = ['src', 'scripts', 'standards', 'dialplan', 'test'];
  const files = folders.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(ts|mjs|yaml|conf)$/.test(name) && !name.endsWith('words.test.ts'))
      .map((name) => join(folder, name)),
  );
  const own = (file: string) =>
    /^standards\/.*\.yaml$/.test(file) && !SHIPPED_STANDARDS.includes(join(ROOT, file));
  const missing = [...files.filter((file) => !own(file)), 'sansheng.yaml'].flatMap((file) =>
    [...read(file).matchAll(/\bdocs\/[\w/.-]+\.md\b/g)]
      .filter(([path]) => !existsSync(join(ROOT, path)))
      .map(([path]) => `${file}: ${path}`),
  );
  expect(missing).toEqual([]);
});
