// The console in a real browser, against a running engine: an operator's work by keyboard alone, and the board against the store.

import type { Route } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { LINE } from '../scenarios/support/site.ts';
import { PASSWORD } from '../web/console/browser.ts';
import {
  context,
  hasNoViolation,
  office,
  openConsoleForEachTest,
  page,
  press,
  signIn,
  violations,
} from './support/console-page.ts';

const ANNA = '13800138000';
const BEN = '13900139000';

openConsoleForEachTest();

async function asked(number: string, about: string, more: object = {}) {
  const { status, body } = await office.ask('POST', '/v1/callbacks', { line: LINE, number, about, ...more });
  expect(status).toBe(201);
  return body.callback;
}

const row = (text: string) => page.getByRole('row').filter({ hasText: text });
/** The callbacks of the list, as the page has them. */
const shown = () =>
  page.locator('tbody tr:not(.gone)').evaluateAll((rows) => rows.map((one) => one.getAttribute('data-id')));
/** The same, as the store has them. */
const stored = async (query: string) => {
  const { body } = await office.ask('GET', `/v1/callbacks?sort=deadline&limit=200&${query}`);
  return body.callbacks.map(({ id }: { id: string }) => id);
};

describe('an operator', () => {
  it('signs in, sees a callback that another program asks for, and settles it by keyboard alone', async () => {
    await signIn('赵敏');
    await page.getByText('没有符合条件的回电。').waitFor();
    const { id } = await asked(ANNA, '<img src=x onerror=alert(1)> 抄表读数');
    await row('<img src=x onerror=alert(1)> 抄表读数').waitFor();
    expect(await row('抄表读数').textContent()).not.toContain(ANNA);
    await expect.poll(() => page.getByRole('link', { name: /^未结束/ }).textContent()).toContain('1');

    await press('j', 'Enter');
    await page.getByRole('heading', { name: /^回电详情/ }).waitFor();
    await press('s');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.type('客户已到营业厅');
    await press('Enter');
    await page.getByText('办结：已完成 1 条').waitFor();
    const { body } = await office.ask('GET', `/v1/callbacks/${id}`);
    expect(body.callback).toMatchObject({
      ...{ status: 'settled', ended: { by: '赵敏', why: '客户已到营业厅' } },
    });
    await row('已不在此页').waitFor();
    await press('r');
    await expect.poll(shown).toEqual([]);
    await press('5');
    await expect.poll(shown).toEqual([id]);
    expect(page.url()).toContain('tab=done');
  });

  it('assigns several at once, and finds the board as the store has it after a day of changes', async () => {
    await signIn('赵敏');
    const ids: string[] = [];
    for (let i = 1; i <= 5; i++) ids.push((await asked(`1390013900${i}`, `事由${i}`)).id);
    await expect.poll(shown).toHaveLength(5);
    await press('j', 'x', 'j', 'x', 'a');
    await page.getByRole('dialog').getByLabel('坐席').selectOption('8002');
    await page.getByRole('dialog').getByLabel('备注').focus();
    await press('Enter');
    await page.getByText('指派：已完成 2 条').waitFor();
    const { body } = await office.ask('GET', '/v1/callbacks?agent=8002&status=open');
    expect(body.callbacks.map(({ id }: { id: string }) => id).toSorted()).toEqual(ids.slice(0, 2).toSorted());

    // somebody else works meanwhile, and the page is away for a while
    await context.setOffline(true);
    await office.ask('POST', `/v1/callbacks/${ids[3]}/settle`, { revision: 1, why: '已办' });
    await asked(BEN, '晚到');
    await context.setOffline(false);
    await press('r');
    await expect.poll(shown, { timeout: 15_000 }).toEqual(await stored('status=open'));
  });

  it('takes an assignment back within five seconds, and no later', async () => {
    await signIn('赵敏');
    const { id } = await asked(ANNA, '账单');
    await row('账单').waitFor();
    const assign = async (agent: string) => {
      await press('j', 'a');
      await page.getByRole('dialog').getByLabel('坐席').selectOption(agent);
      await page.getByRole('dialog').getByLabel('备注').focus();
      await press('Enter');
      await page.getByRole('button', { name: /^撤销指派/ }).waitFor();
    };
    const assigned = async () => (await office.ask('GET', `/v1/callbacks/${id}`)).body.callback.assigned;
    await assign('8001');
    await press('u');
    await page.getByText('已撤销 1 条指派').waitFor();
    expect(await assigned()).toBeNull();
    await assign('8002');
    await page.getByRole('button', { name: /^撤销指派/ }).waitFor({ state: 'hidden' });
    await press('u');
    expect(await assigned()).toBe('8002');
  });

  it('who comes second to a callback sees who was first, and loses nothing that was typed', async () => {
    await signIn('赵敏');
    const { id } = await asked(ANNA, '账单');
    await row('账单').click();
    await press('s');
    await page.getByLabel(/^原因/).fill('已经答复');
    // the page sees no event: as if both had pressed at once
    const other = { revision: 1, agent: '8001', by: '钱主管', why: '熟客' };
    let taken = 0;
    // it stays in force: one that ends with its first request can leave that request without an answer
    await page.route(`**/v1/callbacks/${id}/settle`, async (route: Route) => {
      if (taken === 0) taken = (await office.ask('POST', `/v1/callbacks/${id}/assign`, other)).status;
      await route.continue();
    });
    await page.getByLabel(/^原因/).press('Enter');
    await expect.poll(() => taken).toBe(200);
    const alert = page.getByRole('dialog').getByRole('alert');
    await expect.poll(() => alert.textContent()).toContain('钱主管：已更改: 指派');
    expect(await page.getByLabel(/^原因/).inputValue()).toBe('已经答复');
    await press('Enter');
    await page.getByText('办结：已完成 1 条').waitFor();
  });

  it('a session that ends in mid-work loses no typed note: signed in again, the order is given', async () => {
    await signIn('赵敏');
    const { id } = await asked(ANNA, '账单');
    await row('账单').click();
    await press('s');
    await page.getByLabel(/^原因/).fill('写了很久的说明');
    await context.clearCookies();
    await press('Enter');
    await page.getByRole('heading', { name: '登录已过期' }).waitFor();
    await page.getByLabel('密码').fill(PASSWORD);
    await press('Enter');
    await page.getByText('办结：已完成 1 条').waitFor();
    const { body } = await office.ask('GET', `/v1/callbacks/${id}`);
    expect(body.callback.ended.why).toBe('写了很久的说明');
  });

  it('rows keep still under the pointer; what has come is shown when it goes', async () => {
    await signIn('赵敏');
    await asked(ANNA, '第一条');
    await row('第一条').waitFor();
    await row('第一条').hover();
    const { id } = await asked(BEN, '第二条');
    await page.getByRole('button', { name: /有 1 条变化/ }).waitFor();
    expect(await shown()).not.toContain(id);
    await page.getByRole('link', { name: '大屏' }).hover();
    await row('第二条').waitFor();
  });

  it('adds a callback; a rule that forbids the number is told in Chinese', async () => {
    await signIn('赵敏');
    await page.getByText('没有符合条件的回电。').waitFor();
    await press('n');
    await page.getByLabel('客户号码').fill('12345');
    await press('Enter');
    await page.getByText('规则不允许拨这个号码').waitFor();
    await page.getByLabel('客户号码').fill(ANNA);
    await page.getByLabel(/^客户姓名/).fill('王芳');
    await press('Enter');
    await page.getByText('已登记。').waitFor();
    await row('王芳').waitFor();
    expect(await shown()).toEqual(await stored('status=open'));
  });
});

