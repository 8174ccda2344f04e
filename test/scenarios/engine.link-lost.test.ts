import { describe, expect, it } from 'vitest';
import { aCallerWaits, aTalk, gaps } from './support/call-fixtures.ts';
import { scenario } from './support/scenario.ts';
import { aStandard, seconds } from './support/standard.ts';

describe('the link to Asterisk breaks', () => {
  it('a talk goes on, and can be held and ended afterwards', () =>
    scenario(aStandard(), async (s) => {
      const { agent, caller } = await aTalk(s);
      s.sim.controls.loseLink('pulled out');
      await s.after(seconds(5));
      s.expect(caller).hears('<8001>');
      s.sim.controls.mendLink();
      await s.after(seconds(1));
      s.takeErrors();
      agent.holds();
      await s.after(seconds(2));
      s.expect(caller).hears('hold.announce');
      agent.resumes();
      await s.after(seconds(5));
      s.expect(caller).hears('<8001>');
    }));

  it('the agent is free again if the caller hung up meanwhile', () =>
    scenario(aStandard(), async (s) => {
      const { agent, caller } = await aTalk(s);
      s.sim.controls.loseLink('pulled out');
      await s.after(seconds(1));
      caller.hangsUp();
      await s.after(seconds(2));
      s.sim.controls.mendLink();
      await s.after(seconds(1));
      s.takeErrors();
      expect(agent.gone).toBe(true);
    }));

  it('a caller who waits hears reassurances again afterwards', () =>
    scenario(aStandard(), async (s) => {
      const caller = await aCallerWaits(s);
      await s.after(seconds(10));
      s.sim.controls.loseLink('pulled out');
      await s.after(seconds(25));
      s.sim.controls.mendLink();
      await s.after(seconds(40));
      s.takeErrors();
      const times = s
        .expect(caller)
        .times('hold.reminder')
        .filter((time) => time > 44);
      expect(times.length).toBeGreaterThanOrEqual(2);
      for (const gap of gaps(times.slice(1), times[0] ?? 0)) expect(gap).toBeLessThanOrEqual(15);
      s.fact('hold.reminder', 'broken');
    }));
});
