import { describe, expect, it } from 'vitest';
import { aHold } from './support/call-fixtures.ts';
import { pressesTwice, STAFF, transferToNobody, WITH_ESCALATION } from './support/escalation-fixtures.ts';
import { scenario } from './support/scenario.ts';
import { seconds } from './support/standard.ts';

const OPTIONS = { staff: STAFF };

describe('people.misdial', () => {
  it('the caller hears the phrase and the goodbye, the agent leaves, and nobody is called back', () =>
    scenario(
      WITH_ESCALATION,
      async (s) => {
        const { agent, caller } = await transferToNobody(s, '*55');
        await s.after(seconds(1));
        expect(agent.gone).toBe(true);
        await s.after(seconds(13));
        s.expect(caller).heard(['people.misdial', 'close.goodbye', 'silence']);
        caller.hangsUp();
        await s.after(seconds(1));
        s.fact('people.misdial', 'kept', 'engine');
        s.fact('close.goodbye', 'kept', 'engine');
        s.fact('close.caller.first', 'kept', { agent: '8001' });
        expect(s.records.callbacks).toEqual([]);
      },
      OPTIONS,
    ));

  it('no music plays in between when the caller is on hold', () =>
    scenario(
      WITH_ESCALATION,
      async (s) => {
        const { agent, caller } = await aHold(s);
        await s.after(seconds(8));
        await pressesTwice(s, agent, '*55');
        await s.after(seconds(13));
        s.expect(caller).heard(['people.misdial', 'close.goodbye']);
        expect(agent.gone).toBe(true);
      },
      OPTIONS,
    ));

  it('the new engine says the goodbye after a crash in the phrase', () =>
    scenario(
      WITH_ESCALATION,
      async (s) => {
        const { agent, caller } = await transferToNobody(s, '*55');
        await s.after(seconds(1));
        await s.crash();
        await s.after(seconds(1));
        await s.restart();
        await s.after(seconds(25));
        s.expect(caller).heard(['people.misdial']);
        s.expect(caller).heard(['close.goodbye']);
        expect(caller.gone && agent.gone).toBe(true);
      },
      OPTIONS,
    ));
});
