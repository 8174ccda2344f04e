// The calls, as the console lists them, and one with its timeline.

import { afterAll, beforeAll, expect, it } from 'vitest';
import { LINE } from '../scenarios/support/site.ts';
import { fault, Office, TOKENS } from './support.ts';

const ANNA = '13800138000';
const BEN = '13900139000';
const office = await Office.open();
afterAll(() => office[Symbol.asyncDispose]());

const get = async (path: string, role: 'operator' | 'supervisor' = 'supervisor') =>
  office.ask('GET', path, undefined, { token: TOKENS[role] });
const list = async (query: string) => (await get(`/v1/calls${query}`)).body;
const ids = (page: { calls: { id: string }[] }) => page.calls.map(({ id }) => id);

beforeAll(async () => {
  for (const number of [ANNA, BEN, ANNA]) {
    const caller = office.sim.controls.party(number);
    caller.dial(LINE);
    await office.sim.advance(20_000);
    caller.hangUp();
    await office.sim.advance(5000);
  }
  office.sim.controls.party(BEN).dial(LINE);
  await office.sim.advance(20_000);
});

it('are listed newest first, of one customer, in progress, and page by page', async () => {
  const all = await list('');
  expect(all.calls).toHaveLength(4);
  expect(all.next).toBeNull();
  expect(all.calls[0]).toMatchObject({
    ...{ line: LINE, direction: 'in', number: `+86${BEN}`, phase: 'waiting', endedAt: null, agent: null },
  });
  expect(all.calls[1]).toMatchObject({ number: `+86${ANNA}`, hungUpFirst: 'caller' });
  const [fourth, third, second, first] = ids(all);
  expect(ids(await list(`?number=${ANNA}`))).toEqual([third, first]);
  expect(ids(await list(`?number=${encodeURIComponent(`+86${BEN}`)}`))).toEqual([fourth, second]);
  expect(ids(await list('?open=true'))).toEqual([fourth]);
  expect(ids(await list(`?open=false&line=${LINE}`))).toHaveLength(4);
  expect(ids(await list('?line=4000000000'))).toEqual([]);
  const page = await list('?limit=3');
  expect(ids(page)).toEqual([fourth, third, second]);
  expect(await list(`?limit=3&after=${page.next}`)).toMatchObject({ calls: [{ id: first }], next: null });
});

it('one has its timeline: when what happened, and each clause', async () => {
  const [, { id }] = (await list('')).calls;
  const { body } = await get(`/v1/calls/${id}`);
  const { facts = [] } = (await office.parts.store.call(id)) ?? {};
  expect(body.history).toHaveLength(facts.length);
  expect(body.history[0]).toMatchObject({ what: 'arrived', seconds: 0, by: 'caller' });
  const clause = body.history.find(({ what }: { what: string }) => what === 'answer.rings');
  expect(clause).toMatchObject({ verdict: 'kept', detail: { unit: expect.any(String) } });
  const verdicts = facts.filter(({ kind }) => kind === 'clause');
  expect(body.clauses.kept + body.clauses.broken).toBe(verdicts.length);
});

it('an operator sees no whole number', async () => {
  const { body } = await get('/v1/calls', 'operator');
  const [{ id }] = body.calls;
  const whole = await get(`/v1/calls/${id}`, 'operator');
  for (const text of [body, whole.body].map((one) => JSON.stringify(one))) {
    expect(text).not.toContain(ANNA);
    expect(text).not.toContain(BEN);
  }
});

it('what is none is refused', async () => {
  expect(await get('/v1/calls/nothing')).toEqual(fault(404, 'CALL_UNKNOWN'));
  for (const query of ['?limit=0', '?limit=201', '?open=perhaps', '?after=x', '?before=x'])
    expect(await get(`/v1/calls${query}`)).toEqual(fault(400, 'API_BAD_REQUEST'));
});
