// All that is known of one customer, by a call, a callback or the whole number, and what an operator sees of it.

import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Fact } from '../../src/core/facts.ts';
import { openSqliteStore } from '../../src/store/sqlite/store.ts';
import { aBatch, aFact, NOON } from '../contract/store-samples.ts';
import { LINE } from '../scenarios/support/site.ts';
import { fault, Office, TOKENS } from './support.ts';

const ANNA = '13800138000';
const BEN = '13900139000';
const office = await Office.open({ prepare: withLanguage });
afterAll(() => office[Symbol.asyncDispose]());

/** What an engine before this one has remembered. */
async function withLanguage(file: string): Promise<void> {
  const store = await openSqliteStore(file);
  await store.commit(aBatch({ customers: [{ number: `+86${ANNA}`, language: 'yue', at: NOON }] }));
  await store.close();
}

const get = (query: string, role: 'operator' | 'supervisor' = 'supervisor') =>
  office.ask('GET', `/v1/customer?${query}`, undefined, { token: TOKENS[role] });
const idsOf = (all: readonly { id: string }[]) => all.map(({ id }) => id);
const listed = async (what: 'calls' | 'callbacks', number: string) => {
  const options = { token: TOKENS.supervisor };
  const { body } = await office.ask('GET', `/v1/${what}?number=${number}&limit=200`, undefined, options);
  return idsOf(body[what]);
};
let calls: string[] = [];
let callbacks: string[] = [];

beforeAll(async () => {
  for (const number of [ANNA, BEN, ANNA]) {
    const caller = office.sim.controls.party(number);
    caller.dial(LINE);
    await office.sim.advance(20_000);
    caller.hangUp();
    await office.sim.advance(5000);
  }
  await office.promised(ANNA, { kind: 'complaint', name: '王芳', about: `打 ${BEN} 也行` });
  [calls, callbacks] = [await listed('calls', ANNA), await listed('callbacks', ANNA)];
  const [newest = ''] = calls;
  const at = { mono: 0, wall: office.now };
  const record: Fact = {
    ...{
      kind: 'event',
      name: 'record',
      at,
      call: newest,
      by: { agent: '8001' },
      detail: { type: 'complaint' },
    },
  };
  const broken = { ...aFact(office.now, { call: newest }), verdict: 'broken' } as const;
  await office.commit(aBatch({ facts: [record, broken] }));
});

it('is the same by a call, by a callback, and by the number', async () => {
  const whole = await get(`call=${calls[1]}`);
  expect(whole.status).toBe(200);
  expect(calls).toHaveLength(2);
  expect(callbacks).not.toEqual([]);
  expect(whole.body).toMatchObject({
    ...{ number: `+86${ANNA}`, language: { language: 'yue', at: new Date(NOON).toISOString() } },
    ...{ doNotCall: null, frequency: null, total: { calls: 2, callbacks: callbacks.length } },
  });
  expect(idsOf(whole.body.calls)).toEqual(calls);
  expect(idsOf(whole.body.callbacks).toSorted()).toEqual(callbacks.toSorted());
  for (const query of [
    `callback=${callbacks[0]}`,
    `number=${ANNA}`,
    `number=${encodeURIComponent(`+86${ANNA}`)}`,
  ])
    expect(await get(query)).toEqual(whole);
});

it('has of each call what was kept and broken, and what is on record', async () => {
  const { body } = await get(`number=${ANNA}`);
  for (const { id, kept, broken } of body.calls) {
    const { body: one } = await office.ask('GET', `/v1/calls/${id}`);
    expect({ kept, broken: broken.length }).toEqual(one.clauses);
  }
  expect(body.calls[0].kept).toBeGreaterThan(0);
  expect(body.calls[0].broken).toContainEqual(
    expect.objectContaining({ what: 'hold.reminder', detail: { value: 14.98, limit: 15, unit: 's' } }),
  );
  const at = new Date(office.now).toISOString();
  expect(body.records).toEqual([{ type: 'complaint', at, call: calls[0], by: '8001' }]);
});

it('has the wishes of the customer, as soon as they are kept', async () => {
  const why = `拒绝来电，另一号码 ${BEN}`;
  await office.ask('POST', '/v1/do-not-call', { numbers: [ANNA], why, by: '赵敏' });
  const wish = { everyDays: 90, never: false, hours: { from: 540, to: 1020 }, by: '赵敏' };
  await office.ask('POST', `/v1/customers/${ANNA}/frequency`, wish);
  const { body } = await get(`number=${ANNA}`);
  expect(body.doNotCall).toMatchObject({ by: '赵敏', why });
  expect(body.frequency).toEqual({ ...wish, at: new Date(office.now).toISOString() });
});

it('shows an operator no whole number, wherever one is', async () => {
  const { body } = await get(`call=${calls[0]}`, 'operator');
  expect(idsOf(body.calls)).toEqual(calls);
  expect(body.number).toBe('+86*********00');
  for (const number of [ANNA, BEN]) expect(JSON.stringify(body)).not.toContain(number);
});

it('who has withheld the number is known by one call', async () => {
  const caller = office.sim.controls.party('anonymous');
  caller.dial(LINE);
  await office.sim.advance(20_000);
  caller.hangUp();
  await office.sim.advance(5000);
  const { body } = await office.ask('GET', '/v1/calls?limit=1');
  const { id } = body.calls[0];
  const one = await get(`call=${id}`);
  expect(one.body).toMatchObject({
    ...{ number: null, callbacks: [], language: null, doNotCall: null, total: { calls: 1, callbacks: 0 } },
  });
  expect(idsOf(one.body.calls)).toEqual([id]);
});

it('what is none is refused', async () => {
  expect(await get('call=nothing')).toEqual(fault(404, 'CALL_UNKNOWN'));
  expect(await get('callback=nothing')).toEqual(fault(404, 'CALLBACK_UNKNOWN'));
  expect(await get('number=13700137000')).toEqual(fault(404, 'NUMBER_UNKNOWN'));
  expect(await get('number=x')).toEqual(fault(404, 'NUMBER_UNKNOWN'));
  for (const query of ['', 'call=a&callback=b', 'call=a&number=b', 'name=a'])
    expect(await get(query)).toEqual(fault(400, 'API_BAD_REQUEST'));
});
