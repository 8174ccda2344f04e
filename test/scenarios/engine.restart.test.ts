import { describe, expect, it } from 'vitest';
import { aCallerWaits, aHold, aTalk, gaps, MOBILE } from './support/call-fixtures.ts';
import { scenario } from './support/scenario.ts';
import { LINE } from './support/site.ts';
import { aStandard, minutes, seconds } from './support/standard.ts';

describe('the engine crashes and restarts', () => {
  it('both hear nothing of it in a talk', () =>
    scenario(aStandard(), async (s) => {
      const { agent, caller } = await aTalk(s);
      await s.crash();
      await s.after(seconds(10));
      await s.restart();
      await s.after(seconds(5));
      const talk = s.expect(caller).heard(['<8001>']);
      expect(talk.to - talk.from).toBeGreaterThan(19);
      caller.hangsUp();
      await s.after(seconds(1));
      expect(agent.gone).toBe(true);
      s.fact('close.caller.first', 'kept', { agent: '8001' });
    }));

  it('the reassurances go on in a hold', () =>
    scenario(aStandard(), async (s) => {
      const { agent, caller } = await aHold(s);
      await s.after(seconds(20));
      await s.crash();
      await s.after(seconds(5));
      await s.restart();
      await s.after(seconds(40));
      for (const gap of gaps(s.expect(caller).times('hold.reminder'), 0)) expect(gap).toBeLessThanOrEqual(15);
      agent.resumes();
      await s.after(seconds(5));
      s.expect(caller).hears('<8001>');
    }));

  it('an agent who picked up meanwhile gets the caller', () =>
    scenario(aStandard(), async (s) => {
      const agent = s.agent('8001').registered().doesNotAnswer();
      const caller = await s.caller(MOBILE).dials(LINE);
      await s.after(seconds(2));
      await s.crash();
      agent.answers();
      await s.after(seconds(1));
      await s.restart();
      await s.after(seconds(15));
      s.expect(caller).hears('<8001>');
    }));

  it('a customer who is being called back is not rung twice', () =>
    scenario(aStandard(), async (s) => {
      const caller = await aCallerWaits(s);
      await s.after(seconds(20));
      caller.hangsUp();
      await s.after(seconds(1));
      caller.zero = s.sim.clock.now().mono;
      caller.doesNotAnswer();
      s.agent('8001').registered().answersAfter(seconds(1));
      await s.until(() => caller.rings, seconds(30));
      await s.crash();
      await s.after(seconds(3));
      await s.restart();
      await s.after(seconds(3));
      expect(
        s
          .expect(caller)
          .times('ringing')
          .filter((time) => time > 0),
      ).toHaveLength(1);
      caller.answers();
      await s.after(seconds(20));
      s.expect(caller).hears('<8001>');
    }));

  it('a caller who hung up meanwhile is called back', () =>
    scenario(aStandard(), async (s) => {
      const caller = await aCallerWaits(s);
      await s.after(seconds(20));
      await s.crash();
      caller.hangsUp();
      await s.after(seconds(10));
      await s.restart();
      await s.after(seconds(1));
      expect(s.records.calls.every(({ endedAt }) => endedAt !== null)).toBe(true);
      caller.answersAfter(seconds(2));
      s.agent('8001').registered().answersAfter(seconds(1));
      await s.after(minutes(1));
      s.expect(caller).hears('<8001>');
    }));
});

describe('the store refuses', () => {
  it('does not delay the caller', () =>
    scenario(aStandard(), async (s) => {
      s.refuseCommits(3);
      const caller = await aCallerWaits(s);
      await s.after(seconds(30));
      s.takeErrors();
      s.expect(caller).heard(['ringing', 'salute.morning', 'company', 'queue.announce', 'music']);
      expect(s.records.happened('arrived')).toHaveLength(1);
    }));
});
