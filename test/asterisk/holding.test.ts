import { expect, test } from 'vitest';
import type { Standard } from '../../src/core/standard/standard.ts';
import type { Leg } from '../../src/sipkit/index.ts';
import { lapse, later, overdue, pause } from '../host/machine.ts';
import {
  AT_ONCE_MS,
  at,
  clipped,
  firstHeard,
  isUnheard,
  music,
  onlyOne,
  phrase,
  promptNames,
  prompts,
  recording,
  timesOf,
} from './support/hearing.ts';
import type { Records } from './support/records.ts';
import { runGroups, scenarioGroup } from './support/scenario-group.ts';
import { AGENT_VOICE, CALLER_VOICE, type SipParties, tone } from './support/sip-parties.ts';
import type { TestSite } from './support/site.ts';

const ANNA = '13800000001';
const BEN = '13800000002';
const CLARA = '13800000003';
/** Its offer comes after 25 s. */
const DEMO_LINE = '4008009999';
const VOICES = [CALLER_VOICE, AGENT_VOICE];
const HOLD_MS = 70_000;
/** A reassurance at the latest after the last one, as strict has it. */
const EVERY_MS = 15_000;
/** How long strict waits for an answer. */
const ANSWER_MS = 4000;

/** Nobody who has talked is free again while the scenarios last, so none gets a call of another. */
function longWrapUp(shipped: Standard): Standard {
  return { ...shipped, clauses: { ...shipped.clauses, 'close.record': { wrapUpMs: 600_000 } } };
}

/** A caller and an agent who talk, both all the time. */
async function talk(
  { parties, records }: { parties: SipParties; records: Records },
  from: string,
  line?: string,
) {
  const caller = await parties.caller(from, line, tone(CALLER_VOICE));
  const { agent, leg } = await parties.pickedUp(from);
  leg.rtp.say(tone(AGENT_VOICE));
  await records.event(from, 'connected');
  await pause(1000);
  return { caller, agent, leg };
}

async function goodbye({ records }: TestSite, from: string, { caller }: Awaited<ReturnType<typeof talk>>) {
  await caller.hangUp();
  await records.event(from, 'ended');
}

const desk = scenarioGroup(
  { phones: ['8001', '8002', '8003'], standards: { strict: longWrapUp, demo: longWrapUp } },
  {
    /** Held for 70 s, and taken back between two prompts. */
    async anna(site) {
      const call = await talk(site, ANNA);
      await call.leg.hold();
      await pause(HOLD_MS);
      await call.leg.resume();
      await pause(12_000);
      await goodbye(site, ANNA, call);
      return call;
    },
    /** Taken back in the middle of the announcement, twice pressed. */
    async ben(site) {
      const call = await talk(site, BEN);
      await call.leg.hold();
      await pause(1500);
      await call.leg.resume();
      await pause(5000);
      await call.leg.hold();
      await call.leg.hold();
      await pause(12_000);
      await call.leg.resume();
      await pause(5000);
      await goodbye(site, BEN, call);
      const id = await site.records.id(BEN);
      return { ...call, held: await site.records.events(id, 'held') };
    },
    /** Takes the offer of a callback while the agent has her on hold. */
    async clara(site) {
      const call = await talk(site, CLARA, DEMO_LINE);
      await call.leg.hold();
      await site.records.event(CLARA, 'offerMade', { timeoutMs: 60_000 });
      await pause(5000);
      await call.caller.rtp.sendDigits('1');
      await call.leg.event('ended');
      await call.caller.event('ended', { timeoutMs: 60_000 });
      await site.records.event(CLARA, 'ended');
      return { ...call, callbacks: await site.records.callbacks(CLARA) };
    },
  },
);

runGroups(desk);

const heardOf = async (leg: Leg) => prompts(recording(leg), { voices: VOICES });

/** From a moment on both are heard by each other, and not a syllable is lost. */
function expectTalk(caller: Leg, agent: Leg, from: number, to: number): void {
  for (const [heard, voice] of [
    [recording(caller), AGENT_VOICE],
    [recording(agent), CALLER_VOICE],
  ] as const) {
    const first = firstHeard(heard, voice, from);
    expect(lapse(from, first), `when ${voice} Hz is heard`).toBeLessThan(AT_ONCE_MS);
    expect(clipped(heard, voice, first, to)).toEqual([]);
  }
}

test('hold.announce: the caller hears it whole, within a second of the hold', async () => {
  const { caller, leg } = await desk.results.anna();
  const announce = onlyOne(await heardOf(caller), 'hold.announce');
  expect(promptNames([announce])).toBe('hold.announce');
  expect(lapse(at(leg, 'held'), announce.from)).toBeLessThan(1000);
});

test('hold.reminder: at least four in 70 s, never more than 15 s (and 0.25) apart', async () => {
  const { caller, leg } = await desk.results.anna();
  const heard = await heardOf(caller);
  const reminders = timesOf(heard, 'hold.reminder');
  expect(reminders.length).toBeGreaterThanOrEqual(4);
  expect(promptNames(reminders)).not.toContain('cut');
  const starts = [onlyOne(heard, 'hold.announce'), ...reminders].map(({ from }) => from);
  const tooLate = [...starts, at(leg, 'resumed')]
    .slice(1)
    .map((start, i) => overdue((starts[i] ?? 0) + EVERY_MS, start));
  expect(Math.max(...tooLate)).toBeLessThanOrEqual(250);
});

