import { describe, expect, it } from 'vitest';
import { spoken, type Talk } from './support/call-fixtures.ts';
import {
  recordTypes,
  STAFF,
  TRANSFERRED,
  transferTo,
  transferToNobody,
  WITH_ESCALATION,
} from './support/escalation-fixtures.ts';
import { type Scenario, scenario } from './support/scenario.ts';
import { aStandard, ESCALATION, minutes, seconds } from './support/standard.ts';
import { says, shipped } from './support/talk-fixtures.ts';

const OPTIONS = { staff: STAFF };

describe('people.supervisor', () => {
  it('the caller hears the phrase, then talks to a supervisor who is available', () =>
    scenario(
      WITH_ESCALATION,
      async (s) => {
        const { agent, caller } = await transferTo(s, '*52', '8900');
        await s.after(seconds(22));
        s.expect(caller).heard(['hold.hurried']);
        s.expect(caller).heard(TRANSFERRED('8900'));
        s.expect(caller).hears('<8900>');
        expect(agent.gone).toBe(true);
        s.fact('people.supervisor', 'kept', { agent: '8900' });
        expect(recordTypes(s)).toEqual([]);
      },
      OPTIONS,
    ));

  it('the supervisor who has been idle longest is rung first, then the next', () =>
    scenario(
      WITH_ESCALATION,
      async (s) => {
        s.agent('8901').registered().doesNotAnswer();
        await s.after(seconds(1));
        const { caller } = await transferTo(s, '*52', '8900');
        await s.after(seconds(35));
        s.expect(caller).hears('<8900>');
        expect(s.records.happened('agentSkipped')).toMatchObject([{ by: { agent: '8901' } }]);
      },
      OPTIONS,
    ));

  it('a callback within the time of the standard is promised when no supervisor is available', () =>
    scenario(
      aStandard({
        ...ESCALATION,
        'people.supervisor': { ...ESCALATION['people.supervisor'], withinMs: minutes(10) },
      }),
      async (s) => {
        const { agent, caller } = await transferToNobody(s, '*52');
        await s.after(seconds(8));
        s.expect(caller).heard(['hold.promise', 'close.goodbye']);
        expect(agent.gone).toBe(true);
        const [callback] = s.records.callbacks;
        expect(callback).toMatchObject({ kind: 'supervisor', wants: { role: 'supervisor' } });
        s.fact('people.supervisor', 'kept', 'engine');
        caller.hangsUp();
        // nobody is ever there, and the customer is not reached: too late is on record
        s.agent('8001').unregistered();
        await s.after(minutes(12));
        s.fact('people.supervisor', 'broken', 'engine');
      },
      OPTIONS,
    ));

  it('a standard without the clause answers the key as a wrong key', () =>
    scenario(
      aStandard(),
      async (s) => {
        const { agent, caller } = await transferToNobody(s, '*52');
        await s.after(seconds(2));
        s.expect(agent).heard(['tone.error']);
        s.expect(caller).never('tone');
        s.expect(caller).hears('<8001>');
      },
      OPTIONS,
    ));
});

describe('people.supervisor of aftersales, with nobody there: the promise asks, and the goodbye waits for the answer', () => {
  const PROMISE = 'hold.promise.aftersales';
  const [WISH, GOODBYE] = ['close.wish.aftersales', 'close.goodbye.aftersales'] as const;
  const onAftersales = (then: (s: Scenario, talk: Talk) => Promise<void>) =>
    scenario(
      shipped('aftersales'),
      async (s) => {
        const talk = await transferToNobody(s, '*52');
        await s.after(seconds(spoken(PROMISE) + 1));
        s.expect(talk.caller).heard([PROMISE]);
        s.expect(talk.caller).never(WISH);
        expect(s.records.callbacks).toMatchObject([{ kind: 'supervisor' }]);
        await then(s, talk);
      },
      OPTIONS,
    );
  const answer = (s: Scenario) =>
    s.records.happened('answered').map(({ by, detail }) => ({ by, how: detail?.how }));

  it('a caller who says nothing has four seconds', () =>
    onAftersales(async (s, { caller }) => {
      await s.after(seconds(2));
      s.expect(caller).never(WISH);
      await s.after(seconds(spoken(WISH, GOODBYE) + 3));
      s.expect(caller).heard([PROMISE, 'silence', WISH, GOODBYE]);
      expect(answer(s)).toEqual([{ by: 'engine', how: 'none' }]);
      s.fact('close.goodbye', 'kept', 'engine');
    }));

  it('a word is an answer', () =>
    onAftersales(async (s, { caller }) => {
      await says(s, caller, 1);
      await s.after(seconds(spoken(WISH, GOODBYE) + 1));
      s.expect(caller).heard([WISH, GOODBYE]);
      expect(answer(s)).toEqual([{ by: 'caller', how: 'voice' }]);
    }));

  it('2 is no answer: it takes the choice of the number back', () =>
    onAftersales(async (s, { caller }) => {
      caller.presses('2');
      await s.after(seconds(3));
      s.expect(caller).never(WISH);
      s.expect(caller).heard(['callback.key_in']);
    }));

  it('a caller who hangs up instead of an answer is called back all the same, once', () =>
    onAftersales(async (s, { caller }) => {
      caller.hangsUp();
      await s.after(seconds(1));
      expect(answer(s)).toEqual([{ by: 'engine', how: 'stopped' }]);
      expect(s.records.callbacks).toHaveLength(1);
    }));
});
