import { describe, expect, it } from 'vitest';
import { aCallerWaits, aHold, aTalk, ENGINE_ANSWERS, gaps, MOBILE } from './support/call-fixtures.ts';
import { PHASES } from './support/phases.ts';
import { type Scenario, scenario } from './support/scenario.ts';
import { aStandard, minutes, seconds } from './support/standard.ts';

/** Nothing is left of the call, although everybody else is still there. */
async function nothingIsLeft(s: Scenario): Promise<void> {
  await s.after(seconds(1));
  expect(s.sim.controls.openResources()).toEqual({ legs: [], bridges: [], playbacks: [] });
  expect(s.records.calls.map((call) => call.endedAt !== null)).toEqual([true]);
  expect(s.records.happened('hungUpFirst').length).toBe(1);
}

describe('a caller who hangs up', () => {
  it.each(Object.keys(PHASES))('during: %s', (name) =>
    scenario(aStandard(), async (s) => {
      const caller = await PHASES[name]?.(s);
      caller?.hangsUp();
      s.agent('8001').unregistered();
      await nothingIsLeft(s);
    }),
  );
});

describe('a caller whose connection is lost', () => {
  it.each(Object.keys(PHASES))('during: %s', (name) =>
    scenario(aStandard(), async (s) => {
      const caller = await PHASES[name]?.(s);
      caller?.isCutOff();
      s.agent('8001').unregistered();
      await nothingIsLeft(s);
    }),
  );
});

describe('an agent whose phone is gone', () => {
  it.each([
    'the greeting',
    'the talk',
    'music on hold',
    'the thanks after a hold',
    'the announcement of a hold',
  ])('cut off during: %s, the caller is in the queue, and another agent gets the call', (name) =>
    scenario(aStandard(), async (s) => {
      const caller = await PHASES[name]?.(s);
      const li = s.agent('8001').unregistered();
      li.isCutOff();
      await s.after(seconds(10));
      if (caller === undefined) throw new Error(name);
      s.expect(caller).hears('music');
      const wang = s.agent('8002').registered().answersAfter(seconds(1));
      await s.after(seconds(20));
      s.expect(caller).hears('<8002>');
      s.expect(wang).hears(`<${MOBILE}>`);
    }),
  );

  it('the caller stays in the call when the agent hangs up during the greeting', () =>
    scenario(aStandard(), async (s) => {
      const caller = await PHASES['the greeting']?.(s);
      s.agent('8001').hangsUp();
      await s.after(seconds(3));
      expect(caller?.gone).toBe(false);
      s.fact('close.caller.first', 'broken', { agent: '8001' });
    }));
});

describe('no agent', () => {
  it('a caller hears ringing, the greeting, reassurances and the offer when there are no agents', () =>
    scenario(aStandard(), async (s) => {
      const caller = await aCallerWaits(s);
      await s.after(minutes(3));
      s.expect(caller).heard(['ringing', 'salute.morning', 'company', 'queue.announce', 'music']).at(0);
      const times = s.expect(caller).times('hold.reminder');
      for (const gap of gaps(times, ENGINE_ANSWERS)) expect(gap).toBeLessThanOrEqual(15);
      expect(s.expect(caller).times('callback.offer').length).toBeGreaterThanOrEqual(1);
    }));

  it('a call to a number that is no line is refused', () =>
    scenario(aStandard(), async (s) => {
      const caller = await s.caller(MOBILE).dials('4009999999');
      await s.after(seconds(1));
      expect(caller.gone).toBe(true);
      expect(s.log.some(({ level, detail }) => level === 'warn' && detail?.line === '4009999999')).toBe(true);
    }));
});

describe('unexpected keys', () => {
  it('pressing hold twice is one hold', () =>
    scenario(aStandard(), async (s) => {
      const { agent, caller } = await aHold(s);
      agent.holds();
      await s.after(seconds(1));
      agent.holds();
      await s.after(seconds(20));
      expect(s.expect(caller).times('hold.announce')).toHaveLength(1);
      agent.resumes();
      await s.after(seconds(5));
      s.expect(caller).hears('<8001>');
    }));

  it('hold and resume within a few milliseconds leave both connected', () =>
    scenario(aStandard(), async (s) => {
      const { agent, caller } = await aTalk(s);
      for (let n = 0; n < 5; n += 1) {
        agent.holds();
        await s.after(3);
        agent.resumes();
        await s.after(2);
      }
      await s.after(seconds(5));
      s.expect(caller).hears('<8001>');
      s.expect(agent).hears(`<${MOBILE}>`);
    }));

  it.each(Object.keys(PHASES).filter((name) => !/offer|number|promise/.test(name)))(
    'digits during: %s',
    (name) =>
      scenario(aStandard(), async (s) => {
        const caller = await PHASES[name]?.(s);
        caller?.presses('0123456789*#');
        await s.after(seconds(2.5));
        expect(s.records.callbacks).toEqual([]);
        expect(caller?.gone).toBe(false);
      }),
  );

  it('the caller cannot press an agent’s key code', () =>
    scenario(aStandard(), async (s) => {
      const { agent, caller } = await aTalk(s);
      agent.presses('12#*9*3');
      await s.after(seconds(4));
      s.expect(caller).hears('<8001>');
      expect(s.records.happened('disposition')).toEqual([]);
    }));
});
