import { describe, expect, it } from 'vitest';
import { aCallerWaits, aTalk, MOBILE } from './support/call-fixtures.ts';
import { scenario } from './support/scenario.ts';
import { aStandard, minutes, seconds } from './support/standard.ts';

const DROPPED = aStandard({ 'callback.dropped': {} });

describe('callback.dropped', () => {
  it('a caller whom the network loses in a talk is called back, in the place kept', () =>
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

  it('and in the queue; one who hangs up there has given up, and is no lost one', () =>
    scenario(DROPPED, async (s) => {
      const lost = await aCallerWaits(s);
      const gaveUp = await aCallerWaits(s, '13800138001');
      await s.after(seconds(10));
      lost.isCutOff();
      gaveUp.hangsUp();
      await s.after(seconds(1));
      expect(s.records.callbacks.map(({ kind }) => kind)).toEqual(['dropped', 'abandoned']);
      expect(s.records.judged('callback.dropped')).toHaveLength(1);
    }));

  it('an Asterisk that starts anew has lost everybody: each is called back', () =>
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

  it('not where the agent had written down that all is done', () =>
    scenario(DROPPED, async (s) => {
      const { agent, caller } = await aTalk(s);
      agent.presses('*31');
      await s.after(seconds(1));
      caller.isCutOff();
      await s.after(seconds(1));
      expect(s.records.callbacks).toEqual([]);
      expect(s.records.judged('callback.dropped')).toEqual([]);
    }));

  it('the customer of a callback who is lost is called again', () =>
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
