import { copyFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { formatProblem } from '../../src/config/problem.ts';
import { companyWarnings } from '../../src/prompts/company.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const SHIPPED = readFileSync(join(ROOT, 'sansheng.yaml'), 'utf8');

/** The shipped sounds of the company's name, in a folder of their own, and a site. */
function folder(site: string) {
  const dir = mkdtempSync(join(tmpdir(), 'sansheng-company-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  const file = join(dir, 'sansheng.yaml');
  writeFileSync(file, site);
  for (const language of ['zh', 'yue', 'en']) {
    mkdirSync(join(dir, language));
    copyFileSync(join(ROOT, 'sounds', language, 'company.wav'), join(dir, language, 'company.wav'));
  }
  cpSync(join(ROOT, 'sounds', 'manifest.json'), join(dir, 'manifest.json'));
  const warnings = async () =>
    (await companyWarnings(dir, file)).map((warning) => `${warning.code} ${formatProblem(warning, dir)}`);
  return { dir, warnings };
}

it('the demo says its own name', async () => {
  expect(await folder(SHIPPED).warnings()).toEqual([]);
});

it('a company whose recording is still the demo’s is warned, in the languages that it speaks', async () => {
  const named = SHIPPED.replace('三声示例公司', '东风电器有限公司').replace(
    '三聲示例公司',
    '東風電器有限公司',
  );
  const zh =
    'COMPANY_NOT_SPOKEN sansheng.yaml:10: company.zh: callers hear “三声示例公司”: sounds/zh/company.wav says that. Record it with your name, or write the name in sounds/prompts.yaml and run `npm run prompts`.';
  expect(await folder(named).warnings()).toEqual([zh]);
  const both = named.replace('standard: gas }', 'standard: gas, languages: [zh, yue] }');
  expect(await folder(both).warnings()).toMatchObject([zh, expect.stringContaining('company.yue')]);
});

it('until there is a recording of its own', async () => {
  const { dir, warnings } = folder(SHIPPED.replace('三声示例公司', '东风电器有限公司'));
  copyFileSync(join(dir, 'en', 'company.wav'), join(dir, 'zh', 'company.wav'));
  expect(await warnings()).toEqual([]);
});
