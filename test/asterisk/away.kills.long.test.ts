import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CallbackState } from '../../src/core/callback/state.ts';
import type { Leg } from '../../src/sipkit/index.ts';
import { pause } from '../host/machine.ts';
import { mobile } from './support/away-scenarios.ts';
import { type EngineProcessSite, openEngineProcessSite } from './support/engine-process.ts';
import { isCalled, prompts, recording } from './support/hearing.ts';
import { Records, until } from './support/records.ts';

const SEED = 20_261_123;
const ROUNDS = 5;
const CALLERS = 10;
/** So many of them key in another number. */
const OTHERS = 3;
/** The callers' keys come within so long of each other, and the kill within so long of the first, ms. */
const KEYS_MS = 4000;
const KILL_MS = 11_000;
/** Longer than what is said after the last key, ms. */
const REST_MS = 12_000;
const SAID = /^(hold\.promise|close\.goodbye)$/;

/** Numbers from 0 to 1, the same ones each time. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

interface Asked {
  /** As dialled: the caller's own, and the other one where one is keyed in. */
  readonly numbers: readonly string[];
  readonly leg: Leg;
}

const random = dice(SEED);
const asked: Asked[] = [];
let callbacks: readonly CallbackState[] = [];
let site: EngineProcessSite;

/** Presses, so long after the offer has begun, 1; or 2, another number, and 1. Whether the engine is there or not. */
async function press(leg: Leg, number: string | null, afterMs: number): Promise<void> {
  await pause(afterMs);
  await leg.rtp.sendDigits(number === null ? '1' : '2');
  if (number === null) return;
  await pause(500);
  await leg.rtp.sendDigits(`${number}#`);
  await pause(1000);
  await leg.rtp.sendDigits('1');
}

/** Ten callers are offered a callback and take it; the engine is killed while they do, and starts again. */
async function round(part: number): Promise<void> {
  const records = new Records(site.store());
  const legs = await Promise.all(
    Array.from({ length: CALLERS }, async (_, count) => {
      const from = mobile(part, count);
      const other = count < OTHERS ? mobile(part, 500 + count) : null;
      const leg = await site.callers.dial(site.line, { from });
      asked.push({ numbers: other === null ? [from] : [from, other], leg });
      await records.event(from, 'offerMade', { timeoutMs: 60_000 });
      return { leg, other };
    }),
  );
  const keying = Promise.all(legs.map(({ leg, other }) => press(leg, other, random() * KEYS_MS)));
  await pause(random() * KILL_MS);
  await site.killEngine();
  await pause(random() * 1000);
  await site.startEngine();
  await keying;
  await pause(REST_MS);
  for (const { leg } of legs) if (!leg.events.some(({ name }) => name === 'ended')) await leg.hangUp();
  const open = () => site.store().calls({ limit: 100, open: true });
  const over = async () => ((await open()).every(({ endedAt }) => endedAt !== null) ? true : undefined);
  await until(over, 'all calls are over');
}

beforeAll(async () => {
  site = await openEngineProcessSite();
  await site.startEngine();
  for (let part = 0; part < ROUNDS; part += 1) await round(40 + part);
  callbacks = await site.callbacks();
});
afterAll(async () => {
  await site?.close();
});

test(`callback.number: killed at any moment between a caller's key and the goodbye, ${ROUNDS * CALLERS} callers: who heard the goodbye has a callback (seed ${SEED})`, async () => {
  expect(asked).toHaveLength(ROUNDS * CALLERS);
  let heardIt = 0;
  const without: string[] = [];
  for (const { numbers, leg } of asked) {
    const heard = await prompts(recording(leg), { only: SAID });
    const said = ['hold.promise', 'close.goodbye'];
    const told = heard.some((prompt) => prompt.whole && said.some((name) => isCalled(prompt, name)));
    if (!told) continue;
    heardIt += 1;
    // keys that nobody was there to take may have left out the 2: then it is the caller's own number that was read out
    const theirs = callbacks.filter(({ dialled }) => numbers.includes(dialled));
    if (theirs.length !== 1) without.push(`${numbers}: ${theirs.length}`);
  }
  expect(without).toEqual([]);
  // the kills come too early for some, and too late for others
  expect(heardIt).toBeGreaterThan(ROUNDS);
});
