import { describe, expect, it } from 'vitest';
import { aCallerWaits, aTalk } from './support/call-fixtures.ts';
import { scenario } from './support/scenario.ts';
import { aStandard, seconds } from './support/standard.ts';

const LI = { agent: '8001' };
const OTHER = '13912345678';

describe('close.record', () => {
  it('an agent who records the call by key during it gets the next call at once', () =>
    scenario(aStandard(), async (s) => {
      const { agent, caller } = await aTalk(s);
      agent.presses('*31');
      await s.after(seconds(2));
      s.expect(caller).hears('<8001>');
      const next = await aCallerWaits(s, OTHER);
      caller.hangsUp();
      await s.after(seconds(20));

      s.fact('close.record', 'kept', LI);
      expect(s.records.happened('disposition')).toMatchObject([{ detail: { key: '1' } }]);
      s.expect(next).hears('<8001>');
    }));

  it('an agent who records the call by code after it gets no call before', () =>
    scenario(aStandard(), async (s) => {
      const { agent, caller } = await aTalk(s);
      const next = await aCallerWaits(s, OTHER);
      caller.hangsUp();
      await s.after(seconds(10));
      expect(agent.rings).toBe(false);
      agent.dialsCode('*31');
      await s.after(seconds(2));
      s.expect(agent).heard(['tone.ok']);
      expect(agent.inCall || agent.rings).toBe(true);
      await s.after(seconds(20));

      s.fact('close.record', 'kept', LI);
      s.expect(next).hears('<8001>');
    }));

  it('an agent who records nothing in time breaks the clause and gets the next call', () =>
    scenario(aStandard(), async (s) => {
      const { agent, caller } = await aTalk(s);
      const next = await aCallerWaits(s, OTHER);
      caller.hangsUp();
      await s.after(seconds(19));
      expect(agent.rings).toBe(false);
      await s.after(seconds(22));

      s.fact('close.record', 'broken', LI);
      s.expect(next).hears('<8001>');
      s.expect(agent).hears(`<${OTHER}>`);
    }));

  it('an unknown code is answered with another tone and changes nothing', () =>
    scenario(aStandard(), async (s) => {
      const { agent, caller } = await aTalk(s);
      caller.hangsUp();
      await s.after(seconds(2));
      agent.dialsCode('*39');
      await s.after(seconds(2));
      s.expect(agent).heard(['tone.error']);
      expect(agent.gone).toBe(true);
      expect(s.records.happened('disposition')).toEqual([]);
    }));

  it('one record is enough, and the same key again is none', () =>
    scenario(aStandard(), async (s) => {
      const { agent, caller } = await aTalk(s);
      for (const keys of ['*31', '*31']) {
        agent.presses(keys);
        await s.after(seconds(2));
      }
      caller.hangsUp();
      await s.after(seconds(2));
      expect(s.records.happened('disposition')).toHaveLength(1);
      expect(s.records.judged('close.record')).toHaveLength(1);
      expect(s.records.callbacks).toEqual([]);
    }));

  it('a standard without the clause gives the next call at once', () =>
    scenario(aStandard({}, { without: ['close.record'] }), async (s) => {
      const { agent, caller } = await aTalk(s);
      const next = await aCallerWaits(s, OTHER);
      caller.hangsUp();
      await s.after(seconds(1));
      expect(agent.rings || agent.inCall).toBe(true);
      await s.after(seconds(20));
      s.expect(next).hears('<8001>');
      expect(s.records.judged('close.record')).toEqual([]);
    }));

  it('of an agent whose phone breaks off is still due, by code, when another agent has the caller', () =>
    scenario(aStandard(), async (s) => {
      const { agent, caller } = await aTalk(s);
      s.agent('8002').registered().answersAfter(seconds(1));
      await s.after(seconds(1));
      agent.isCutOff();
      await s.after(seconds(15));
      s.expect(caller).hears('<8002>');
      agent.dialsCode('*31');
      await s.after(seconds(2));
      s.expect(agent).heard(['tone.ok']);
      s.fact('close.record', 'kept', LI);
      caller.hangsUp();
      await s.after(seconds(25));
      s.fact('close.record', 'broken', { agent: '8002' });
      expect(s.records.judged('close.record')).toHaveLength(2);
    }));

  it('of such an agent is not judged, who may have no phone to write with', () =>
    scenario(aStandard(), async (s) => {
      const { agent, caller } = await aTalk(s);
      s.agent('8002').registered().answersAfter(seconds(1));
      await s.after(seconds(1));
      agent.isCutOff();
      await s.after(seconds(30));
      s.expect(caller).hears('<8002>');
      expect(s.records.judged('close.record')).toEqual([]);
      expect(s.records.happened('notJudged')).toMatchObject([{ detail: { clause: 'close.record' } }]);
    }));

  it('of the first agent, stated during the talk, does not stand for what the second has to state', () =>
    scenario(aStandard(), async (s) => {
      const { agent, caller } = await aTalk(s);
      agent.presses('*31');
      await s.after(seconds(1));
      agent.unregistered().isCutOff();
      const wang = s.agent('8002').registered().answersAfter(seconds(1));
      await s.after(seconds(15));
      s.expect(caller).hears('<8002>');
      wang.presses('*31');
      await s.after(seconds(1));
      s.fact('close.record', 'kept', LI);
      s.fact('close.record', 'kept', { agent: '8002' });
    }));
});
