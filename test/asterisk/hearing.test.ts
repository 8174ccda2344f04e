import { describe, expect, test } from 'vitest';
import { type Interval, silences, type Voice } from '../../src/sipkit/index.ts';
import { lapse, overdue, pause } from '../host/machine.ts';
import { at, promptNames, prompts, recording, timesOf } from './support/hearing.ts';
import { instantOf } from './support/records.ts';
import { runGroups, scenarioGroup } from './support/scenario-group.ts';
import { AGENT_VOICE, CALLER_VOICE, tone } from './support/sip-parties.ts';
import type { TestSite } from './support/site.ts';

const LINE = '4008000003';
const SILENT = '13800000011';
const DEAD = '13800000012';
const SHY = '13800000013';
const NOISY = '13800000014';

const STEPS = ['hear.silent.1.aftersales', 'hear.silent.2.aftersales', 'hear.silent.3.aftersales'];
const LOUDER = 'hear.noise.1.aftersales';
const ANOTHER = 'hear.noise.2.aftersales';
/** What the standard has, and what may be different on the way to a party, ms. */
const AFTER_MS = 4000;
const PAUSE_MS = 3000;
const END_MS = 2000;
const TOLERANCE_MS = 300;
/** What can be said in these calls. */
const SAID =
  /^(greeting\.hello|company|greeting\.agent|digit|greeting\.help\.aftersales|hear\..*aftersales|close\.goodbye)/;
const PER_MS = 8;
const FRAME_MS = 20;
const VOICES = [CALLER_VOICE, AGENT_VOICE];

/** A caller and an agent who have been connected; the agent says nothing either. */
async function connected({ parties, records }: TestSite, from: string, voice: Voice) {
  const caller = await parties.caller(from, LINE, voice);
  const { agent, leg } = await parties.pickedUp(from);
  const fact = await records.event(from, 'connected');
  return { caller, agent, leg, since: instantOf(fact) };
}

/** Waits until the engine has let the caller go. */
async function letGo(site: TestSite, from: string, voice: Voice) {
  const call = await connected(site, from, voice);
  await call.caller.event('ended', { timeoutMs: 60_000 });
  await site.records.event(from, 'ended');
  return { ...call, facts: await site.records.facts(await site.records.id(from)) };
}

const desk = scenarioGroup(
  { phones: ['8001', '8002', '8003', '8004'] },
  {
    silent: (site) => letGo(site, SILENT, { kind: 'silence' }),
    dead: (site) => letGo(site, DEAD, { kind: 'none' }),
    /** Says a word after the first step, for half a second. */
    async shy(site) {
      const call = await connected(site, SHY, { kind: 'silence' });
      await site.records.event(SHY, 'prompt');
      await pause(4000);
      const word = performance.now();
      call.caller.rtp.say(tone(CALLER_VOICE));
      await pause(500);
      call.caller.rtp.say({ kind: 'silence' });
      await pause(12_000);
      const there = !call.caller.events.some(({ name }) => name === 'ended');
      await call.caller.hangUp();
      await site.records.event(SHY, 'ended');
      const facts = await site.records.facts(await site.records.id(SHY));
      return { ...call, word, there, facts };
    },
    /** Talks all the time, and cannot be made out; the agent's key three times. */
    async noisy(site) {
      const call = await connected(site, NOISY, tone(CALLER_VOICE));
      for (const step of [1, 2, 3]) {
        await pause(1500);
        await call.leg.rtp.sendDigits('*43');
        await site.records.event(NOISY, 'prompt', { count: step });
        if (step < 3) await pause(6000);
      }
      await call.caller.event('ended', { timeoutMs: 60_000 });
      await site.records.event(NOISY, 'ended');
      const facts = await site.records.facts(await site.records.id(NOISY));
      return { ...call, facts };
    },
  },
);

runGroups(desk);

/** A breath inside a phrase is shorter than this, and every pause that is judged here longer. */
const APART_MS = 1500;

/** What somebody heard from a moment on who hears nothing else: each stretch of sound that silence parts from the next. Where it
 * begins and ends is told by the sound itself, which a busy machine may stretch; what it says is told by `heardBy`. */
function stretches(leg: Parameters<typeof recording>[0], from: number): Interval[] {
  const heard = recording(leg);
  const quiet = silences(heard, { from, leastMs: APART_MS });
  return quiet.flatMap(({ to }, i) => {
    const next = quiet[i + 1]?.from ?? heard.startAt + heard.pcm.length / PER_MS;
    return next - to > FRAME_MS ? [{ from: to, to: next }] : [];
  });
}

