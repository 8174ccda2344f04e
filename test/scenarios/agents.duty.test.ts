import { describe, expect, it } from 'vitest';
import { aCallerWaits, aTalk, MOBILE } from './support/call-fixtures.ts';
import { type Scenario, scenario } from './support/scenario.ts';
import { aStandard, minutes, seconds } from './support/standard.ts';

const OTHER = '13912345678';

async function dials(s: Scenario, code: string) {
  const agent = s.agent('8001').registered().answersAfter(seconds(1));
  await s.after(seconds(1));
  agent.dialsCode(code);
  await s.after(seconds(3));
  return agent;
}

describe('an agent', () => {
  it('who is signed out gets no calls, and the next call after signing in', () =>
    scenario(aStandard(), async (s) => {
      const agent = await dials(s, '*10');
      s.expect(agent).heard(['tone.ok']);
      const caller = await aCallerWaits(s);
      await s.after(seconds(20));
      expect(s.records.happened('agentRung')).toEqual([]);
      agent.dialsCode('*11');
      await s.after(seconds(15));
      s.expect(caller).hears('<8001>');
      expect(s.records.happened('agentLoggedOut')).toMatchObject([{ by: { agent: '8001' } }]);
      expect(s.records.happened('agentLoggedIn')).toMatchObject([{ detail: { was: 'loggedOut' } }]);
    }));

  it('who pauses gets no calls until the pause ends; the record has the reason and the time', () =>
    scenario(aStandard(), async (s) => {
      const agent = await dials(s, '*22');
      const caller = await aCallerWaits(s);
      await s.after(minutes(1));
      expect(s.records.happened('agentRung')).toEqual([]);
      agent.dialsCode('*20');
      await s.after(seconds(15));
      s.expect(caller).hears('<8001>');
      expect(s.records.happened('agentPaused')).toMatchObject([
        { by: { agent: '8001' }, detail: { reason: '2', name: 'meal' } },
      ]);
      const [resumed] = s.records.happened('agentResumed');
      expect(resumed?.detail?.seconds).toBeGreaterThan(60);
    }));

  it.each([
    ['pauses', '*21', 'paused'],
    ['logs out', '*10', 'loggedOut'],
  ])('who %s during a call talks on, writes it down, and gets no next one', (_what, keys, is) =>
    scenario(aStandard(), async (s) => {
      const { agent, caller } = await aTalk(s);
      agent.presses(keys);
      await s.after(seconds(2));
      s.expect(agent).heard(['tone.ok']);
      s.expect(caller).never('tone');
      s.expect(caller).hears('<8001>');
      const next = await aCallerWaits(s, OTHER);
      caller.hangsUp();
      await s.after(seconds(5));
      agent.dialsCode('*31');
      await s.after(minutes(1));
      s.fact('close.record', 'kept', { agent: '8001' });
      s.expect(next).never('<8001>');
      expect(s.records.agents.find(({ id }) => id === '8001')?.availability.is).toBe(is);
    }),
  );

  it('who registers again keeps the state, also after a restart of the engine', () =>
    scenario(aStandard(), async (s) => {
      const agent = await dials(s, '*21');
      agent.unregistered();
      await s.after(seconds(5));
      agent.registered();
      const caller = await aCallerWaits(s);
      await s.after(seconds(10));
      await s.crash();
      await s.after(seconds(5));
      await s.restart();
      await s.after(seconds(20));
      s.expect(caller).never('<8001>');
      agent.dialsCode('*20');
      await s.after(seconds(15));
      s.expect(caller).hears('<8001>');
    }));

  it.each([
    ['a reason that has no name', '*27'],
    ['a code that there is not', '*99'],
    ['a call’s key on an idle phone', '*81'],
    ['no last caller', '*79'],
  ])('%s: the other tone, and nothing changes', (_what, code) =>
    scenario(aStandard(), async (s) => {
      const agent = await dials(s, code);
      s.expect(agent).heard(['tone.error']);
      expect(agent.gone).toBe(true);
      const caller = await aCallerWaits(s);
      await s.after(seconds(15));
      s.expect(caller).hears('<8001>');
    }),
  );

  it('who is signed out can neither pause nor end a pause', () =>
    scenario(aStandard(), async (s) => {
      const agent = await dials(s, '*10');
      for (const code of ['*21', '*20']) {
        agent.dialsCode(code);
        await s.after(seconds(3));
      }
      expect(s.expect(agent).times('tone.error')).toHaveLength(2);
      expect(s.records.agents.find(({ id }) => id === '8001')?.availability.is).toBe('loggedOut');
    }));
});

describe('callback.purpose: an agent calls the last caller again', () => {
  const afterTalk = async (s: Scenario) => {
    const talk = await aTalk(s);
    talk.agent.presses('*31');
    await s.after(seconds(2));
    talk.caller.hangsUp();
    talk.caller.answersAfter(seconds(2));
    await s.after(seconds(5));
    return talk;
  };

  it('by code: the agent’s phone rings first, then the customer’s, and no other agent’s', () =>
    scenario(aStandard(), async (s) => {
      const idle = s.agent('8002').answersAfter(seconds(1));
      const { agent, caller } = await afterTalk(s);
      idle.registered();
      await s.after(seconds(5));
      agent.dialsCode('*79');
      await s.after(seconds(30));
      s.expect(caller).hears('<8001>');
      expect(s.records.callbacks).toMatchObject([
        { kind: 'followUp', number: `+86${MOBILE}`, attempts: [{ agent: '8001' }] },
      ]);
      caller.hangsUp();
      await s.after(minutes(1));
      expect(s.records.callbacks).toMatchObject([{ status: { is: 'settled' } }]);
    }));

  it('but not during a pause', () =>
    scenario(aStandard(), async (s) => {
      const { agent } = await afterTalk(s);
      for (const code of ['*21', '*79']) {
        agent.dialsCode(code);
        await s.after(seconds(3));
      }
      s.expect(agent).heard(['tone.error']);
      expect(s.records.callbacks).toEqual([]);
    }));

  it('but not a caller who withheld the number', () =>
    scenario(aStandard(), async (s) => {
      const { agent, caller } = await aTalk(s, 'anonymous');
      agent.presses('*31');
      await s.after(seconds(2));
      caller.hangsUp();
      await s.after(seconds(3));
      agent.dialsCode('*79');
      await s.after(seconds(3));
      s.expect(agent).heard(['tone.error']);
    }));
});
