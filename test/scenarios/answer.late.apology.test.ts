import { describe, expect, it } from 'vitest';
import { aCallerWaits } from './support/call-fixtures.ts';
import { scenario } from './support/scenario.ts';
import { aStandard, seconds } from './support/standard.ts';

const APOLOGY = [
  'answer.late.apology',
  'greeting.agent',
  'digit.8',
  'digit.0',
  'digit.0',
  'digit.1',
  'greeting.help',
];

describe('answer.late.apology', () => {
  it('replaces the greeting for a caller who has waited', () =>
    scenario(aStandard(), async (s) => {
      const caller = await aCallerWaits(s);
      await s.after(seconds(20));
      const li = s.agent('8001').registered().answersAfter(seconds(2));
      await s.after(seconds(20));

      s.expect(caller).heard(['music', ...APOLOGY, '<8001>']);
      s.expect(li).hears(`<${caller.name}>`);
      s.fact('answer.late.apology', 'kept', 'engine');
      // the engine's greeting was the only one
      expect(s.records.judged('answer.greeting')).toHaveLength(1);
      expect(s.expect(caller).times('salute.morning')).toHaveLength(1);
    }));

  it('stops a reassurance that is playing', () =>
    scenario(aStandard(), async (s) => {
      const li = s.agent('8001');
      const caller = await aCallerWaits(s);
      await s.after(seconds(10));
      li.registered().doesNotAnswer();
      await s.after(seconds(5.5));
      s.expect(caller).hears('hold.reminder');
      li.answers();
      await s.after(seconds(15));
      s.expect(caller).heard(['hold.reminder, cut', ...APOLOGY, '<8001>']);
      s.records.neverBroken('hold.reminder');
    }));

  it('a standard without the clause plays the greeting', () =>
    scenario(aStandard({}, { without: ['answer.late.apology'] }), async (s) => {
      const caller = await aCallerWaits(s);
      await s.after(seconds(20));
      s.agent('8001').registered().answersAfter(seconds(1));
      await s.after(seconds(20));
      s.expect(caller).heard(['salute.morning', 'company', 'greeting.agent'], 20);
      s.expect(caller).never('answer.late.apology');
    }));
});
