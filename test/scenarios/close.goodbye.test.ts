import { describe, expect, it } from 'vitest';
import { aHold, aTalk, spoken } from './support/call-fixtures.ts';
import { scenario } from './support/scenario.ts';
import { aStandard, seconds } from './support/standard.ts';

describe('close.goodbye', () => {
  it('the agent hangs up first: the caller hears it, and may hang up in peace', () =>
    scenario(aStandard(), async (s) => {
      const { agent, caller } = await aTalk(s);
      caller.zero = s.sim.clock.now().mono;
      agent.hangsUp();
      await s.after(spoken('close.goodbye') * 1000 + seconds(3));

      s.expect(caller).heard(['<8001>', 'close.goodbye', 'silence']);
      s.expect(caller).heard(['close.goodbye']).at(0);
      expect(caller.gone).toBe(false);
      caller.hangsUp();
      await s.after(seconds(1));
      s.fact('close.goodbye', 'kept', 'engine');
    }));

  it('a caller who does not is hung up on after a decent silence', () =>
    scenario(aStandard(), async (s) => {
      const { agent, caller } = await aTalk(s);
      caller.zero = s.sim.clock.now().mono;
      agent.hangsUp();
      await s.after(seconds(30));

      expect(caller.gone).toBe(true);
      const silence = s.expect(caller).heard(['close.goodbye', 'silence']);
      expect(silence.to - spoken('close.goodbye')).toBeCloseTo(8, 1);
    }));

  it('an agent who hangs up in a hold: no music any more, the goodbye at once', () =>
    scenario(aStandard(), async (s) => {
      const { agent, caller } = await aHold(s);
      await s.after(seconds(15.5));
      agent.hangsUp();
      await s.after(seconds(10));
      s.expect(caller).heard(['hold.reminder, cut', 'close.goodbye', 'silence']);
      s.expect(caller).heard(['close.goodbye']).at(15.5);
    }));

  it('a prompt that is not there ends the call no differently', () =>
    scenario(
      aStandard(),
      async (s) => {
        const { agent, caller } = await aTalk(s);
        agent.hangsUp();
        await s.after(seconds(7));
        expect(caller.gone).toBe(false);
        await s.after(seconds(3));
        expect(caller.gone).toBe(true);
        s.fact('close.goodbye', 'broken', 'engine');
      },
      { missing: ['close.goodbye'] },
    ));

  it('a standard without it: silence, then the end', () =>
    scenario(aStandard({}, { without: ['close.goodbye'] }), async (s) => {
      const { agent, caller } = await aTalk(s);
      agent.hangsUp();
      await s.after(seconds(7));
      s.expect(caller).hears('silence');
      await s.after(seconds(3));
      expect(caller.gone).toBe(true);
    }));
});
