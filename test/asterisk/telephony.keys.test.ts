import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { Leg } from '../../src/sipkit/index.ts';
import { pause } from '../host/machine.ts';
import { startTestAsterisk, type TestAsterisk } from './support/asterisk.ts';
import { amplitude, heardFor, soundsIn, type Talk, TelephonyDriver } from './support/telephony-driver.ts';

// What the caller hears of an agent's keys, of tones for the agent alone, and of a recording: nothing.

const KEY_TONES_HZ = [697, 770, 852, 941, 1209, 1336, 1477, 1633];
const PIECE_MS = 80;
/** A key as sound has 3000 and more in each of its two tones; music and prompts at other frequencies leave less of them. */
const LOUDEST = 1200;
/** What follows the last key on its way through Asterisk. */
const TAIL_MS = 300;
const SILENT = { agent: { kind: 'silence' }, caller: { kind: 'silence' } } as const;

let asterisk: TestAsterisk;
let stage: TelephonyDriver;

beforeAll(async () => {
  asterisk = await startTestAsterisk();
});
beforeEach(async () => {
  stage = await TelephonyDriver.open(asterisk);
});
afterEach(() => stage.close());
afterAll(async () => {
  await asterisk?.stop();
});

/** How loud the loudest key tone was that a party heard since then. */
function loudestKey({ rtp }: Leg, from: number): number {
  const { pcm } = rtp.heard(from).stream;
  const length = PIECE_MS * 8;
  const pieces = Array.from({ length: Math.floor((2 * pcm.length) / length) - 1 }, (_, i) => {
    return pcm.subarray((i * length) / 2, (i * length) / 2 + length);
  });
  return Math.max(...pieces.flatMap((piece) => KEY_TONES_HZ.map((hz) => amplitude(hz, piece))));
}

/** The agent presses a script's code; the engine gets it, and the caller neither hears it nor is sent it as an event. */
async function pressUnheard({ caller, agent, agentLeg }: Talk): Promise<void> {
  const from = performance.now();
  const before = stage.seen.events.length;
  await agent.rtp.sendDigits('*43');
  await pause(TAIL_MS);
  const keys = stage.seen.events.slice(before).filter((event) => event.type === 'digit');
  expect(keys).toMatchObject([...'*43'].map((digit) => ({ type: 'digit', leg: agentLeg, digit })));
  expect(caller.rtp.digits()).toEqual([]);
  expect(loudestKey(caller, from)).toBeLessThan(LOUDEST);
}

test("no key of the agent's is heard by the caller, in and out of a prompt", async () => {
  const talk = await stage.talking(SILENT);
  await pressUnheard(talk);
  for (const on of [{ leg: talk.leg }, { leg: talk.agentLeg }, { bridge: talk.bridge }]) {
    const playback = `play-${Object.values(on)}`;
    await stage.perform({ do: 'play', playback, on, prompts: ['first'], language: 'zh' });
    await pressUnheard(talk);
    await vi.waitFor(() => {
      expect(stage.seen.events).toContainEqual({ type: 'playEnded', playback, outcome: 'done' });
    });
  }
  await pressUnheard(talk);
});

test("none is heard among the agent's words, nor by a caller on hold, with and without a prompt", async () => {
  const talk = await stage.talking();
  await pressUnheard(talk);
  await talk.agent.hold();
  await stage.event('legHeld');
  await pause(TAIL_MS);
  await pressUnheard(talk);
  const on = { leg: talk.leg };
  await stage.perform({ do: 'play', playback: 'hold', on, prompts: ['first'], language: 'zh' });
  await stage.event('playStarted');
  await pressUnheard(talk);
  await talk.agent.resume();
  await stage.event('legResumed');
  await pressUnheard(talk);
});

test("the caller's keys are told, and reach the agent's phone: the caller would have heard the agent's the same way", async () => {
  const { caller, leg, agent } = await stage.talking(SILENT);
  await caller.rtp.sendDigits('7');
  expect(await stage.event('digit')).toMatchObject({ type: 'digit', leg, digit: '7' });
  await pause(TAIL_MS);
  expect(agent.rtp.digits().map(({ digit }) => digit)).toEqual(['7']);
});

test('a tone for the agent alone is not heard by the caller, and keeps both apart only as long as it lasts', async () => {
  const { caller, agent, agentLeg } = await stage.talking();
  const on = { leg: agentLeg };
  await stage.perform({ do: 'play', playback: 'tone', on, prompts: ['first'], language: 'zh' });
  await stage.event('playStarted');
  expect(await heardFor(700, caller, agent)).toEqual([[], ['first']]);
  await stage.event('playEnded');
  expect(await heardFor(300, caller, agent)).toEqual([['agent'], ['caller']]);
});

test('a recording has both voices, neither the music nor what is for the caller alone, and takes nothing away', async () => {
  const { caller, leg, agent, agentLeg, bridge } = await stage.talking();
  await stage.perform({ do: 'record', leg: agentLeg, name: 'keys/both' });
  expect(await heardFor(1000, caller, agent)).toEqual([['agent'], ['caller']]);
  await agent.hold();
  await stage.event('legHeld');
  expect(await heardFor(500, caller, agent)).toEqual([['music'], []]);
  const to = { on: { leg }, prompts: ['first'], language: 'zh' } as const;
  await stage.perform({ do: 'play', playback: 'hold', ...to });
  expect(await heardFor(600, caller, agent)).toEqual([['first'], []]);
  await stage.event('playEnded');
  expect(await heardFor(500, caller, agent)).toEqual([['music'], []]);
  await agent.resume();
  await stage.event('legResumed');
  expect(await heardFor(500, caller, agent)).toEqual([['agent'], ['caller']]);
  await stage.perform({ do: 'endBridge', bridge });
  await agent.hangUp();
  await stage.event('legEnded');
  const file = await vi.waitFor(() => readFile(join(asterisk.recordings, 'keys', 'both.wav')));
  const pcm = new Int16Array(file.buffer.slice(file.byteOffset + 44, file.byteOffset + (file.length & ~1)));
  expect(soundsIn(pcm.subarray(1600, 8000))).toEqual(['caller', 'agent']);
  const whole = (hz: number) => amplitude(hz, pcm);
  expect([whole(400), whole(1000)].map((loud) => loud < 100)).toEqual([true, true]);
});
