import { describe, expect, it } from 'vitest';
import { aCallerWaits, ENGINE_GREETING, GREETING_8001, MOBILE, spoken } from './support/call-fixtures.ts';
import { scenario } from './support/scenario.ts';
import { LINE } from './support/site.ts';
import { aStandard, seconds } from './support/standard.ts';

describe('answer.greeting', () => {
  it('the caller hears it whole, with the agent’s number, then the agent', () =>
    scenario(aStandard(), async (s) => {
      s.agent('8001').registered().answersAfter(seconds(2));
      const caller = await s.caller(MOBILE).dials(LINE);
      await s.after(seconds(20));

      s.expect(caller)
        .heard(['ringing', ...GREETING_8001, '<8001>'])
        .at(0);
      s.expect(caller).heard(GREETING_8001).at(2);
      s.fact('answer.greeting', 'kept', 'engine');
    }));

  it('the agent hears a short tone and the greeting, and both are put together at once', () =>
    scenario(aStandard(), async (s) => {
      const li = s.agent('8001').registered().answersAfter(seconds(2));
      const caller = await s.caller(MOBILE).dials(LINE);
      await s.after(seconds(20));

      const tone = s.expect(li, caller).heard(['ringing', 'tone.connect', 'salute.morning', 'company']);
      expect(tone.from).toBeCloseTo(0, 1);
      const [agentHears] = s.expect(li, caller).times(`<${MOBILE}>`);
      const [callerHears] = s.expect(caller).times('<8001>');
      expect(agentHears).toBe(callerHears);
      expect(callerHears).toBeCloseTo(2 + spoken(...GREETING_8001), 1);
      const talking = s.sim.clock.now().mono;
      await s.after(seconds(5));
      expect(s.expect(caller).heard(['<8001>']).to).toBeCloseTo((talking + 5000 - caller.zero) / 1000, 2);
    }));

  it('the engine’s greeting has no agent’s number', () =>
    scenario(aStandard(), async (s) => {
      const caller = await aCallerWaits(s);
      await s.after(seconds(10));
      s.expect(caller).heard(ENGINE_GREETING);
      s.fact('answer.greeting', 'kept', 'engine');
    }));

  it.each(['zh', 'yue', 'en'] as const)('is spoken in the line’s language: %s', (language) =>
    scenario(
      aStandard(),
      async (s) => {
        s.agent('8001').registered().answersAfter(seconds(2));
        const caller = await s.caller(MOBILE).dials(LINE);
        await s.after(seconds(30));
        const prompts = caller.station.heard.flatMap(({ what }) =>
          typeof what === 'object' && 'prompt' in what ? [what] : [],
        );
        expect(prompts.map(({ prompt }) => prompt)).toEqual(GREETING_8001);
        expect(new Set(prompts.map((prompt) => prompt.language))).toEqual(new Set([language]));
      },
      { language },
    ),
  );

  it('a hold that the agent presses during the greeting starts when it is over', () =>
    scenario(aStandard(), async (s) => {
      const li = s.agent('8001').registered().answersAfter(seconds(2));
      const caller = await s.caller(MOBILE).dials(LINE);
      await s.after(seconds(4));
      li.holds();
      await s.after(seconds(20));
      s.expect(caller).heard([...GREETING_8001, 'hold.announce', 'music']);
      li.resumes();
      await s.after(seconds(5));
      s.expect(caller).hears('<8001>');
    }));

  it('a standard without the clause connects the two after the agent’s tone', () =>
    scenario(aStandard({}, { without: ['answer.greeting', 'answer.greeting.time'] }), async (s) => {
      s.agent('8001').registered().answersAfter(seconds(2));
      const caller = await s.caller(MOBILE).dials(LINE);
      await s.after(seconds(5));
      s.expect(caller)
        .heard(['<8001>'])
        .at(2 + spoken('tone.connect'));
      expect(s.records.judged('answer.greeting')).toEqual([]);
    }));
});
