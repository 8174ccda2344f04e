import { expect, it } from 'vitest';
import { fault } from '../support.ts';
import { ask, audit, office, openOfficeForEachTest, order, SUPERVISOR } from './support.ts';

openOfficeForEachTest();

const note = (id: string, text: unknown, more = {}, options = {}) =>
  ask('POST', `/v1/callbacks/${id}/notes`, { text, ...more }, options);
const story = async (id: string, options = {}) =>
  (await ask('GET', `/v1/callbacks/${id}`, undefined, options)).body;

it('is kept, on record by whom and when, and refuses nobody’s order', async () => {
  const id = await office.promised('13800138000', { dueAt: office.now + 60_000 });
  const at = new Date(office.now).toISOString();
  const { status, body } = await note(id, '客户希望下午联系', { by: '赵敏' });
  expect([status, body]).toEqual([201, { at, by: '赵敏', text: '客户希望下午联系' }]);
  await office.sim.advance(1000);
  await note(id.slice(0, -1), '<b>第二条</b> 😀');
  const { callback, notes, history } = await story(id);
  expect(notes).toMatchObject([body, { by: 'operator', text: '<b>第二条</b> 😀' }]);
  expect(callback.revision).toBe(1);
  expect(history).toContainEqual(
    expect.objectContaining({ what: 'callbackNoted', at, callback: id, call: null }),
  );
  expect(await audit()).toMatchObject([
    { who: 'operator', did: 'callbackNoted', callback: id },
    { who: 'operator', saysToBe: '赵敏', did: 'callbackNoted', callback: id },
  ]);
  expect((await order(id, 'settle', { revision: 1, why: '已办' })).status).toBe(200);
});

it('is written on one that has ended, too, and is among all that is known of the customer', async () => {
  const id = await office.promised('13800138000', { dueAt: office.now + 60_000 });
  await order(id, 'cancel', { revision: 1, why: '误登记' });
  expect((await note(id, '客户又来电致谢')).status).toBe(201);
  const { body } = await ask('GET', `/v1/customer?callback=${id}`);
  expect(body.callbacks).toMatchObject([{ id, open: false, notes: [{ text: '客户又来电致谢' }] }]);
});

it('is one line without what cannot be seen', async () => {
  const id = await office.promised('13800138000');
  expect((await note(id, ' 第一行\r\n第二行\t\u202e末尾\u0000 ')).body.text).toBe('第一行 第二行 末尾');
  expect((await note(id, '字'.repeat(1000))).status).toBe(201);
  for (const text of ['字'.repeat(1001), '', ' \n\u200f ', 5, null])
    expect(await note(id, text)).toEqual(fault(400, 'API_BAD_REQUEST'));
  expect(await note(id, 'x', { revision: 1 })).toEqual(fault(400, 'API_BAD_REQUEST'));
  expect((await story(id)).notes).toHaveLength(2);
});

it('has numbers masked for operators', async () => {
  const id = await office.promised('13800138000');
  expect((await note(id, '改打 13912345678')).body.text).toBe('改打 139******78');
  const masked = await story(id);
  expect(JSON.stringify(masked)).not.toContain('13912345678');
  expect((await story(id, SUPERVISOR)).notes).toMatchObject([{ text: '改打 13912345678' }]);
});

it('of a callback that nobody knows is refused', async () => {
  expect(await note('b-nothing', 'x')).toEqual(fault(404, 'CALLBACK_UNKNOWN'));
});

it('that the store does not take is not answered as kept', async () => {
  const id = await office.promised('13800138000');
  const { records } = office;
  records.refusals = 500;
  const asked = note(id, 'x');
  while (records.refusals === 500) await new Promise((go) => setTimeout(go, 5));
  await office.sim.advance(6000);
  expect(await asked).toEqual(fault(503, 'API_NOT_KEPT'));
  records.refusals = 0;
  await office.sim.advance(5000);
  office.errors.length = 0;
});