const heardBy = (leg: Parameters<typeof recording>[0]) =>
  prompts(recording(leg), { voices: VOICES, only: SAID });

describe.each([
  ['sends RTP of silence', 'silent'],
  ['sends no RTP at all', 'dead'],
] as const)('hear.silent: a caller who %s', (_what, name) => {
  test('hears the three steps in their times, and is let go', async () => {
    const { caller, since } = await desk.results[name]();
    const [first, second, third, ...more] = stretches(caller, since);
    if (!first || !second || !third) throw new Error('fewer than three steps were heard');
    expect(more).toEqual([]);
    const heard = await heardBy(caller);
    for (const [i, { from, to }] of [first, second, third].entries()) {
      const there = timesOf(heard, STEPS[i] ?? '').filter((step) => step.to > from && step.from < to);
      expect(there.length, `step ${i + 1} among ${promptNames(heard)}`).toBeGreaterThan(0);
    }
    const off = {
      first: overdue(since + AFTER_MS, first.from),
      second: overdue(first.to + PAUSE_MS, second.from),
      third: overdue(second.to + PAUSE_MS, third.from),
      end: overdue(third.to + END_MS, at(caller, 'ended')),
    };
    for (const [what, ms] of Object.entries(off)) {
      expect(Math.abs(ms), `${what}: ${JSON.stringify(off)}`).toBeLessThanOrEqual(TOLERANCE_MS);
    }
  });

  test('the agent hears the same, and is let go too', async () => {
    const { leg } = await desk.results[name]();
    const heard = await heardBy(leg);
    for (const step of STEPS) expect(timesOf(heard, step).length, promptNames(heard)).toBeGreaterThan(0);
    at(leg, 'ended');
  });

  test('what was measured is on record, and whose doing the end is', async () => {
    const { facts } = await desk.results[name]();
    expect(facts).toContainEqual(
      expect.objectContaining({ kind: 'clause', clause: 'hear.silent', verdict: 'kept', by: 'engine' }),
    );
    const events = facts.flatMap((fact) => (fact.kind === 'event' ? [[fact.name, fact.by]] : []));
    expect(events).toContainEqual(['silent', 'caller']);
    expect(events).toContainEqual(['letGo', 'engine']);
    expect(events).toContainEqual(['hungUpFirst', 'engine']);
    expect(facts.some((fact) => fact.kind === 'clause' && fact.verdict === 'broken')).toBe(false);
  });
});

describe('hear.silent: a caller who says a word after step 1', () => {
  test('hears no more of it, and is not let go', async () => {
    const { caller, since, there, word, facts } = await desk.results.shy();
    const heard = await heardBy(caller);
    expect(there).toBe(true);
    const steps = stretches(caller, since);
    expect(steps).toHaveLength(1);
    expect(lapse(word, steps[0]?.to ?? 0)).toBeLessThan(TOLERANCE_MS);
    expect(timesOf(heard, STEPS[0] ?? '').length, promptNames(heard)).toBeGreaterThan(0);
    for (const step of STEPS.slice(1)) expect(timesOf(heard, step), promptNames(heard)).toEqual([]);
    expect(facts).toContainEqual(
      expect.objectContaining({
        name: 'scriptStopped',
        detail: { clause: 'hear.silent', by: 'word', step: 1 },
      }),
    );
  });
});

describe('hear.noise by the agent’s key', () => {
  test('a step at each press, and the call is ended 2 s after the last', async () => {
    const { caller, since } = await desk.results.noisy();
    const steps = stretches(caller, since);
    expect(steps).toHaveLength(3);
    const heard = await heardBy(caller);
    for (const [i, { from, to }] of steps.entries()) {
      const said = timesOf(heard, i < 2 ? LOUDER : ANOTHER).filter((p) => p.to > from && p.from < to);
      expect(said.length, promptNames(heard)).toBeGreaterThan(0);
    }
    const off = overdue((steps.at(-1)?.to ?? 0) + END_MS, at(caller, 'ended'));
    expect(Math.abs(off)).toBeLessThanOrEqual(TOLERANCE_MS);
  });

  test('the caller hears none of the keys, and the agent none of the error’s', async () => {
    const { caller, facts } = await desk.results.noisy();
    expect(caller.rtp.digits()).toEqual([]);
    const heard = await heardBy(caller);
    const greeting = heard.filter(({ name }) => !name.startsWith('hear.'));
    expect(greeting.at(-1)?.name, promptNames(heard)).toBe('greeting.help.aftersales');
    expect(facts.filter((fact) => fact.kind === 'clause' && fact.clause === 'hear.noise')).toHaveLength(3);
  });
});
