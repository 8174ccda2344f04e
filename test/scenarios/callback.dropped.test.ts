import { describe, expect, it } from 'vitest';
import { aCallerWaits, aTalk, MOBILE } from './support/call-fixtures.ts';
import { scenario } from './support/scenario.ts';
import { aStandard, minutes, seconds } from './support/standard.ts';

const DROPPED = aStandard({ 'callback.dropped': {} });

describe('callback.dropped', () => {
  it('a caller whose connection is lost in a talk is called back, in the place of the call', () =>
    scenario(DROPPED, async (s) => {
      const { agent, caller } = await aTalk(s);
      const { place } = s.records.calls[0] ?? expect.fail('no call');
      caller.isCutOff();
      caller.answersAfter(seconds(2));
      await s.after(seconds(1));
      s.fact('callback.dropped', 'kept', 'engine');
      expect(s.records.callbacks).toMatchObject([{ kind: 'dropped', place, status: { is: 'due' } }]);
      await s.until(() => caller.inCall, minutes(2));
      await s.after(seconds(20));
      s.expect(caller).hears('<8001>');
      s.expect(agent).hears(`<${MOBILE}>`);
    }));

  it('a caller whose connection is lost in the queue is called back; one who hangs up has given up', () =>
    scenario(DROPPED, async (s) => {
      const lost = await aCallerWaits(s);
      const abandonedCall = await aCallerWaits(s, '13800138001');
      await s.after(seconds(10));
      lost.isCutOff();
      abandonedCall.hangsUp();
      await s.after(seconds(1));
      expect(s.records.callbacks.map(({ kind }) => kind)).toEqual(['dropped', 'abandoned']);
      expect(s.records.judged('callback.dropped')).toHaveLength(1);
    }));

  it('each caller is called back after Asterisk has restarted', () =>
    scenario(DROPPED, async (s) => {
      const { caller } = await aTalk(s);
      const waiting = await aCallerWaits(s, '13800138001');
      await s.crash();
      caller.isCutOff();
      waiting.isCutOff();
      s.agent('8001').hangsUp();
      await s.after(seconds(3));
      await s.restart();
      await s.after(seconds(1));
      expect(s.records.callbacks.map(({ kind, number }) => [kind, number]).toSorted()).toEqual([
        ['dropped', '+8613800138000'],
        ['dropped', '+8613800138001'],
      ]);
    }));

  it('a caller whose call the agent has recorded as resolved is not called back', () =>
    scenario(DROPPED, async (s) => {
      const { agent, caller } = await aTalk(s);
      agent.presses('*31');
      await s.after(seconds(1));
      caller.isCutOff();
      await s.after(seconds(1));
      expect(s.records.callbacks).toEqual([]);
      expect(s.records.judged('callback.dropped')).toEqual([]);
    }));

  it('a customer whose connection is lost in a callback is called again', () =>
    scenario(DROPPED, async (s) => {
      const caller = await aCallerWaits(s);
      await s.after(seconds(10));
      caller.hangsUp();
      caller.answersAfter(seconds(1));
      const agent = s.agent('8001').registered().answersAfter(seconds(1));
      await s.until(() => caller.inCall, minutes(1));
      await s.after(seconds(20));
      s.expect(agent).hears(`<${MOBILE}>`);
      caller.isCutOff();
      await s.after(seconds(25));
      expect(s.records.callbacks).toMatchObject([
        { kind: 'abandoned', status: { is: 'scheduled' }, attempts: [{ outcome: 'lost' }] },
      ]);
      s.fact('callback.dropped', 'kept', 'engine');
    }));
});
