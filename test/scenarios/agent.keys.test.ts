import { describe, expect, it } from 'vitest';
import { aCallerWaits, aHold, aTalk, MOBILE } from './support/call-fixtures.ts';
import { scenario } from './support/scenario.ts';
import { LINE } from './support/site.ts';
import { aStandard, seconds } from './support/standard.ts';

const TONES = ['tone.ok', 'tone.error'];

describe('agents’ keys in a call', () => {
  it.each([
    ['a code that there is not', '*99'],
    ['one with letters in it', '*4A'],
    ['one that goes on', '*4444444444444444444444444444'],
    ['one that is cut short by #', '*7#'],
    ['many stars', '**********#'],
    ['a reason that has no name', '*27'],
    ['a key of the idle phone', '*79'],
    ['a phrase that the standard does not have', '*81'],
  ])('%s: the error tone to the agent, and the caller hears nothing of it', (_what, keys) =>
    scenario(aStandard(), async (s) => {
      const { agent, caller } = await aTalk(s);
      agent.presses(keys);
      await s.after(seconds(5));
      s.expect(agent).heard(['tone.error']);
      for (const tone of TONES) s.expect(caller).never(tone);
      s.expect(caller).hears('<8001>');
      s.expect(agent).hears(`<${MOBILE}>`);
      expect(s.records.happened('disposition')).toEqual([]);
      expect(s.records.callbacks).toEqual([]);
    }),
  );

  it('a code that is started again counts from its last star', () =>
    scenario(aStandard(), async (s) => {
      const { agent } = await aTalk(s);
      agent.presses('*7*3*31');
      await s.after(seconds(2));
      s.expect(agent).heard(['tone.ok']);
      s.expect(agent).never('tone.error');
      expect(s.records.happened('disposition')).toMatchObject([{ detail: { key: '1' } }]);
    }));

  it('digits without a star are ignored', () =>
    scenario(aStandard(), async (s) => {
      const { agent, caller } = await aTalk(s);
      agent.presses('0123456789#ABCD31');
      await s.after(seconds(2));
      for (const person of [agent, caller]) for (const tone of TONES) s.expect(person).never(tone);
    }));

  it('the caller’s star starts no code of the agent', () =>
    scenario(aStandard(), async (s) => {
      const { agent, caller } = await aTalk(s);
      caller.presses('*31*10*81');
      await s.after(seconds(2));
      for (const tone of TONES) s.expect(agent).never(tone);
      expect(s.records.happened('disposition')).toEqual([]);
      expect(s.records.happened('agentLoggedOut')).toEqual([]);
    }));

  it('keys during the greeting and on hold have no effect', () =>
    scenario(aStandard(), async (s) => {
      const agent = s.agent('8001').registered().answersAfter(seconds(1));
      const caller = await s.caller(MOBILE).dials(LINE);
      await s.until(() => caller.inCall, seconds(10));
      agent.presses('*82*99');
      await s.after(seconds(15));
      s.expect(caller).hears('<8001>');
      agent.holds();
      await s.after(seconds(5));
      agent.presses('*82*31');
      await s.after(seconds(2));
      s.expect(caller).hears('music');
      agent.resumes();
      await s.after(seconds(5));
      s.expect(caller).hears('<8001>');
      for (const tone of TONES) s.expect(caller).never(tone);
      expect(s.records.happened('disposition')).toHaveLength(1);
    }));

  it('an agent cannot finish the code of the one before', () =>
    scenario(aStandard(), async (s) => {
      const { agent, caller } = await aTalk(s);
      agent.presses('*3');
      agent.isCutOff();
      agent.unregistered();
      await s.after(seconds(2));
      const next = s.agent('8002').registered().answersAfter(seconds(1));
      await s.after(seconds(20));
      s.expect(caller).hears('<8002>');
      next.presses('1');
      await s.after(seconds(2));
      expect(s.records.happened('disposition')).toEqual([]);
    }));

  it('keys of another agent’s ringing phone have no effect', () =>
    scenario(aStandard(), async (s) => {
      const caller = await aCallerWaits(s);
      s.agent('8001').registered().doesNotAnswer();
      await s.after(seconds(2));
      s.agent('8002').registered();
      await s.after(seconds(1));
      s.agent('8002').dialsCode('*31');
      await s.after(seconds(2));
      expect(s.records.happened('disposition')).toEqual([]);
      expect(caller.inCall).toBe(true);
    }));
});

describe('close.record: by key', () => {
  it('the agent records the call during it and hears a tone, or dials the code afterwards', () =>
    scenario(aStandard(), async (s) => {
      const { agent, caller } = await aTalk(s);
      agent.presses('*31');
      await s.after(seconds(2));
      s.expect(agent).heard(['tone.ok']);
      s.expect(caller).never('tone');
      caller.hangsUp();
      await s.after(seconds(2));
      agent.dialsCode('*39');
      await s.after(seconds(2));
      s.expect(agent).heard(['tone.error']);
      expect(s.records.happened('disposition')).toMatchObject([{ detail: { key: '1' } }]);
    }));

  it('the agent records a call that the caller ended on hold', () =>
    scenario(aStandard(), async (s) => {
      const { agent, caller } = await aHold(s);
      await s.after(seconds(10));
      caller.hangsUp();
      await s.after(seconds(2));
      agent.dialsCode('*31');
      await s.after(seconds(2));
      s.fact('close.record', 'kept', { agent: '8001' });
    }));
});
