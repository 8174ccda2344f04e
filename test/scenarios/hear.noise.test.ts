import { describe, expect, it } from 'vitest';
import { spoken } from './support/call-fixtures.ts';
import { scenario } from './support/scenario.ts';
import { aStandard, seconds } from './support/standard.ts';
import { aHeardTalk, shipped } from './support/talk-fixtures.ts';

const LOUDER = 'hear.noise.1.aftersales';
const ANOTHER = 'hear.noise.2.aftersales';
const WANG = { agent: '8001' };

describe('hear.noise, aftersales', () => {
  it('each press plays the next step, and the call ends 2 s after the last', () =>
    scenario(shipped('aftersales'), async (s) => {
      const { agent, caller } = await aHeardTalk(s);
      for (const _step of [1, 2]) {
        agent.presses('*43');
        await s.after(seconds(10));
      }
      expect(s.expect(caller).times(LOUDER)).toHaveLength(2);
      s.expect(caller).never(ANOTHER);
      expect(caller.inCall).toBe(true);

      agent.presses('*43');
      await s.until(() => caller.gone, seconds(20));
      const { to } = s.expect(caller).heard([ANOTHER]);
      expect((s.sim.clock.now().mono - caller.zero) / 1000 - to).toBeCloseTo(2, 1);
      s.expect(caller).never('tone');
      s.expect(agent).heard([ANOTHER]);
      await s.after(seconds(1));
      expect(s.records.happened('letGo')).toMatchObject([{ detail: { clause: 'hear.noise' } }]);
      expect(s.records.happened('hungUpFirst')).toMatchObject([{ by: 'engine' }]);
      expect(s.records.judged('close.caller.first')).toEqual([]);
      expect(s.records.judged('hear.noise').map(({ verdict }) => verdict)).toEqual(['kept', 'kept', 'kept']);
      s.fact('hear.noise', 'kept', WANG);
    }));

  it.each([
    ['any key', '7'],
    ['the key of the script, which says the last step again', '*43'],
    ['another script', '*46'],
  ])('the agent presses %s in those 2 s: the call goes on', (_what, keys) =>
    scenario(shipped('aftersales'), async (s) => {
      const { agent, caller } = await aHeardTalk(s);
      for (const _step of [1, 2]) {
        agent.presses('*43');
        await s.after(seconds(10));
      }
      agent.presses('*43');
      // the keys, the way to the ear, the step; and then half a second of the two
      await s.after(seconds(0.4 + spoken(ANOTHER) + 0.5));
      agent.presses(keys);
      await s.after(seconds(3));
      expect(caller.inCall).toBe(true);
      expect(s.records.happened('scriptStopped')).toMatchObject([
        { by: WANG, detail: { clause: 'hear.noise' } },
      ]);
    }),
  );

  it('a hold in those 2 s keeps the call', () =>
    scenario(shipped('aftersales'), async (s) => {
      const { agent, caller } = await aHeardTalk(s);
      for (const _step of [1, 2, 3]) {
        agent.presses('*43');
        await s.after(seconds(6));
      }
      agent.holds();
      // the customer is asked, given time to answer, and thanked
      await s.after(seconds(15));
      s.expect(caller).hears('music');
      agent.resumes();
      await s.after(seconds(10));
      expect(caller.inCall).toBe(true);
    }));

  it('noise from the caller does not keep the call', () =>
    scenario(shipped('aftersales'), async (s) => {
      const { agent, caller } = await aHeardTalk(s);
      caller.startsTalking();
      for (const _step of [1, 2, 3]) {
        agent.presses('*43');
        await s.after(seconds(7));
      }
      await s.until(() => caller.gone, seconds(10));
    }));

  it('a step that cannot be played breaks the clause and does not end the call', () =>
    scenario(
      shipped('aftersales'),
      async (s) => {
        const { agent, caller } = await aHeardTalk(s);
        for (const _step of [1, 2, 3]) {
          agent.presses('*43');
          await s.after(seconds(7));
        }
        await s.after(seconds(10));
        s.fact('hear.noise', 'broken', 'engine');
        expect(caller.inCall).toBe(true);
      },
      { missing: [ANOTHER] },
    ));
});

describe('hear.noise, ticketing', () => {
  it('two steps play, and the engine does not end the call', () =>
    scenario(shipped('ticketing'), async (s) => {
      const { agent, caller } = await aHeardTalk(s);
      for (const _step of [1, 2]) {
        agent.presses('*43');
        await s.after(seconds(15));
      }
      s.expect(caller).heard(['hear.noise.1.ticketing']);
      s.expect(caller).heard(['hear.noise.2.ticketing']);
      await s.after(seconds(20));
      expect(caller.inCall).toBe(true);
    }));
});

describe('hear.noise, other standards', () => {
  it('a standard without the clause answers the key as a wrong key', () =>
    scenario(aStandard(), async (s) => {
      const { agent, caller } = await aHeardTalk(s);
      agent.presses('*43');
      await s.after(seconds(2));
      s.expect(agent).heard(['tone.error']);
      s.expect(caller).never('tone');
    }));
});
