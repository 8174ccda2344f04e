import { describe, expect, it } from 'vitest';
import { recordTypes, STAFF } from './support/escalation-fixtures.ts';
import { scenario } from './support/scenario.ts';
import { aStandard, seconds } from './support/standard.ts';
import { aHeardTalk, shipped } from './support/talk-fixtures.ts';

const STEPS = ['people.complaint.taken.1.ticketing', 'people.complaint.taken.2.ticketing'];

describe('people.complaint.taken', () => {
  it('the apology at the first press, the thanks at the second; one complaint is recorded, and the talk goes on', () =>
    scenario(shipped('ticketing'), async (s) => {
      const { agent, caller } = await aHeardTalk(s);
      for (const step of STEPS) {
        const pressedAt = (s.sim.clock.now().mono - caller.zero) / 1000;
        agent.presses('*58');
        await s.after(seconds(40));
        s.expect(caller)
          .heard([step], pressedAt)
          .by(pressedAt + 1);
        s.expect(agent).heard([step], pressedAt);
      }
      expect(recordTypes(s)).toEqual(['complaint']);
      expect(s.records.judged('people.complaint.taken').map(({ verdict }) => verdict)).toEqual([
        'kept',
        'kept',
      ]);
      s.fact('people.complaint.taken', 'kept', { agent: '8001' });
      s.expect(caller).hears('<8001>');
      expect(caller.inCall).toBe(true);
    }));

  it('the agent keeps the call: nobody else is asked', () =>
    scenario(
      shipped('ticketing'),
      async (s) => {
        s.agent('8800').registered().answersAfter(seconds(1));
        const { agent, caller } = await aHeardTalk(s);
        agent.presses('*58');
        await s.after(seconds(40));
        expect(s.records.happened('handedOver')).toEqual([]);
        s.expect(caller).hears('<8001>');
      },
      { staff: STAFF },
    ));

  it('an apology that cannot be played breaks the clause; the complaint is recorded all the same', () =>
    scenario(
      shipped('ticketing'),
      async (s) => {
        const { agent } = await aHeardTalk(s);
        agent.presses('*58');
        await s.after(seconds(5));
        s.fact('people.complaint.taken', 'broken', 'engine');
        expect(recordTypes(s)).toEqual(['complaint']);
      },
      { missing: [STEPS[0] ?? ''] },
    ));

  it('a standard without the clause records nothing', () =>
    scenario(aStandard(), async (s) => {
      const { agent } = await aHeardTalk(s);
      agent.presses('*58');
      await s.after(seconds(2));
      s.expect(agent).heard(['tone.error']);
      expect(recordTypes(s)).toEqual([]);
    }));
});
