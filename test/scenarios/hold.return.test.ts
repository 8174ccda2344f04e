import { describe, expect, it } from 'vitest';
import { aHold, spoken } from './support/call-fixtures.ts';
import { scenario } from './support/scenario.ts';
import { aStandard, seconds } from './support/standard.ts';

describe('hold.return', () => {
  it('plays when the hold ends, while both already hear each other', () =>
    scenario(aStandard(), async (s) => {
      const { agent, caller } = await aHold(s);
      await s.after(seconds(30));
      agent.resumes();
      await s.after(seconds(10));

      s.expect(caller).heard(['hold.return']).at(30);
      expect(s.expect(caller).heard(['<8001>'], 29).from).toBeCloseTo(30, 1);
      expect(s.expect(agent).heard([`<${caller.name}>`], 29).from).toBeCloseTo(30, 1);
      // nothing that either says is cut off
      expect(s.expect(caller).heard(['<8001>'], 29).to).toBeCloseTo(40, 1);
      expect(s.expect(agent).heard([`<${caller.name}>`], 29).to).toBeCloseTo(40, 1);
      s.fact('hold.return', 'kept', 'engine');
      expect(s.records.happened('resumed')[0]?.detail?.after).toBeCloseTo(30, 1);
    }));

  it.each([
    ['the announcement', 1, 'hold.announce, cut'],
    ['a reassurance', 15.7, 'hold.reminder, cut'],
  ])('an agent back in the middle of %s cuts it', (_what, at, cut) =>
    scenario(aStandard(), async (s) => {
      const { agent, caller } = await aHold(s);
      await s.after(seconds(at));
      agent.resumes();
      await s.after(seconds(10));

      expect(s.expect(caller).heard([cut]).to).toBeCloseTo(at, 1);
      expect(s.expect(caller).heard(['<8001>'], at - 1).from).toBeCloseTo(at, 1);
      expect(s.expect(agent).heard([`<${caller.name}>`], at - 1).from).toBeCloseTo(at, 1);
      s.expect(caller).heard(['hold.return']).at(at);
    }),
  );

  it('a new hold stops it, then the announcement and music play', () =>
    scenario(aStandard(), async (s) => {
      const { agent, caller } = await aHold(s);
      await s.after(seconds(10));
      agent.resumes();
      await s.after(spoken('hold.return') * 500);
      agent.holds();
      await s.after(seconds(10));

      s.expect(caller).heard(['hold.return, cut', 'hold.announce', 'music']);
      s.expect(agent).hears('silence');
      agent.resumes();
      await s.after(seconds(5));
      s.expect(caller).hears('<8001>');
    }));

  it('a standard without the clause just connects both', () =>
    scenario(aStandard({}, { without: ['hold.return'] }), async (s) => {
      const { agent, caller } = await aHold(s);
      await s.after(seconds(10));
      agent.resumes();
      await s.after(seconds(5));
      s.expect(caller).heard(['music', '<8001>']);
      s.expect(caller).never('hold.return');
    }));
});
