import { describe, expect, it } from 'vitest';
import type { ClauseId } from '../../src/core/standard/standard.ts';
import { aCallerWaits, MOBILE } from './support/call-fixtures.ts';
import { callAndPress, LANGUAGE_STANDARD, WITH_MENU } from './support/language-fixtures.ts';
import { type Scenario, scenario } from './support/scenario.ts';
import { LINE } from './support/site.ts';
import { aStandard, seconds } from './support/standard.ts';

/** Longer than any prompt of these scenarios may take to begin. */
const LATE_MS = 3000;

function unknown(s: Scenario): unknown[] {
  return s.records.happened('notJudged').map(({ detail }) => detail?.clause);
}

function notYet(s: Scenario, ...clauses: ClauseId[]): void {
  for (const clause of clauses) expect(s.records.judged(clause), clause).toEqual([]);
}

describe('what was ordered and never heard is not kept', () => {
  it('callback.number, hold.promise: the caller hangs up before the promise begins; the callback stays', () =>
    scenario(aStandard(), async (s) => {
      const caller = await aCallerWaits(s);
      await s.after(seconds(132));
      s.sim.telephony.delay('play', LATE_MS);
      caller.presses('1');
      await s.after(seconds(2));
      caller.hangsUp();
      await s.after(seconds(5));
      notYet(s, 'callback.number', 'hold.promise', 'close.goodbye');
      expect(s.records.callbacks).toHaveLength(1);
    }));

  it('callback.number, hold.promise: kept as soon as the promise begins', () =>
    scenario(aStandard(), async (s) => {
      const caller = await aCallerWaits(s);
      await s.after(seconds(132));
      s.sim.telephony.delay('play', LATE_MS);
      caller.presses('1');
      await s.after(seconds(2));
      notYet(s, 'callback.number', 'hold.promise');
      await s.after(seconds(2));
      for (const clause of ['callback.number', 'hold.promise'] as const) s.fact(clause, 'kept', 'engine');
      caller.hangsUp();
    }));

  it('language.caller: the caller hangs up before a word in the chosen language', () =>
    scenario(
      LANGUAGE_STANDARD,
      async (s) => {
        const caller = await callAndPress(s, '3');
        await s.after(seconds(2));
        caller.hangsUp();
        await s.after(seconds(2));
        notYet(s, 'language.caller');
      },
      WITH_MENU,
    ));

  it('answer.greeting: a greeting whose end nobody sees, and whose beginning nobody saw, is not judged', () =>
    scenario(aStandard(), async (s) => {
      s.agent('8001').registered().answersAfter(seconds(1));
      const caller = await s.caller(MOBILE).dials(LINE);
      await s.until(() => caller.inCall, seconds(5));
      s.sim.controls.loseLink('pulled out');
      await s.after(seconds(10));
      s.sim.controls.mendLink();
      await s.after(seconds(2));
      s.takeErrors();
      notYet(s, 'answer.greeting', 'answer.greeting.time');
      expect(unknown(s)).toEqual(expect.arrayContaining(['answer.greeting', 'answer.greeting.time']));
      s.expect(caller).hears('<8001>');
    }));

  it('answer.greeting: one that has begun, and whose end is lost with the link, was heard', () =>
    scenario(aStandard(), async (s) => {
      s.agent('8001').registered().answersAfter(seconds(1));
      const caller = await s.caller(MOBILE).dials(LINE);
      await s.until(() => caller.inCall, seconds(5));
      await s.after(200);
      s.sim.controls.loseLink('pulled out');
      await s.after(seconds(10));
      s.sim.controls.mendLink();
      await s.after(seconds(2));
      s.takeErrors();
      s.fact('answer.greeting', 'kept', 'engine');
    }));

  it('hold.reminder: a reassurance that never begins hides no gap', () =>
    scenario(aStandard(), async (s) => {
      await aCallerWaits(s);
      await s.after(seconds(5));
      s.sim.telephony.fail('play', 'TIMED_OUT');
      await s.after(seconds(40));
      s.takeErrors();
      const measured = s.records.judged('hold.reminder').flatMap((fact) => fact.measured?.value ?? []);
      expect(Math.max(...measured)).toBeGreaterThan(20);
    }));
});
