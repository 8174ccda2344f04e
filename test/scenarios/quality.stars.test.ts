import { describe, expect, it } from 'vitest';
import { aHold, aTalk, spoken } from './support/call-fixtures.ts';
import { type Scenario, scenario } from './support/scenario.ts';
import { aStandard, SURVEY, seconds } from './support/standard.ts';

const STARS = aStandard(SURVEY);
const ATTITUDE = spoken('survey.attitude') * 1000;
const surveys = (s: Scenario) => s.records.happened('survey').map(({ by, detail }) => ({ by, ...detail }));

describe('quality.stars', () => {
  it('the agent presses *83 and leaves; the caller gives two marks, is thanked and hears the goodbye', () =>
    scenario(STARS, async (s) => {
      const { agent, caller } = await aTalk(s);
      caller.zero = s.sim.clock.now().mono;
      agent.presses('*83');
      await s.after(ATTITUDE + seconds(2));
      expect(agent.gone).toBe(true);
      s.expect(caller).heard(['survey.attitude']);
      caller.presses('5');
      await s.after(seconds(1));
      s.expect(caller).hears('survey.accuracy');
      caller.presses('4');
      await s.after(spoken('survey.thanks', 'close.goodbye') * 1000 + seconds(1));
      s.expect(caller).heard(['survey.thanks', 'close.goodbye']);
      expect(surveys(s)).toEqual([{ by: 'caller', attitude: 5, accuracy: 4 }]);
      s.fact('quality.stars', 'kept', 'engine');
      s.fact('close.goodbye', 'kept', 'engine');
      s.fact('close.caller.first', 'kept', { agent: '8001' });
      caller.hangsUp();
    }));

  it('a question without a key from 1 to 5 is skipped, and the goodbye follows', () =>
    scenario(STARS, async (s) => {
      const { agent, caller } = await aTalk(s);
      agent.presses('*83');
      await s.after(ATTITUDE + seconds(2));
      caller.presses('9');
      await s.after(seconds(7));
      s.expect(caller).hears('close.goodbye');
      expect(surveys(s)).toEqual([]);
      s.records.neverBroken('quality.stars');
    }));

  it.each([
    ['4', ['survey.thanks', 'close.bye']],
    ['9', ['close.bye']],
  ])('a standard without a goodbye says a word all the same: after the key %s', (key, last) =>
    scenario(aStandard(SURVEY, { without: ['close.goodbye'] }), async (s) => {
      const { agent, caller } = await aTalk(s);
      agent.presses('*83');
      await s.after(ATTITUDE + seconds(2));
      caller.presses(key);
      await s.after(seconds(25));
      s.expect(caller).heard([...last, 'silence']);
      expect(s.expect(caller).times('survey.thanks')).toHaveLength(last.length - 1);
    }),
  );

  it('an agent who hangs up first, even on hold, breaks close.caller.first and is still rated', () =>
    scenario(STARS, async (s) => {
      const { agent, caller } = await aHold(s);
      await s.after(seconds(5));
      agent.hangsUp();
      await s.after(seconds(1));
      s.expect(caller).hears('survey.attitude');
      caller.presses('1');
      await s.after(seconds(2));
      caller.hangsUp();
      await s.after(seconds(1));
      expect(surveys(s)).toEqual([{ by: 'caller', attitude: 1 }]);
      s.fact('close.caller.first', 'broken', { agent: '8001' });
    }));

  it('the caller may hang up at any moment', () =>
    scenario(STARS, async (s) => {
      const { agent, caller } = await aTalk(s);
      agent.presses('*83');
      await s.after(seconds(1));
      caller.hangsUp();
      await s.after(seconds(1));
      expect(surveys(s)).toEqual([]);
      expect(s.records.calls).toMatchObject([{ hungUpFirst: 'caller' }]);
    }));

  it('after a crash in the survey the call ends and the marks given so far count', () =>
    scenario(STARS, async (s) => {
      const { agent, caller } = await aTalk(s);
      agent.presses('*83');
      await s.after(seconds(2));
      caller.presses('3');
      await s.after(seconds(1));
      await s.crash();
      await s.after(seconds(20));
      await s.restart();
      await s.after(seconds(40));
      expect(caller.gone).toBe(true);
      expect(surveys(s)).toEqual([{ by: 'caller', attitude: 3 }]);
    }));
});
