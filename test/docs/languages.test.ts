import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');
const read = (page: string) => readFileSync(join(ROOT, page), 'utf8');

/** Developers read English. */
const FOR_USERS = ['docs/admin', 'docs/agents', 'docs/operators', 'docs/supervisors'];
/** This has both languages on one page. */
const IN_BOTH = 'docs/admin/clauses.md';

const inEnglish = FOR_USERS.flatMap((folder) =>
  readdirSync(join(ROOT, folder))
    .filter((name) => name.endsWith('.md') && !name.endsWith('.zh-CN.md'))
    .map((name) => `${folder}/${name}`),
).filter((page) => page !== IN_BOTH);
const chineseOf = (page: string) => page.replace(/\.md$/, '.zh-CN.md');
const pairs = ['README.md', 'CHANGELOG.md', 'docs/README.md', 'sounds/README.md', ...inEnglish].map(
  (page) => [page, chineseOf(page)] as const,
);

/** The pages that a page links to, from the root of the checkout. */
function linksOf(page: string): string[] {
  const links = [...read(page).matchAll(/\]\((?!https?:)([^)#\s]+\.md)/g)];
  return links.map(([, path = '']) => normalize(join(dirname(page), path)));
}

/** How deep each heading of a page is, in order. */
function headingsOf(page: string): number[] {
  const text = read(page).replaceAll(/^```.*?^```/gms, '');
  return [...text.matchAll(/^(#+) /gm)].map(([, marks = '']) => marks.length);
}

describe.each(pairs)('%s', (english, chinese) => {
  it(`has the same sections as ${chinese}`, () => {
    expect(headingsOf(chinese)).toEqual(headingsOf(english));
  });

  it(`and ${chinese} lead to each other`, () => {
    expect(linksOf(english)).toContain(chinese);
    expect(linksOf(chinese)).toContain(english);
  });
});

it.each(pairs)('whoever reads Chinese stays in Chinese: %s', (english, chinese) => {
  const away = linksOf(chinese).filter((page) => page !== english && existsSync(join(ROOT, chineseOf(page))));
  expect(away).toEqual([]);
});