it('a supervisor begins at the wall board: who waits, who is there, live', async () => {
  await signIn('钱主管');
  await page.getByText('没有客户在等候。').waitFor();
  const anna = office.sim.controls.party(ANNA);
  anna.dial(LINE);
  await office.sim.advance(20_000);
  await row(`+86${ANNA}`).waitFor();
  expect(await row(`+86${ANNA}`).textContent()).toContain('安抚语');
  anna.hangUp();
  await office.sim.advance(2_000);
  await page.getByText('没有客户在等候。').waitFor();
  await hasNoViolation();
});

it('no page has a violation of the rules of accessibility, in both languages', async () => {
  await page.goto(`${office.parts.base}/console/`);
  await page.getByLabel('用户名').waitFor();
  await hasNoViolation();
  await asked(ANNA, '账单', { name: '王芳' });
  await asked(BEN, '抄表', { agent: '8001' });
  await signIn('赵敏');
  await row('账单').click();
  await page.getByRole('heading', { name: /^回电详情/ }).waitFor();
  await hasNoViolation();
  await page.getByRole('button', { name: /^改时间/ }).click();
  expect(await violations()).toEqual([]);
  await press('Escape');
  await page.getByRole('button', { name: /^新建回电/ }).click();
  expect(await violations()).toEqual([]);
});
