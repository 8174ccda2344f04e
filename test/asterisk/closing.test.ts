import { expect, test } from 'vitest';
import type { Standard } from '../../src/core/standard/standard.ts';
import { type Leg, silences } from '../../src/sipkit/index.ts';
import { lapse, later, overdue, pause } from '../host/machine.ts';
import { AT_ONCE_MS, at, firstHeard, isUnheard, onlyOne, prompts, recording } from './support/hearing.ts';
import { runGroups, scenarioGroup } from './support/scenario-group.ts';
import { AGENT_VOICE, CALLER_VOICE, tone } from './support/sip-parties.ts';
import type { TestSite } from './support/site.ts';

const ANNA = '13800000001';
const BEN = '13800000002';
const CLARA = '13800000003';
const DORA = '13800000004';
const EMIL = '13800000005';
/** Silence after the goodbye, as strict has it. */
const SILENCE_MS = 8000;

/** Only a disposition sets an agent free while the scenarios last; and nobody is asked for marks before the goodbye. */
function longWrapUp(shipped: Standard): Standard {
  const { 'quality.stars': _survey, ...clauses } = shipped.clauses;
  return { ...shipped, clauses: { ...clauses, 'close.record': { wrapUpMs: 600_000 } } };
}

async function talk({ parties, records }: TestSite, from: string) {
  const caller = await parties.caller(from, '4008001234', tone(CALLER_VOICE));
  const { agent, leg } = await parties.pickedUp(from);
  leg.rtp.say(tone(AGENT_VOICE));
  await records.event(from, 'connected');
  await pause(1000);
  return { caller, agent, leg };
}

/** What is known of a call for good. */
async function known({ records }: TestSite, from: string) {
  await records.event(from, 'ended');
  const id = await records.id(from);
  const [first] = await records.judged(id, 'close.caller.first');
  const [hungUp] = await records.events(id, 'hungUpFirst');
  return { first, hungUp, goodbye: await records.judged(id, 'close.goodbye') };
}

const two = scenarioGroup(
  { phones: ['8001', '8002'], standards: { strict: longWrapUp } },
  {
    /** Her agent hangs up; she does not. */
    async dora(site) {
      const call = await talk(site, DORA);
      await call.leg.hangUp();
      await call.caller.event('ended', { timeoutMs: 30_000 });
      return { ...call, ...(await known(site, DORA)) };
    },
    /** His agent hangs up; he hears the goodbye, and hangs up himself. */
    async emil(site) {
      const call = await talk(site, EMIL);
      await call.leg.hangUp();
      await pause(6000);
      await call.caller.hangUp();
      return { ...call, ...(await known(site, EMIL)) };
    },
  },
);

const one = scenarioGroup(
  { phones: ['8001'], standards: { strict: longWrapUp } },
  {
    /** One agent, three callers: writes the first call down afterwards, the second while it goes on. */
    async writing(site) {
      const { parties, records } = site;
      const anna = await talk(site, ANNA);
      await anna.caller.hangUp();
      await anna.leg.event('ended');
      const first = await known(site, ANNA);

      const ben = await parties.caller(BEN);
      await ben.event('ringing');
      await pause(3000);
      const busy = parties.legsOf('8001').length;
      const wrong = await dials(site, '*39999');
      const code = await dials(site, '*31');
      const next = await parties.pickedUp(BEN);
      await records.event(BEN, 'connected');
      await next.leg.rtp.sendDigits('*33');
      await records.event(BEN, 'disposition');
      await pause(500);
      await ben.hangUp();
      await next.leg.event('ended');

      const clara = await parties.caller(CLARA);
      const rung = await parties.rung(CLARA);
      await clara.cancel();
      await rung.leg.event('ended');
      const written = await Promise.all(
        [ANNA, BEN].map(async (from) => (await records.call(from)).disposition),
      );
      return { anna, first, busy, wrong, code, ben, next, clara, rung, written };
    },
  },
);

/** The agent's phone dials a feature code, and hears what it means until it is hung up on. */
async function dials({ parties }: TestSite, code: string): Promise<Leg> {
  const leg = await parties.phoneOf('8001').dial(code);
  await leg.event('ended');
  return leg;
}

runGroups(two, one);

