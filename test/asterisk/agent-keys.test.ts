import { describe, expect, test } from 'vitest';
import { AGENT_KEYS, type AgentKey } from '../../src/core/agents/keys.ts';
import type { Standard } from '../../src/core/standard/standard.ts';
import { findPrompt, type Leg } from '../../src/sipkit/index.ts';
import { pause } from '../host/machine.ts';
import { promptPcm, prompts, recording, withoutTone } from './support/hearing.ts';
import { runGroups, scenarioGroup } from './support/scenario-group.ts';
import { AGENT_VOICE, CALLER_VOICE, tone } from './support/sip-parties.ts';
import type { TestSite } from './support/site.ts';

const LINE = '4008001234';
const PHONES = ['8001', '8002', '8003', '8004', '8005'];
const SUPERVISOR = '8900';
/** Long enough for every key, its tone, and a phrase to begin. */
const AFTER_MS = 2500;
/** Wrong at its last key only: while others are being pressed Asterisk holds its own sound back. */
const WRONG = '*49';

function quick(shipped: Standard): Standard {
  return { ...shipped, clauses: { ...shipped.clauses, 'close.record': { wrapUpMs: 1000 } } };
}

/** The digits that an agent chooses: 3, or half past three. */
function pressed({ code }: AgentKey): string {
  return code.replace('HHMM', '1530').replace('MM', '30').replace('N', '3');
}

const CODES = [...AGENT_KEYS.filter(({ where }) => where !== 'desk').map(pressed), WRONG];
const TWICE = AGENT_KEYS.filter(({ twice }) => twice).map(pressed);
/** Their first press, and nothing more for so long: the agent would be gone by then. */
const ASKED_MS = 1500;

interface Pressed {
  readonly caller: Leg;
  readonly leg: Leg;
  /** A code that ends the call has done so at its first press. */
  readonly endedAtOnce: boolean;
}

async function dials({ parties }: TestSite, agent: string, code: string): Promise<void> {
  const leg = await parties.phoneOf(agent).dial(code);
  await leg.event('ended');
}

/** One call, in which the agent presses one code. */
async function press(site: TestSite, code: string, from: string): Promise<Pressed> {
  const { parties, records } = site;
  const trunk = await parties.openCustomers();
  const caller = await trunk.dial(LINE, { from, voice: tone(CALLER_VOICE) });
  const { agent, leg } = await parties.pickedUp(from, 60_000);
  leg.rtp.say(tone(AGENT_VOICE));
  await records.event(from, 'connected');
  await pause(1000);
  await leg.rtp.sendDigits(code);
  let endedAtOnce = false;
  if (TWICE.includes(code)) {
    await pause(ASKED_MS);
    endedAtOnce = hasEnded(leg);
    await leg.rtp.sendDigits(code);
  }
  await pause(AFTER_MS);
  await caller.hangUp();
  await records.event(from, 'ended', { timeoutMs: 60_000 });
  // whoever has logged out or paused is back at work
  await dials(site, agent, '*11');
  await dials(site, agent, '*20');
  return { caller, leg, endedAtOnce };
}

function hasEnded({ events }: Leg): boolean {
  return events.some(({ name }) => name === 'ended');
}

/** What an agent hears on the idle phone about the own state: free, on a break and why, and free again. */
async function states({ parties }: TestSite): Promise<Leg[]> {
  const legs: Leg[] = [];
  for (const code of ['*12', '*22', '*12', '*20']) {
    const leg = await parties.phoneOf('8001').dial(code);
    await leg.event('ended', { timeoutMs: 30_000 });
    if (code === '*12') legs.push(leg);
  }
  return legs;
}

/** Some keys promise a callback: the agents whose phones ring for one pick up, and the customers are busy. */
async function callBack(
  { parties }: TestSite,
  over: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    for (const leg of PHONES.flatMap((phone) => parties.legsOf(phone))) {
      const happened = leg.events.map(({ name }) => name);
      const rings =
        happened.includes('ringing') && !happened.includes('answered') && !happened.includes('ended');
      if (rings && over.has(leg.from)) leg.answer();
    }
    await pause(100);
  }
}

async function pressAll(site: TestSite) {
  // before the first call, so that nothing else happens to the agent
  const heard = await states(site);
  (await site.parties.phone(SUPERVISOR)).behave({ does: 'answer', afterMs: 500 });
  (await site.parties.openCustomers()).behave({ does: 'busy' });
  const left = [...CODES.entries()];
  const calls = new Map<string, Pressed>();
  const over = new Set<string>();
  const lane = async () => {
    for (let next = left.shift(); next; next = left.shift()) {
      const [index, code] = next;
      const from = `1390002${String(index).padStart(4, '0')}`;
      calls.set(code, await press(site, code, from));
      over.add(from);
    }
  };
  const finished = new AbortController();
  const callbacks = callBack(site, over, finished.signal);
  await Promise.all(PHONES.map(lane)).finally(() => finished.abort());
  await callbacks;
  return { calls, states: heard };
}

const desk = scenarioGroup({ phones: PHONES, standards: { strict: quick } }, { keys: pressAll });

runGroups(desk);

async function heardTone(leg: Leg, name: string): Promise<boolean> {
  const heard = [CALLER_VOICE, AGENT_VOICE].reduce(withoutTone, recording(leg));
  return findPrompt(heard, await promptPcm(name)).length > 0;
}

async function callOf(code: string): Promise<Pressed> {
  const call = (await desk.results.keys()).calls.get(code);
  if (!call) throw new Error(`nobody pressed ${code}`);
  return call;
}

describe.each(CODES)('%s during a call', (code) => {
  test('the caller hears no key', async () => {
    const { caller, leg } = await callOf(code);
    expect(caller.rtp.digits()).toEqual([]);
    expect(leg.events.map(({ name }) => name)).toContain('answered');
  });

  test('the caller hears no tone', async () => {
    const { caller } = await callOf(code);
    expect(await heardTone(caller, 'tone.ok')).toBe(false);
    expect(await heardTone(caller, 'tone.error')).toBe(false);
    if (TWICE.includes(code)) expect(await heardTone(caller, 'tone.cue')).toBe(false);
  });

  test('the agent hears whether it was understood', async () => {
    const { leg } = await callOf(code);
    const key = AGENT_KEYS.find((each) => pressed(each) === code);
    expect(await heardTone(leg, 'tone.error')).toBe(key === undefined);
    if (key && !key.audible) expect(await heardTone(leg, 'tone.ok')).toBe(true);
  });
});

test.each(TWICE)(
  '%s: once, the agent hears that it has to be pressed again; twice, the call is over',
  async (code) => {
    const { leg, endedAtOnce } = await callOf(code);
    expect(endedAtOnce).toBe(false);
    expect(await heardTone(leg, 'tone.cue')).toBe(true);
    // by the engine: the caller hangs up later
    expect(leg.events.at(-1)?.end).toEqual({ how: 'bye', by: 'far' });
  },
);

test('*12: the agent hears the own state', async () => {
  const [free, paused] = (await desk.results.keys()).states;
  const heard = async (leg: Leg | undefined) =>
    leg === undefined
      ? []
      : (await prompts(recording(leg), { voices: [], only: /^state\./ })).map(({ name }) => name);
  expect(await heard(free)).toEqual(['state.free']);
  expect(await heard(paused)).toEqual(['state.paused', 'state.code']);
});
