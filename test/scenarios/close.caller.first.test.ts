import { describe, expect, it } from 'vitest';
import { aHold, aTalk } from './support/call-fixtures.ts';
import { scenario } from './support/scenario.ts';
import { aStandard, seconds } from './support/standard.ts';

const LI = { agent: '8001' };

describe('close.caller.first', () => {
  it('the caller hangs up first: kept, and the agent’s phone is let go', () =>
    scenario(aStandard(), async (s) => {
      const { agent, caller } = await aTalk(s);
      caller.hangsUp();
      await s.after(seconds(1));
      expect(agent.gone).toBe(true);
      s.fact('close.caller.first', 'kept', LI);
      expect(s.records.happened('hungUpFirst')).toMatchObject([{ detail: { who: 'caller' } }]);
    }));

  it('the agent does: the breach is the agent’s, the caller is not cut off', () =>
    scenario(aStandard(), async (s) => {
      const { agent, caller } = await aTalk(s);
      agent.hangsUp();
      await s.after(seconds(2));
      expect(caller.gone).toBe(false);
      caller.hangsUp();
      await s.after(seconds(1));
      s.fact('close.caller.first', 'broken', LI);
      expect(s.records.judged('close.caller.first')).toHaveLength(1);
      expect(s.records.happened('hungUpFirst')).toMatchObject([{ detail: { who: 'agent' }, by: LI }]);
    }));

  it('both at once: whoever was first by the event', () =>
    scenario(aStandard(), async (s) => {
      const { agent, caller } = await aTalk(s);
      caller.hangsUp();
      agent.hangsUp();
      await s.after(seconds(1));
      expect(s.records.happened('hungUpFirst')).toMatchObject([{ detail: { who: 'caller' } }]);
    }));

  it('an agent’s phone that breaks off has hung up on nobody: the caller is back in the queue', () =>
    scenario(aStandard(), async (s) => {
      const { agent, caller } = await aTalk(s);
      agent.unregistered();
      agent.isCutOff();
      await s.after(seconds(25));
      s.expect(caller).heard(['<8001>', 'queue.announce', 'music', 'hold.reminder', 'music']);
      expect(s.records.judged('close.caller.first')).toEqual([]);
      s.agent('8002').registered().answersAfter(seconds(1));
      await s.after(seconds(20));
      s.expect(caller).hears('<8002>');
    }));

  it('a caller whose line breaks off has not hung up', () =>
    scenario(aStandard(), async (s) => {
      const { agent, caller } = await aTalk(s);
      caller.isCutOff();
      await s.after(seconds(1));
      expect(agent.gone).toBe(true);
      expect(s.records.happened('hungUpFirst')).toMatchObject([{ detail: { who: 'network' } }]);
      expect(s.records.happened('legLost')).toHaveLength(1);
    }));

  it('a caller who hangs up on hold was first', () =>
    scenario(aStandard(), async (s) => {
      const { agent, caller } = await aHold(s);
      await s.after(seconds(20));
      caller.hangsUp();
      await s.after(seconds(1));
      expect(agent.gone).toBe(true);
      s.fact('close.caller.first', 'kept', LI);
      expect(s.records.callbacks).toEqual([]);
    }));
});
