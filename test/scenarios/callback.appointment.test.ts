import { describe, expect, it } from 'vitest';
import { aTalk, MOBILE } from './support/call-fixtures.ts';
import { MONDAY_MORNING, type Scenario, scenario } from './support/scenario.ts';
import { LINE } from './support/site.ts';
import { aStandard, minutes, seconds } from './support/standard.ts';

const STANDARD = aStandard({ 'callback.appointment': {} });
const hours = (n: number) => minutes(60 * n);
/** 15:30 in Shanghai, on the day of the stories. */
const HALF_PAST_THREE = MONDAY_MORNING + hours(5.5);

const wall = (s: Scenario) => s.sim.clock.now().wall;

async function agreed(s: Scenario, keys = '*721530') {
  const talk = await aTalk(s);
  talk.agent.presses(keys);
  await s.after(seconds(3));
  talk.agent.presses('*31');
  await s.after(seconds(3));
  talk.caller.hangsUp();
  talk.caller.answersAfter(seconds(3));
  await s.after(seconds(10));
  return talk;
}

describe('callback.appointment', () => {
  it('a time that the agent keys in is confirmed to the agent by a tone, and the customer is called then', () =>
    scenario(STANDARD, async (s) => {
      const { agent, caller } = await agreed(s);
      s.expect(agent).heard(['tone.ok']);
      s.expect(caller).never('tone');
      expect(s.records.callbacks).toMatchObject([
        { kind: 'appointment', number: `+86${MOBILE}`, dueAt: HALF_PAST_THREE, status: { is: 'scheduled' } },
      ]);

      await s.until(() => caller.inCall, hours(6));
      expect(wall(s) - HALF_PAST_THREE).toBeGreaterThan(0);
      expect(wall(s) - HALF_PAST_THREE).toBeLessThan(minutes(1));
      await s.after(seconds(20));
      s.expect(caller).hears('<8001>');
      agent.presses('*31');
      await s.after(seconds(2));
      caller.hangsUp();
      await s.after(minutes(1));

      const { measured } = s.fact('callback.appointment', 'kept');
      expect(measured).toMatchObject({ limit: 300, unit: 's' });
      expect(s.records.callbacks).toMatchObject([{ status: { is: 'settled' } }]);
      // who agreed on a later time has not waited for news
      s.records.neverBroken('callback.interim');
    }));

  it.each([
    ['*7203061530', HALF_PAST_THREE + hours(24 * 4), 'tone.ok'],
    // nobody is called at 23:30, and there is no 30 February
    ['*7203062330', null, 'tone.error'],
    ['*7202301530', null, 'tone.error'],
  ] as const)('a date, dialled after the call: %s', (code, dueAt, tone) =>
    scenario(STANDARD, async (s) => {
      const { agent, caller } = await aTalk(s);
      caller.hangsUp();
      await s.after(seconds(2));
      agent.dialsCode(code);
      await s.after(seconds(4));
      s.expect(agent).heard([tone]);
      const due = s.records.callbacks.map((callback) => callback.dueAt);
      expect(due).toEqual(dueAt === null ? [] : [dueAt]);
    }),
  );

  it('the agent who made the appointment gets it, although another has been idle for longer', () =>
    scenario(STANDARD, async (s) => {
      s.agent('8002').answersAfter(seconds(1));
      const { caller } = await agreed(s);
      s.agent('8002').registered();
      await s.until(() => caller.inCall, hours(6));
      expect(s.records.callbacks).toMatchObject([{ attempts: [{ agent: '8001' }] }]);
      caller.hangsUp();
    }));

  it('another agent calls if that agent is not there', () =>
    scenario(STANDARD, async (s) => {
      const { agent, caller } = await agreed(s);
      agent.dialsCode('*10');
      await s.after(seconds(5));
      s.agent('8002').registered().answersAfter(seconds(1));
      await s.until(() => caller.inCall, hours(6));
      expect(wall(s) - HALF_PAST_THREE).toBeLessThan(minutes(1));
      caller.hangsUp();
      await s.after(minutes(1));
      s.fact('callback.appointment', 'kept');
    }));

  it('the agent can make it during the wrap-up, by code, in minutes from now', () =>
    scenario(STANDARD, async (s) => {
      const { agent, caller } = await aTalk(s);
      caller.hangsUp();
      caller.answersAfter(seconds(3));
      await s.after(seconds(5));
      agent.dialsCode('*7145');
      const then = wall(s) + minutes(45);
      await s.after(seconds(3));
      s.expect(agent).heard(['tone.ok']);
      expect(s.records.callbacks).toMatchObject([{ kind: 'promised', status: { is: 'scheduled' } }]);
      await s.until(() => caller.inCall, hours(1));
      expect(Math.abs(wall(s) - then)).toBeLessThan(minutes(1));
      caller.hangsUp();
    }));

  it.each([
    ['a minute', 1, '8002'],
    ['as long as the standard has it', 15, '8001'],
  ])('a busy agent’s promise waits for that agent for %s', (_, own, by) =>
    scenario(
      aStandard({ 'callback.appointment': {} }, { handling: { ownAgentMs: minutes(own) } }),
      async (s) => {
        const { caller } = await agreed(s, '*7110');
        await s.after(minutes(9));
        // another caller, who talks with the agent for five minutes
        const other = await s.caller('13912345678').dials(LINE);
        await s.until(() => other.inCall, minutes(1));
        s.agent('8002').registered().answersAfter(seconds(1));
        await s.after(minutes(5));
        other.hangsUp();
        await s.until(() => caller.inCall, minutes(3));
        await s.after(seconds(20));
        s.expect(caller).hears(`<${by}>`);
        caller.hangsUp();
      },
    ),
  );

  it('an appointment for now starts after the wrap-up', () =>
    scenario(STANDARD, async (s) => {
      const { caller } = await agreed(s, '*70');
      await s.after(seconds(20));
      s.expect(caller).hears('<8001>');
      expect(s.records.judged('callback.appointment')).toEqual([]);
      caller.hangsUp();
    }));

  it('a time that has passed today means tomorrow', () =>
    scenario(STANDARD, async (s) => {
      await agreed(s, '*720900');
      expect(s.records.callbacks).toMatchObject([{ dueAt: MONDAY_MORNING + hours(23) }]);
    }));

  it('an appointment made in a callback moves that callback', () =>
    scenario(STANDARD, async (s) => {
      const { agent, caller } = await agreed(s);
      await s.until(() => caller.inCall, hours(6));
      await s.after(seconds(20));
      agent.presses('*721700');
      await s.after(seconds(3));
      caller.hangsUp();
      await s.after(minutes(1));

      expect(s.records.callbacks).toMatchObject([
        {
          kind: 'appointment',
          dueAt: HALF_PAST_THREE + hours(1.5),
          status: { is: 'scheduled' },
          attempts: [{ outcome: 'rescheduled' }],
        },
      ]);
      expect(s.records.judged('callback.appointment')).toMatchObject([{ verdict: 'kept' }]);
      await s.until(() => caller.inCall, hours(2));
      await s.after(seconds(20));
      agent.presses('*31');
      await s.after(seconds(1));
      caller.hangsUp();
      await s.after(minutes(1));
      expect(s.records.judged('callback.appointment')).toHaveLength(2);
      expect(s.records.callbacks).toMatchObject([{ status: { is: 'settled' } }]);
      s.records.neverBroken('callback.interim');
    }));

  it('a second appointment in the same call replaces the first', () =>
    scenario(STANDARD, async (s) => {
      const { agent } = await aTalk(s);
      agent.presses('*721530');
      await s.after(seconds(2));
      agent.presses('*721630');
      await s.after(seconds(2));
      expect(s.records.callbacks).toMatchObject([{ dueAt: HALF_PAST_THREE + hours(1) }]);
      expect(s.records.judged('callback.interim')).toEqual([]);
    }));

  it('an appointment without an agent breaks the clause, and the customer is called later', () =>
    scenario(STANDARD, async (s) => {
      const { agent, caller } = await agreed(s);
      agent.unregistered();
      await s.after(hours(5.7));
      const { measured } = s.fact('callback.appointment', 'broken');
      expect(measured?.value).toBeGreaterThan(300);
      agent.registered();
      await s.until(() => caller.inCall, minutes(2));
      caller.hangsUp();
      await s.after(minutes(1));
      expect(s.records.judged('callback.appointment')).toHaveLength(1);
    }));

  it('an appointment survives a crash', () =>
    scenario(STANDARD, async (s) => {
      const { caller } = await agreed(s);
      await s.crash();
      await s.after(hours(1));
      await s.restart();
      await s.until(() => caller.inCall, hours(6));
      expect(wall(s) - HALF_PAST_THREE).toBeLessThan(minutes(1));
      caller.hangsUp();
    }));

  it.each([
    ['no time of day', '*722575'],
    ['at night, when nobody is called', '*720300'],
    ['in no minutes', '*7100'],
  ])('%s: the other tone, and no callback', (_what, keys) =>
    scenario(STANDARD, async (s) => {
      const { agent, caller } = await aTalk(s);
      agent.presses(keys);
      await s.after(seconds(3));
      s.expect(agent).heard(['tone.error']);
      s.expect(caller).never('tone');
      expect(s.records.callbacks).toEqual([]);
    }),
  );

  it('a caller who withholds the number cannot get an appointment', () =>
    scenario(STANDARD, async (s) => {
      const { agent } = await aTalk(s, 'anonymous');
      agent.presses('*721530');
      await s.after(seconds(3));
      s.expect(agent).heard(['tone.error']);
      expect(s.records.callbacks).toEqual([]);
    }));
});
