import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CallbackState } from '../../src/core/callback/state.ts';
import type { Leg, NamedPrompt } from '../../src/sipkit/index.ts';
import { lapse, pause } from '../host/machine.ts';
import { inLedger, mobile } from './support/away-scenarios.ts';
import { type EngineProcessSite, openEngineProcessSite } from './support/engine-process.ts';
import { at, isCalled, prompts, recording, SAID_BY_ASTERISK, timesOf } from './support/hearing.ts';
import { Records } from './support/records.ts';

/** Rings 20 s where nobody is there, and then has a reassurance every 15 s: as gas companies have it. */
const LINE = '4008000001';
const RINGS = mobile(70, 1);
const WAITS = mobile(70, 2);
const AWAY_MS = 40_000;
/** From one reassurance to the next, at most: the engine's own come every 15 s, and Asterisk's when those have not. ms */
const GAP_MS = 18_000;
/** As long as the engine is there, two do not come sooner. ms */
const TOO_SOON_MS = 13_000;
const WAITED = /^(queue\.announce|hold\.reminder)/;

const undo: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const close of undo) await close();
});

async function openSite(): Promise<EngineProcessSite> {
  const site = await openEngineProcessSite();
  undo.push(() => site.close());
  await site.startEngine();
  return site;
}

/** Rings so long that the engine has renewed the ringing timeout, then the engine is killed; leaves the own number. */
async function ringsOn(): Promise<{ leg: Leg; callbacks: readonly CallbackState[] }> {
  const site = await openSite();
  const leg = await site.callers.dial(LINE, { from: RINGS });
  await new Records(site.store()).id(RINGS);
  await pause(7000);
  expect(leg.events.some(({ name }) => name === 'answered')).toBe(false);
  await site.killEngine();
  await leg.event('answered', { timeoutMs: 10_000 });
  await pause(2000);
  await leg.rtp.sendDigits('1');
  await leg.event('ended', { timeoutMs: 60_000 });
  await site.startEngine();
  await inLedger(site, [RINGS]);
  return { leg, callbacks: await site.callbacks() };
}

/** Waits; the engine stands still, and goes on; is killed, and started again; an agent comes. */
async function waitsOn(): Promise<{ leg: Leg; agentCame: number }> {
  const site = await openSite();
  const records = new Records(site.store());
  const leg = await site.callers.dial(LINE, { from: WAITS });
  await leg.event('answered', { timeoutMs: 60_000 });
  await pause(20_000);
  site.freezeEngine();
  await pause(AWAY_MS);
  site.thawEngine();
  await pause(20_000);
  await site.killEngine();
  await pause(AWAY_MS / 2);
  await site.startEngine();
  await pause(5000);
  const agentCame = performance.now();
  await site.parties().phone('8001');
  await site.parties().pickedUp(WAITS);
  await records.event(WAITS, 'connected');
  await leg.hangUp();
  return { leg, agentCame };
}

let ringing: ReturnType<typeof ringsOn>;
let waiting: ReturnType<typeof waitsOn>;
beforeAll(async () => {
  ringing = ringsOn();
  waiting = waitsOn();
  await Promise.allSettled([ringing, waiting]);
});

test('callback.number: a number that is left after long ringing at an engine that has died is kept', async () => {
  const { leg, callbacks } = await ringing;
  const heard = await prompts(recording(leg), { only: SAID_BY_ASTERISK });
  expect(heard.map(({ name }) => name).slice(-2)).toEqual(['hold.promise', 'close.goodbye']);
  // the engine has seen the caller ring: the number that was kept joins the callback of who gave up
  expect(callbacks.filter(({ dialled }) => dialled === RINGS)).toHaveLength(1);
});

test('hold.reminder: who waits is reassured while the engine stands still or is dead, keeps the place, and gets an agent', async () => {
  const { leg, agentCame } = await waiting;
  const heard = await prompts(recording(leg), { only: WAITED });
  const reassured: NamedPrompt[] = timesOf(heard, 'hold.reminder');
  const times = [at(leg, 'answered'), ...reassured.map(({ from }) => from), agentCame];
  const gaps = times.slice(1).map((time, index) => lapse(times[index] ?? 0, time));
  expect(
    gaps.every((gap) => gap <= GAP_MS),
    gaps.join(' '),
  ).toBe(true);
  expect(gaps[0], 'of the engine alone').toBeGreaterThan(TOO_SOON_MS);
  expect(heard.some((prompt) => isCalled(prompt, 'queue.announce'))).toBe(true);
});
