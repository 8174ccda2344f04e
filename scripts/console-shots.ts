// `npm run console:shots`: the pictures of the console that docs/ shows, of a made-up morning on a simulated Asterisk.

import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { openChromium } from '../test/console/support/chromium.ts';
import { busyMorning } from '../test/console/support/morning.ts';
import { addUser, PASSWORD } from '../test/web/console/browser.ts';
import { Office } from '../test/web/support.ts';

const ROOT = join(import.meta.dirname, '..');
const INTO = join(ROOT, 'docs', 'operators');
const NAMES = ['李娜', '王强', '孙丽', '周涛', '吴敏', '郑凯'];
const AGENTS = ['8001', '8002', '8003', '8004', '8005', '8006'];

async function signIn(browser: Browser, base: string, name: string, colorScheme: 'light' | 'dark') {
  const context = await browser.newContext({
    ...{ viewport: { width: 1366, height: 768 }, colorScheme, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' },
  });
  // the company of the tests has agents without names
  await context.route(/\/v1\/(me|live|session)$/, async (route) => {
    const response = await route.fetch();
    const body = (await response.text()).replace(
      /agent (8\d+)/g,
      (_, id: string) => NAMES[AGENTS.indexOf(id)] ?? id,
    );
    await route.fulfill({ response, body });
  });
  const page = await context.newPage();
  await page.goto(`${base}/console/`);
  await page.getByLabel('用户名').fill(name);
  await page.getByLabel('密码').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.locator('table, .calm').first().waitFor();
  return page;
}

async function shoot(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(INTO, name) });
  await page.context().close();
}

await using office = await Office.open({ agents: AGENTS, consoleDir: join(ROOT, 'build', 'console') });
await addUser(office, '赵敏', 'operator');
await addUser(office, '钱主管', 'supervisor');
await busyMorning(office);
await using running = await openChromium();
const { browser } = running;
const board = await signIn(browser, office.parts.base, '赵敏', 'light');
await board.locator('tbody tr').nth(2).click();
await board.locator('.detail .history').waitFor();
await shoot(board, 'console-board.png');
await shoot(await signIn(browser, office.parts.base, '钱主管', 'dark'), 'console-wall.png');
