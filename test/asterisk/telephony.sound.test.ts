import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Command } from '../../src/core/commands.ts';
import type { Telephony, TelephonyEvent } from '../../src/engine/ports.ts';
import { type Leg, openSipkit, type Sipkit } from '../../src/sipkit/index.ts';
import { startTestAsterisk, type TestAsterisk, TONES } from './support/asterisk.ts';
import { Seen, sippOf, telephonyOf } from './support/world.ts';

// What the commands sound like: judged from the RTP that each party got. Everybody, and every sound, has a tone of its own.

const CALLER_HZ = 600;
const AGENT_HZ = 800;
const SOUNDS = {
  music: TONES.music.hz,
  first: TONES.first.hz,
  dots: TONES['name.with.dots'].hz,
  caller: CALLER_HZ,
  agent: AGENT_HZ,
} as const;
/** All are made with 8000. */
const LEAST_AMPLITUDE = 2000;
const PIECE_MS = 100;
/** The way to an ear, and the first packets after a change, ms. */
const SETTLE_MS = 200;

let asterisk: TestAsterisk;
let kit: Sipkit;
let telephony: Telephony;
let seen: Seen<TelephonyEvent>;

beforeAll(async () => {
  asterisk = await startTestAsterisk();
});
beforeEach(async () => {
  const server = { host: asterisk.site.sipHost, port: asterisk.site.sipPort };
  kit = openSipkit({ sipp: sippOf(asterisk), server });
  telephony = telephonyOf(asterisk);
  seen = new Seen();
  await telephony.start(seen.take);
});
afterEach(async () => {
  await kit[Symbol.asyncDispose]();
  await telephony.stop();
});
afterAll(async () => {
  await asterisk?.stop();
});

const perform = (command: Command) => telephony.perform(command);

function event<T extends TelephonyEvent['type']>(type: T) {
  type Wanted = Extract<TelephonyEvent, { type: T }>;
  return seen.find((one): one is Wanted => one.type === type, type);
}

/** Whether a tone is in a piece of sound (8 kHz), alone or among others. */
function has(hz: number, pcm: Int16Array): boolean {
  let [re, im] = [0, 0];
  pcm.forEach((sample, i) => {
    re += sample * Math.cos((2 * Math.PI * hz * i) / 8000);
    im += sample * Math.sin((2 * Math.PI * hz * i) / 8000);
  });
  return (2 * Math.hypot(re, im)) / pcm.length > LEAST_AMPLITUDE;
}

/** Which of the sounds were there for most of the time from now on, by name. */
async function heardFor(ms: number, ...ears: Leg[]): Promise<string[][]> {
  await pause(SETTLE_MS);
  const from = performance.now();
  await pause(ms);
  return ears.map(({ ear }) => {
    const { pcm } = ear.heard(from);
    const pieces = Array.from({ length: ms / PIECE_MS }, (_, i) => {
      return pcm.subarray(i * PIECE_MS * 8, (i + 1) * PIECE_MS * 8);
    });
    return Object.entries(SOUNDS).flatMap(([name, hz]) => {
      return pieces.filter((piece) => has(hz, piece)).length > 0.7 * pieces.length ? [name] : [];
    });
  });
}

async function caller(): Promise<{ party: Leg; leg: string }> {
  const voice = { kind: 'tone', hz: CALLER_HZ } as const;
  const party = await kit.caller({ from: '13800138000', to: '4008001234', voice });
  const { leg } = await event('callArrived');
  await perform({ do: 'answer', leg });
  await party.event('answered');
  return { party, leg };
}

async function talking() {
  const { party, leg } = await caller();
  const voice = { kind: 'tone', hz: AGENT_HZ } as const;
  const phone = await kit.phone({
    id: '8001',
    secret: 'secret-of-8001',
    voice,
    behaviour: { does: 'answer', afterMs: 50 },
  });
  await perform({
    do: 'dial',
    leg: `agent-of-${leg}`,
    to: { agent: '8001' },
    callerId: { number: '1' },
    giveUpMs: 10_000,
  });
  const { leg: agentLeg } = await event('legAnswered');
  const bridge = `bridge-of-${leg}`;
  await perform({ do: 'connect', bridge, caller: leg, agent: agentLeg });
  return { caller: party, leg, agent: await phone.incoming(), bridge };
}

test('who waits hears music, then the prompt alone, then music again; leaving, nothing', async () => {
  const { party, leg } = await caller();
  await perform({ do: 'wait', leg });
  expect(await heardFor(500, party)).toEqual([['music']]);
  const on = { leg };
  await perform({ do: 'play', playback: 'w1', on, prompts: ['name.with.dots'], language: 'zh' });
  await event('playStarted');
  expect(await heardFor(500, party)).toEqual([['dots']]);
  await event('playEnded');
  expect(await heardFor(500, party)).toEqual([['music']]);
  await perform({ do: 'leave', leg });
  expect(await heardFor(500, party)).toEqual([[]]);
});

test('who is connected out of the wait talks at once, both ways', async () => {
  const { caller: party, agent } = await talking();
  expect(await heardFor(500, party, agent)).toEqual([['agent'], ['caller']]);
});

test('who is on hold hears music, and prompts, the agent neither; taken back in the middle, both talk', async () => {
  const { caller: party, leg, agent } = await talking();
  await agent.hold();
  await event('legHeld');
  expect(await heardFor(400, party, agent)).toEqual([['music'], []]);
  const on = { leg };
  await perform({ do: 'play', playback: 'h1', on, prompts: ['first'], language: 'zh' });
  expect(await heardFor(600, party, agent)).toEqual([['first'], []]);
  await event('playEnded');
  expect(await heardFor(400, party, agent)).toEqual([['music'], []]);
  await perform({ do: 'play', playback: 'h2', on, prompts: ['first', 'first'], language: 'zh' });
  await pause(500);
  await agent.resume();
  await event('legResumed');
  await perform({ do: 'stopPlay', playback: 'h2' });
  expect(await heardFor(500, party, agent)).toEqual([['agent'], ['caller']]);
});

test('a prompt to the bridge right after a hold is heard by both, over their voices', async () => {
  const { caller: party, agent, bridge } = await talking();
  await agent.hold();
  await event('legHeld');
  await pause(300);
  await agent.resume();
  await event('legResumed');
  await perform({ do: 'play', playback: 'b1', on: { bridge }, prompts: ['first', 'first'], language: 'zh' });
  const both = [
    ['first', 'agent'],
    ['first', 'caller'],
  ];
  expect(await heardFor(600, party, agent)).toEqual(both);
  await event('playEnded');
  expect(await heardFor(500, party, agent)).toEqual([['agent'], ['caller']]);
});