test('silence after the question of the hold: nothing plays while the answer is awaited', async () => {
  const { caller } = await desk.results.anna();
  const all = recording(caller);
  const heard = await heardOf(caller);
  const [question, thanks] = [onlyOne(heard, 'hold.announce'), onlyOne(heard, 'hold.thanks')];
  // she talks all the time: there is no end of a word, and the limit is 4 s
  expect(Math.abs(overdue(question.to + ANSWER_MS, thanks.from))).toBeLessThan(500);
  const between = music(all, heard, VOICES).filter((m) => m.from > question.to && m.to < thanks.from - 100);
  expect(between).toEqual([]);
});

test('music from one reassurance to the next', async () => {
  const { caller, leg } = await desk.results.anna();
  const all = recording(caller);
  const heard = await heardOf(caller);
  const played = music(all, heard, VOICES);
  const waiting = heard.filter(({ from }) => from > at(leg, 'held') - 200 && from < at(leg, 'resumed'));
  for (const [i, { name, to }] of waiting.entries()) {
    if (name === 'hold.announce') continue;
    const until = waiting[i + 1]?.from ?? at(leg, 'resumed');
    const sum = played.reduce((ms, m) => ms + Math.max(0, Math.min(m.to, until) - Math.max(m.from, to)), 0);
    expect(sum / (until - to), `music after ${name}`).toBeGreaterThan(0.9);
  }
});

test('the agent hears nothing while the caller is on hold', async () => {
  const { leg } = await desk.results.anna();
  const [from, to] = [later(at(leg, 'held'), 200), at(leg, 'resumed') - 100];
  expect(recording(leg).runs.filter((run) => run.from < to && run.to > from)).toEqual([]);
  expect((await heardOf(leg)).filter((prompt) => prompt.from > from && prompt.from < to)).toEqual([]);
  // and no tone of one party comes to the other
  const { caller } = await desk.results.anna();
  expect(isUnheard(recording(caller), AGENT_VOICE, from, to)).toBe(true);
});

test('hold.return: asked as the agent resumes whether she is there, thanked after that; both talk from the first moment', async () => {
  const { caller, leg } = await desk.results.anna();
  const resumed = at(leg, 'resumed');
  const heard = await heardOf(caller);
  const [question, thanks] = [onlyOne(heard, 'hold.return.ask.gas'), onlyOne(heard, 'hold.return')];
  expect(promptNames([question, thanks])).toBe(`${question.name} ${thanks.name}`);
  expect(lapse(resumed, question.from)).toBeLessThan(AT_ONCE_MS);
  // she talks all the time: there is no end of a word, and the limit is 4 s
  expect(Math.abs(overdue(question.to + ANSWER_MS, thanks.from))).toBeLessThan(500);
  expectTalk(caller, leg, resumed, at(caller, 'ended') - 100);
});

test('the agent who resumes in the middle of a prompt cuts it cleanly: both talk at once', async () => {
  const { caller, leg } = await desk.results.ben();
  const resumed = at(leg, 'resumed');
  const [announce] = timesOf(await heardOf(caller), 'hold.announce');
  expect(announce?.whole).toBe(false);
  expect(lapse(resumed, announce?.to ?? 0)).toBeLessThan(AT_ONCE_MS);
  expectTalk(caller, leg, resumed, at(leg, 'held', 2) - 100);
});

test('hold pressed twice is one hold: one announcement, nothing of it for the agent, and resuming as ever', async () => {
  const { caller, leg, held } = await desk.results.ben();
  expect(held).toHaveLength(2);
  const again = (await heardOf(caller)).filter(({ from }) => from > at(leg, 'held', 2) - 200);
  expect(promptNames(again.slice(0, 1))).toBe('hold.announce');
  expect(timesOf(again, 'hold.announce')).toHaveLength(1);
  const [held2, resumed] = [at(leg, 'held', 2), at(leg, 'resumed', 2)];
  expect((await heardOf(leg)).filter(({ from }) => from > held2 && from < resumed)).toEqual([]);
  expect(again.filter(({ from }) => from > resumed - 20).map(({ whole }) => whole)).toEqual([true]);
  expectTalk(caller, leg, resumed, at(caller, 'ended') - 100);
});

test('hold.limit in a hold: the offer in time, key 1 ends the wait with promise, number and goodbye', async () => {
  const { caller, leg } = await desk.results.clara();
  const heard = await heardOf(caller);
  const offer = onlyOne(heard, 'callback.offer');
  expect(Math.abs(overdue(at(leg, 'held') + 25_000, offer.from))).toBeLessThan(1000);
  expect(promptNames(heard.slice(heard.indexOf(offer) + 1))).toBe(
    phrase('hold.promise', 'callback.number_is', CLARA, 'callback.undo', 'close.goodbye'),
  );
});

test('hold.limit in a hold: the agent is let go, and the callback is there', async () => {
  const { leg, caller, callbacks } = await desk.results.clara();
  const [promise] = timesOf(await heardOf(caller), 'hold.promise');
  expect(lapse(promise?.from ?? 0, at(leg, 'ended'))).toBeLessThan(AT_ONCE_MS);
  expect(leg.events.at(-1)?.end).toEqual({ how: 'bye', by: 'far' });
  expect(callbacks).toMatchObject([{ kind: 'queue', number: `+86${CLARA}`, line: DEMO_LINE }]);
});
