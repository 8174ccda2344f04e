// `GET /v1/live`: who waits, and by when the standard has something done for them, as a wall board shows it.

import { afterEach, beforeEach, expect, it } from 'vitest';
import { LINE } from '../scenarios/support/site.ts';
import { Office, TOKENS } from './support.ts';

const ANNA = '13800138000';
const BEN = '13900139000';
let office: Office;

beforeEach(async () => {
  office = await Office.open();
});
afterEach(() => office[Symbol.asyncDispose]());

async function live(role: 'operator' | 'supervisor' = 'supervisor') {
  const { status, body } = await office.ask('GET', '/v1/live', undefined, { token: TOKENS[role] });
  expect(status).toBe(200);
  return body;
}

/** Seconds from one moment to another, both as the API has them. */
const lapse = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 1000;

it('nobody calls: no call, each agent, and the callbacks that are open', async () => {
  await office.promised(BEN);
  const { calls, agents, callbacks } = await live();
  expect(calls).toEqual([]);
  expect(callbacks).toEqual({ open: 1, overdue: 0, atRisk: 0 });
  expect(agents).toMatchObject([
    { id: '8001', device: 'offline', availability: 'loggedIn', doing: 'free', call: null, missed: 0 },
    { id: '8002', device: 'offline' },
  ]);
});

it('a caller waits: first for an answer, then for a reassurance and an offer, each with its time', async () => {
  const anna = office.sim.controls.party(ANNA);
  anna.dial(LINE);
  await office.sim.advance(2000);
  const [rings] = (await live()).calls;
  expect(rings).toMatchObject({ line: LINE, direction: 'in', phase: 'ringing', agent: null, ringing: null });
  expect(lapse(rings.since, rings.waitsSince)).toBe(0);
  expect(lapse(rings.since, rings.due.answer)).toBeGreaterThan(2);
  expect(rings.due).toMatchObject({ reassurance: null, offer: null });

  await office.sim.advance(20_000);
  const later = await live();
  const [waits] = later.calls;
  expect(waits).toMatchObject({ id: rings.id, phase: 'waiting', number: `+86${ANNA}` });
  expect(waits.due.answer).toBeNull();
  expect(lapse(later.at, waits.due.reassurance)).toBeGreaterThan(0);
  expect(lapse(later.at, waits.due.reassurance)).toBeLessThanOrEqual(15);
  expect(lapse(waits.waitsSince, waits.due.offer)).toBe(120);
  anna.hangUp();
});

it('an agent rings and talks: the call names the agent, and the agent the call', async () => {
  const phone = office.sim.controls.phone('8001');
  phone.register();
  phone.pickup = { answerAfterMs: 2000 };
  await office.sim.advance(1000);
  const anna = office.sim.controls.party(ANNA);
  anna.dial(LINE);
  await office.sim.runUntil(() => office.parts.engine.figures.live().calls[0]?.ringing === '8001', 5000);
  const rings = await live();
  expect(rings.agents[0]).toMatchObject({ doing: 'ringing', call: rings.calls[0].id });
  await office.sim.runUntil(() => office.parts.engine.figures.live().calls[0]?.agent === '8001', 10_000);
  const talks = await live();
  expect(talks.calls[0]).toMatchObject({ agent: '8001', ringing: null });
  expect(talks.agents[0]).toMatchObject({ id: '8001', doing: 'talking', call: talks.calls[0].id });
  anna.hangUp();
});

it('a call that has ended is in the picture until its wrap-up is finished, with its end, and in progress no more', async () => {
  const anna = await office.talksTo('8001', ANNA);
  expect((await live()).calls).toMatchObject([{ endedAt: null }]);
  anna.hangUp();
  await office.sim.advance(1000);
  const { at, calls, agents } = await live();
  expect(calls).toHaveLength(1);
  expect(lapse(calls[0].endedAt, at)).toBeCloseTo(1, 1);
  expect(agents[0]).toMatchObject({ id: '8001', doing: 'wrapUp', call: calls[0].id });
  expect(office.parts.engine.figures.load.phases).toEqual({});
  await office.sim.advance(20_000);
  expect((await live()).calls).toEqual([]);
});

it('the event is where GET /v1/events goes on, and an operator reads no whole number', async () => {
  const before = await live('operator');
  office.sim.controls.party(ANNA).dial(LINE);
  await office.sim.advance(2000);
  const { event, calls } = await live('operator');
  expect(Number(event)).toBeGreaterThanOrEqual(Number(before.event));
  expect(Number(event)).toBe(await office.parts.store.lastFact());
  expect(calls).toHaveLength(1);
  expect(calls[0].number).not.toContain(ANNA.slice(3));
});

it('asks for a token', async () => {
  expect((await office.ask('GET', '/v1/live', undefined, { token: null })).status).toBe(401);
});
