import { describe, expect, it } from 'vitest';
import { aHold, aTalk } from './support/call-fixtures.ts';
import { scenario } from './support/scenario.ts';
import { aStandard, seconds } from './support/standard.ts';

const LI = { agent: '8001' };

describe('close.caller.first', () => {
  it('the clause is kept when the caller hangs up first, and the agent’s leg ends', () =>
    scenario(aStandard(), async (s) => {
      const { agent, caller } = await aTalk(s);
      caller.hangsUp();
      await s.after(seconds(1));
      expect(agent.gone).toBe(true);
      s.fact('close.caller.first', 'kept', LI);
      expect(s.records.happened('hungUpFirst')).toMatchObject([{ detail: { who: 'caller' } }]);
    }));

  it('an agent who hangs up first breaks the clause, and the caller stays in the call', () =>
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

  it('the first event decides when both hang up at once', () =>
    scenario(aStandard(), async (s) => {
      const { agent, caller } = await aTalk(s);
      caller.hangsUp();
      agent.hangsUp();
      await s.after(seconds(1));
      expect(s.records.happened('hungUpFirst')).toMatchObject([{ detail: { who: 'caller' } }]);
    }));

  it('a caller whose agent loses the connection goes back to the queue, and the clause is not judged', () =>
    scenario(aStandard(), async (s) => {
      const { agent, caller } = await aTalk(s);
      agent.unregistered();
      agent.isCutOff();
      await s.after(seconds(30));
      s.expect(caller).heard([
        '<8001>',
        'callback.no_agent',
        'queue.announce',
        'music',
        'hold.reminder',
        'music',
      ]);
      expect(s.records.judged('close.caller.first')).toEqual([]);
      s.agent('8002').registered().answersAfter(seconds(1));
      await s.after(seconds(20));
      s.expect(caller).hears('<8002>');
    }));

  it('a caller who loses the connection did not hang up first', () =>
    scenario(aStandard(), async (s) => {
      const { agent, caller } = await aTalk(s);
      caller.isCutOff();
      await s.after(seconds(1));
      expect(agent.gone).toBe(true);
      expect(s.records.happened('hungUpFirst')).toMatchObject([{ detail: { who: 'network' } }]);
      expect(s.records.happened('legLost')).toHaveLength(1);
    }));

  it('a caller who hangs up on hold hung up first', () =>
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
