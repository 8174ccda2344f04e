import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { addUser, PASSWORD } from '../../web/console/browser.ts';
import { Office } from '../../web/support.ts';
import { openChromium, type RunningBrowser } from './chromium.ts';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const ROOT = join(import.meta.dirname, '..', '..', '..');

/** The engine, and the browser with its page, of the current test. */
export let office: Office;
export let context: BrowserContext;
export let page: Page;
/** What the browser complains about. */
let complaints: string[] = [];

async function openPage({ browser }: RunningBrowser): Promise<void> {
  await addUser(office, '赵敏', 'operator');
  await addUser(office, '钱主管', 'supervisor');
  context = await browser.newContext({
    ...{ viewport: { width: 1366, height: 768 }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' },
  });
  page = await context.newPage();
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (/Content Security Policy|\[Vue/.test(message.text())) complaints.push(message.text());
  });
}

/** Builds the console and opens it in Debian's Chromium before each test, with an operator and a supervisor who can sign in. Fails a test
 * in which the browser has complained. */
export function openConsoleForEachTest(): void {
  let folder = '';
  let running: RunningBrowser;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'sansheng-console-'));
    const configFile = join(ROOT, 'src', 'console', 'vite.config.ts');
    // under Vitest it has Vue's warnings in it: none may come
    await build({ configFile, logLevel: 'warn', build: { outDir: folder } });
    running = await openChromium();
  });
  afterAll(async () => {
    await running[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true });
  });
  beforeEach(async () => {
    complaints = [];
    office = await Office.open({ consoleDir: folder });
    await openPage(running);
  });
  afterEach(async () => {
    await context.close();
    await office[Symbol.asyncDispose]();
    expect(complaints).toEqual([]);
  });
}

export async function signIn(name: string, hash = ''): Promise<void> {
  await page.goto(`${office.parts.base}/console/${hash}`);
  await page.getByLabel('用户名').fill(name);
  await page.getByLabel('密码').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: '大屏' }).waitFor();
}

export async function press(...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

/** What breaks a rule of accessibility in the page as it is. */
export async function violations(): Promise<string[]> {
  await page.evaluate(await readFile(AXE, 'utf8'));
  const found = await page.evaluate('axe.run(document)');
  const { violations: all } = found as { violations: { id: string; nodes: { html: string }[] }[] };
  return all.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

/** In Chinese and in English. */
export async function hasNoViolation(): Promise<void> {
  expect(await violations()).toEqual([]);
  await page.getByRole('button', { name: 'English' }).click();
  expect(await page.locator('html').getAttribute('lang')).toBe('en');
  expect(await violations()).toEqual([]);
  await page.getByRole('button', { name: '中文' }).click();
}
