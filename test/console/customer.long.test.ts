// The page of a customer in a real browser, against a running engine: how it is reached, and what is on it.

import { expect, it } from 'vitest';
import type { Fact } from '../../src/core/facts.ts';
import { aBatch, aFact } from '../contract/store-samples.ts';
import { LINE } from '../scenarios/support/site.ts';
import {
  hasNoViolation,
  office,
  openConsoleForEachTest,
  page,
  press,
  signIn,
  violations,
} from './support/console-page.ts';

const ANNA = '13800138000';

openConsoleForEachTest();

/** Anna calls, waits for a while and hangs up; returns the id of the call. */
async function annaCalls(): Promise<string> {
  const caller = office.sim.controls.party(ANNA);
  caller.dial(LINE);
  await office.sim.advance(20_000);
  caller.hangUp();
  await office.sim.advance(5000);
  const { body } = await office.ask('GET', '/v1/calls?limit=1');
  return body.calls[0].id;
}

/** A complaint in that call, and a reassurance that came late. */
async function complains(call: string): Promise<void> {
  const at = { mono: 0, wall: office.now };
  const record: Fact = {
    ...{ kind: 'event', name: 'record', at, call, by: { agent: '8001' }, detail: { type: 'complaint' } },
  };
  const late = { value: 21.4, limit: 15, unit: 's' } as const;
  const broken = { ...aFact(office.now, { call }), verdict: 'broken', measured: late } as const;
  await office.commit(aBatch({ facts: [record, broken] }));
}

const asked = async (about: string) => {
  const wish = { line: LINE, number: ANNA, about, name: '王芳' };
  const { body } = await office.ask('POST', '/v1/callbacks', wish);
  return body.callback.id as string;
};

const part = (name: string) =>
  page.locator('section').filter({ has: page.getByRole('heading', { name: new RegExp(`^${name}`) }) });

it('is reached from a callback by keys, has all that is known, and goes on live', async () => {
  const call = await annaCalls();
  await complains(call);
  const id = await asked('账单 <b>有误</b>');
  await signIn('赵敏');
  await page.getByText('王芳').first().waitFor();
  await press('j', 'p');
  await page.getByRole('heading', { name: /^客户 \+86/ }).waitFor();
  expect(page.url()).toMatch(/#\/customer\?callback=/);
  expect(await page.locator('main').textContent()).not.toContain(ANNA);
  await part('通话').getByText('实际 21.4 秒，上限 15 秒').waitFor();
  await part('投诉与其他记录').getByText('投诉', { exact: true }).waitFor();
  await part('通话').getByRole('button').first().click();
  await part('通话').locator('.history li').first().waitFor();

  // somebody else writes down a wish, and the call before is not the last one
  await office.ask('POST', '/v1/do-not-call', { numbers: [ANNA], why: '不要再打', by: '李娜' });
  const { body } = await office.ask('GET', `/v1/callbacks/${id}`);
  const order = { revision: body.callback.revision, why: '已答复' };
  await office.ask('POST', `/v1/callbacks/${body.callback.id}/settle`, order);
  await part('回电').getByText('已办结').waitFor();
  await part('客户情况').getByText('不要再打').waitFor();
  await hasNoViolation();

  await part('回电').getByRole('link').first().click();
  await page.locator('tbody tr').first().waitFor();
  expect(page.url()).toContain('#/callbacks?tab=done');
});

it('is found by the whole number, which is not in the address, and by its own address', async () => {
  const call = await annaCalls();
  await signIn('赵敏', '#/customer');
  await page.getByText('输入客户的完整号码').waitFor();
  await press('/');
  await page.keyboard.type('13700137000');
  await press('Enter');
  await page.getByText('没有这个号码的记录').waitFor();
  await page.getByLabel('完整号码').fill(ANNA);
  await press('Enter');
  await page.getByRole('heading', { name: /^客户 \+86/ }).waitFor();
  expect(page.url()).not.toContain(ANNA);
  await page.goto(`${office.parts.base}/console/#/customer?call=${call}`);
  await page.getByRole('heading', { name: /^客户 \+86/ }).waitFor();
});

it('is reached from a call that waits, and has no violation in the dark', async () => {
  await page.emulateMedia({ colorScheme: 'dark' });
  const caller = office.sim.controls.party(ANNA);
  caller.dial(LINE);
  await office.sim.advance(20_000);
  await signIn('钱主管');
  await page.getByRole('link', { name: `+86${ANNA}` }).click();
  await page.getByRole('heading', { name: `客户 +86${ANNA}` }).waitFor();
  await part('通话').getByText('进行中').waitFor();
  expect(await violations()).toEqual([]);
  caller.hangUp();
  await office.sim.advance(5000);
});

it('a note is written by keys, and everybody who has the callback open sees it at once, here and on the board', async () => {
  const id = await asked('账单');
  await signIn('赵敏');
  await page.getByText('账单').first().waitFor();
  await press('j', 'Enter');
  await page.getByRole('heading', { name: '备注' }).waitFor();
  await press('b');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.type('客户<i>下午</i>在家');
  expect(await violations()).toEqual([]);
  await press('Enter');
  await page.getByText('备注已保存。').waitFor();
  await page.locator('.detail .notes').getByText('客户<i>下午</i>在家').waitFor();
  await office.ask('POST', `/v1/callbacks/${id}/notes`, { text: '主管已知', by: '钱主管' });
  await page.locator('.detail .notes').getByText('主管已知').waitFor();
  await press('p');
  await part('回电').getByText('主管已知').waitFor();
  await part('回电').getByRole('button', { name: '写备注' }).click();
  await page.getByLabel(/^备注/).fill('第三条');
  await press('Enter');
  await part('回电').getByText('第三条').waitFor();
  expect(await violations()).toEqual([]);
  const { body } = await office.ask('GET', `/v1/callbacks/${id}`);
  expect(body.notes.map(({ by }: { by: string }) => by)).toEqual(['赵敏', '钱主管', '赵敏']);
});
