import { describe, expect, it } from 'vitest';
import { scenario } from './support/scenario.ts';
import { aStandard, QUESTIONS, seconds } from './support/standard.ts';
import { aHeardTalk, aSilentTalk, says, shipped } from './support/talk-fixtures.ts';

const WANG = { agent: '8001' };

describe.each(['aftersales', 'ticketing'])('hear.interrupt, %s', (name) => {
  it('an agent who starts while the caller talks, and goes on, breaks the clause', () =>
    scenario(shipped(name), async (s) => {
      const { agent, caller } = await aHeardTalk(s);
      caller.startsTalking();
      await s.after(seconds(2));
      agent.startsTalking();
      await s.after(seconds(1));
      caller.stopsTalking();
      await s.after(seconds(3));
      agent.stopsTalking();
      await s.after(seconds(2));

      const [interruption, ...more] = s.records.happened('interruption');
      expect(interruption).toMatchObject({ by: WANG });
      expect(interruption?.detail?.seconds).toBeCloseTo(1, 1);
      expect(more).toEqual([]);
      caller.hangsUp();
      await s.after(seconds(1));
      expect(s.fact('hear.interrupt', 'broken', WANG).measured).toEqual({
        value: 1,
        limit: 0,
        unit: 'count',
      });
    }));

  it('an agent who waits until the caller has finished keeps the clause', () =>
    scenario(shipped(name), async (s) => {
      const { agent, caller } = await aHeardTalk(s);
      for (const _turn of [1, 2, 3]) {
        await says(s, caller, 3);
        // so soon that Asterisk has not told yet that the caller has ended
        await s.after(seconds(0.1));
        await says(s, agent, 3);
        await s.after(seconds(0.3));
      }
      await s.after(seconds(2));
      caller.hangsUp();
      await s.after(seconds(1));
      expect(s.records.happened('interruption')).toEqual([]);
      expect(s.fact('hear.interrupt', 'kept', WANG).measured).toMatchObject({ value: 0 });
      s.records.neverBroken('hear.interrupt');
    }));
});

describe('hear.interrupt: what does not count against the agent', () => {
  it.each([
    ['a short «yes» put in', 2, 0.3],
    ['both begin at the same moment', 0.1, 1],
    ['in the caller’s last syllable', 2.8, 3],
  ])('%s is none', (_what, after, length) =>
    scenario(shipped('ticketing'), async (s) => {
      const { agent, caller } = await aHeardTalk(s);
      caller.startsTalking();
      await s.after(seconds(after));
      agent.startsTalking();
      const rest = 3 - after;
      await s.after(seconds(Math.min(length, rest)));
      if (length <= rest) agent.stopsTalking();
      await s.after(seconds(Math.max(rest - length, 0)));
      caller.stopsTalking();
      await s.after(seconds(Math.max(length - rest, 0)));
      if (length > rest) agent.stopsTalking();
      await s.after(seconds(3));
      expect(s.records.happened('interruption')).toEqual([]);
    }),
  );

  it('a caller who interrupts the agent', () =>
    scenario(shipped('ticketing'), async (s) => {
      const { agent, caller } = await aHeardTalk(s);
      agent.startsTalking();
      await s.after(seconds(2));
      await says(s, caller, 2);
      agent.stopsTalking();
      await s.after(seconds(3));
      expect(s.records.happened('interruption')).toEqual([]);
    }));

  it('a caller whose sound stops in the middle of a word is not taken to talk on', () =>
    scenario(shipped('ticketing'), async (s) => {
      const { agent, caller } = await aHeardTalk(s);
      caller.startsTalking();
      await s.after(seconds(2));
      caller.station.mute();
      await s.after(seconds(70));
      await says(s, agent, 3);
      await s.after(seconds(3));
      expect(s.records.happened('interruption')).toEqual([]);
    }));

  it('a goodbye of both at once when the caller hangs up; talking over the caller before it counts', () =>
    scenario(shipped('ticketing'), async (s) => {
      const { agent, caller } = await aHeardTalk(s);
      caller.startsTalking();
      await s.after(seconds(0.5));
      agent.startsTalking();
      await s.after(seconds(0.4));
      caller.hangsUp();
      await s.after(seconds(8));
      expect(s.records.happened('interruption')).toEqual([]);

      const again = await aHeardTalk(s, '13800138001');
      again.caller.startsTalking();
      await s.after(seconds(1));
      again.agent.startsTalking();
      await s.after(seconds(5));
      again.caller.hangsUp();
      await s.after(seconds(1));
      expect(s.records.happened('interruption')).toHaveLength(1);
    }));

  it('interruptions are not counted without the clause, also where a question of the standard is listened to now and then', () =>
    scenario(aStandard({ 'hold.promise': QUESTIONS['hold.promise'] }), async (s) => {
      const { agent, caller } = await aSilentTalk(s);
      for (const _time of [1, 2]) {
        caller.startsTalking();
        await s.after(seconds(1));
        agent.startsTalking();
        await s.after(seconds(1));
        agent.stopsTalking();
        caller.stopsTalking();
        await s.after(seconds(2));
      }
      caller.hangsUp();
      await s.after(seconds(1));
      expect(s.records.happened('interruption')).toEqual([]);
      expect(s.records.judged('hear.interrupt')).toEqual([]);
    }));

  it('the number of commits does not grow with each word', () =>
    scenario(shipped('ticketing'), async (s) => {
      const { agent, caller } = await aHeardTalk(s);
      const before = s.records.batches.length;
      for (const _turn of Array.from({ length: 50 })) {
        await says(s, caller, 2);
        await s.after(seconds(1));
        await says(s, agent, 2);
        await s.after(seconds(1));
      }
      expect(s.records.batches.length - before).toBeLessThanOrEqual(1);
    }));
});
