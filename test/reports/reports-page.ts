import { readFileSync } from 'node:fs';

const NAMES = { en: 'reports.md', zh: 'reports.zh-CN.md' };

/** The page on reports, and the cells of each of its lines. */
export function reportsPage(language: keyof typeof NAMES): { page: string; rows: string[][] } {
  const page = readFileSync(new URL(`../../docs/supervisors/${NAMES[language]}`, import.meta.url), 'utf8');
  const rows = page.split('\n').map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
  return { page, rows };
}
