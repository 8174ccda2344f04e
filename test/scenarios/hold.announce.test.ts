import { describe, expect, it } from 'vitest';
import { aCallerWaits, aHold, ENGINE_ANSWERS, spoken } from './support/call-fixtures.ts';
import { scenario } from './support/scenario.ts';
import { aStandard, seconds } from './support/standard.ts';

describe('hold.announce', () => {
  it('plays when the agent’s hold begins, before any music, to the caller only', () =>
    scenario(aStandard(), async (s) => {
      const { agent, caller } = await aHold(s);
      await s.after(seconds(10));

      s.expect(caller).heard(['<8001>', 'hold.announce', 'music']);
      s.expect(caller).heard(['hold.announce']).at(0);
      s.expect(agent).never('hold.announce');
      s.expect(agent).hears('silence');
      const { measured } = s.fact('hold.announce', 'kept', 'engine');
      expect(measured?.value).toBeLessThanOrEqual(1);
    }));

  it('plays to a caller whom the engine has answered, before any music', () =>
    scenario(aStandard(), async (s) => {
      const caller = await aCallerWaits(s);
      await s.after(seconds(12));

      s.expect(caller)
        .heard(['queue.announce', 'music'])
        .at(ENGINE_ANSWERS + spoken('salute.morning', 'company'));
      s.fact('hold.announce', 'kept', 'engine');
    }));

  it('plays again in a second hold', () =>
    scenario(aStandard(), async (s) => {
      const { agent, caller } = await aHold(s);
      await s.after(seconds(8));
      agent.resumes();
      await s.after(seconds(8));
      agent.holds();
      await s.after(seconds(5));

      expect(s.expect(caller).times('hold.announce')).toHaveLength(2);
      expect(s.expect(caller).times('hold.announce')[1]).toBeCloseTo(16, 1);
    }));

  it('a standard without the clause plays music at once', () =>
    scenario(aStandard({}, { without: ['hold.announce'] }), async (s) => {
      const { caller } = await aHold(s);
      await s.after(seconds(5));
      s.expect(caller).heard(['<8001>', 'music']);
      expect(s.records.judged('hold.announce')).toEqual([]);
    }));
});
