import { describe, expect, it } from 'vitest';
import { aHold } from './support/call-fixtures.ts';
import { scenario } from './support/scenario.ts';
import { aStandard, LISTENING, seconds } from './support/standard.ts';
import { aHeardTalk, aSilentTalk, shipped } from './support/talk-fixtures.ts';

const WEAK = { lossPercent: 12, jitterMs: 8 };
const GOOD = { lossPercent: 0, jitterMs: 2 };

describe('hear.signal, aftersales', () => {
  it('only the agent hears of a weak line, once, and the record has its figures', () =>
    scenario(shipped('aftersales'), async (s) => {
      const { agent, caller } = await aHeardTalk(s);
      caller.startsTalking();
      for (const _report of [1, 2, 3]) {
        caller.isBroughtBy(WEAK);
        await s.after(seconds(6));
      }
      expect(s.expect(agent).times('tone.cue')).toHaveLength(1);
      s.expect(caller).never('tone');
      expect(s.records.happened('lineWeak')).toMatchObject([{ by: 'network', detail: WEAK }]);
      s.fact('hear.signal', 'kept', 'engine');
    }));

  it('each period of weakness is reported', () =>
    scenario(shipped('aftersales'), async (s) => {
      const { agent, caller } = await aHeardTalk(s);
      caller.startsTalking();
      for (const brings of [WEAK, GOOD, WEAK]) {
        caller.isBroughtBy(brings);
        await s.after(seconds(6));
      }
      expect(s.expect(agent).times('tone.cue')).toHaveLength(2);
      expect(s.records.happened('lineWeak')).toHaveLength(2);
    }));

  it('the agent’s key plays the steps to both, and the call ends 2 s after the last', () =>
    scenario(shipped('aftersales'), async (s) => {
      const { agent, caller } = await aHeardTalk(s);
      agent.presses('*44');
      await s.after(seconds(12));
      s.expect(caller).heard(['hear.signal.1']);
      s.expect(agent).heard(['hear.signal.1']);
      agent.presses('*44');
      await s.until(() => caller.gone, seconds(20));
      const { to } = s.expect(caller).heard(['hear.signal.2']);
      expect((s.sim.clock.now().mono - caller.zero) / 1000 - to).toBeCloseTo(2, 1);
      s.expect(caller).never('tone');
      await s.after(seconds(1));
      expect(s.records.happened('letGo')).toMatchObject([{ detail: { clause: 'hear.signal' } }]);
      s.fact('hear.signal', 'kept', { agent: '8001' });
    }));

  it('a tone that cannot be played breaks the clause', () =>
    scenario(
      shipped('aftersales'),
      async (s) => {
        const { caller } = await aHeardTalk(s);
        caller.startsTalking();
        caller.isBroughtBy(WEAK);
        await s.after(seconds(6));
        s.fact('hear.signal', 'broken', 'engine');
      },
      { missing: ['tone.cue'] },
    ));
});

describe('hear.signal, at other times', () => {
  it('a line that becomes weak on hold is reported when the agent is back', () =>
    scenario(aStandard(LISTENING), async (s) => {
      const { agent, caller } = await aHold(s);
      caller.isBroughtBy(WEAK);
      await s.after(seconds(10));
      s.expect(agent).never('tone.cue');
      agent.resumes();
      await s.after(seconds(2));
      expect(s.expect(agent).times('tone.cue')).toHaveLength(1);
      s.expect(caller).never('tone');
    }));

  it('a weak line of the agent is not reported as the caller’s', () =>
    scenario(aStandard(LISTENING), async (s) => {
      const { agent } = await aHeardTalk(s);
      agent.isBroughtBy(WEAK);
      await s.after(seconds(6));
      s.expect(agent).never('tone.cue');
      expect(s.records.happened('lineWeak')).toEqual([]);
    }));

  it('a standard without the clause plays no tone but records it', () =>
    scenario(aStandard(), async (s) => {
      const { agent, caller } = await aSilentTalk(s);
      caller.isBroughtBy(WEAK);
      await s.after(seconds(6));
      s.expect(agent).never('tone.cue');
      expect(s.records.happened('lineWeak')).toHaveLength(1);
      expect(s.records.judged('hear.signal')).toEqual([]);
    }));
});