test('close.goodbye: the agent hangs up first; the caller lives on and hears the goodbye at once', async () => {
  const { caller, leg, goodbye } = await two.results.dora();
  const heard = await prompts(recording(caller), { voices: [AGENT_VOICE] });
  const bye = onlyOne(heard, 'close.goodbye');
  expect(bye.whole).toBe(true);
  expect(lapse(at(leg, 'ended'), bye.from)).toBeLessThan(AT_ONCE_MS);
  expect(goodbye).toMatchObject([{ verdict: 'kept' }]);
});

test('then silence, in which the caller may hang up; the engine does when it is over', async () => {
  const { caller } = await two.results.dora();
  const all = recording(caller);
  const bye = onlyOne(await prompts(all, { voices: [AGENT_VOICE] }), 'close.goodbye');
  expect(caller.events.at(-1)?.end).toEqual({ how: 'bye', by: 'far' });
  expect(at(caller, 'ended') - bye.to).toBeGreaterThan(SILENCE_MS - 500);
  expect(overdue(bye.to + SILENCE_MS, at(caller, 'ended'))).toBeLessThan(500);
  const [quiet] = silences(all, { from: bye.to, to: at(caller, 'ended'), leastMs: SILENCE_MS - 1000 });
  expect(quiet).toBeDefined();
});

test('a caller who hangs up after the goodbye is not kept', async () => {
  const { caller, leg } = await two.results.emil();
  expect(caller.events.at(-1)?.end).toEqual({ how: 'bye', by: 'here' });
  const bye = onlyOne(await prompts(recording(caller), { voices: [AGENT_VOICE] }), 'close.goodbye');
  expect(bye.whole).toBe(true);
  expect(at(leg, 'ended')).toBeLessThan(bye.from);
});

test.each([
  ['the engine ends the call', two.results.dora],
  ['the caller does', two.results.emil],
])('close.caller.first: broken by the agent who hung up first, whoever ends it: %s', async (_, scenario) => {
  const { agent, first, hungUp } = await scenario();
  expect(first).toMatchObject({ verdict: 'broken', by: { agent } });
  expect(hungUp).toMatchObject({ by: { agent }, detail: { who: 'agent' } });
});

test('close.caller.first: kept where the caller hangs up first, and the agent is let go at once', async () => {
  const { anna, first } = await one.results.writing();
  expect(first.first).toMatchObject({ verdict: 'kept', by: { agent: '8001' } });
  expect(first.hungUp).toMatchObject({ by: 'caller', detail: { who: 'caller' } });
  expect(lapse(at(anna.caller, 'ended'), at(anna.leg, 'ended'))).toBeLessThan(AT_ONCE_MS);
});

test('close.record: no next call before the last one is written down, then at once', async () => {
  const { busy, code, next } = await one.results.writing();
  expect(busy).toBe(1);
  expect(at(next.leg, 'invited')).toBeGreaterThan(at(code, 'answered'));
  expect(lapse(at(code, 'ended'), at(next.leg, 'invited'))).toBeLessThan(1000);
});

test('close.record: a code that is dialled is answered by a tone, one that means nothing by another', async () => {
  const { wrong, code } = await one.results.writing();
  for (const [leg, hz] of [
    [code, 1175],
    [wrong, 330],
  ] as const) {
    expect(leg.events.at(-1)?.end).toEqual({ how: 'bye', by: 'far' });
    expect(firstHeard(recording(leg), hz, at(leg, 'answered'))).toBeLessThan(at(leg, 'ended'));
  }
});

test('close.record: *3 and a key during the call, of which the caller hears nothing', async () => {
  const { ben, next, clara, rung, written } = await one.results.writing();
  expect(written).toEqual(['已解决 resolved', '已解答 question answered']);
  expect(ben.rtp.digits()).toEqual([]);
  const from = later(at(next.leg, 'answered'), 9000);
  for (const hz of [697, 941, 1209, 1477])
    expect(isUnheard(recording(ben), hz, from, at(ben, 'ended'))).toBe(true);
  // and so the agent is free for the next caller at once
  expect(lapse(at(clara, 'invited'), at(rung.leg, 'invited'))).toBeLessThan(AT_ONCE_MS);
});
