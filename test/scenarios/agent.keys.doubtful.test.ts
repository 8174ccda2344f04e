import { describe, expect, it } from 'vitest';
import { aTalk, MOBILE } from './support/call-fixtures.ts';
import { pressesTwice, STAFF, WITH_ESCALATION } from './support/escalation-fixtures.ts';
import { scenario } from './support/scenario.ts';
import { seconds } from './support/standard.ts';

const OPTIONS = { staff: STAFF };

describe('keys of an agent whose order is not certain', () => {
  it.each([
    ['*54', 'sent at once by a phone that stood still', 0],
    ['*55', 'sent at once by a phone that stood still', 0],
    ['*53', 'sent at once by a phone that stood still', 0],
    ['*70', 'each before the tone before it has ended', 60],
  ])('%s, %s: the error tone, and nothing else happens', (keys, _how, everyMs) =>
    scenario(
      WITH_ESCALATION,
      async (s) => {
        const { agent, caller } = await aTalk(s);
        agent.presses(keys, everyMs);
        await s.after(seconds(5));
        s.expect(agent).heard(['tone.error']);
        s.expect(agent).never('tone.ok');
        s.expect(caller).hears('<8001>');
        s.expect(agent).hears(`<${MOBILE}>`);
        expect(s.records.happened('alert')).toEqual([]);
        expect(s.records.callbacks).toEqual([]);
        expect(s.records.happened('keysDropped')).toHaveLength(1);
      },
      OPTIONS,
    ),
  );

  it('*54 whose 5 comes twice is not *55: the whole code is dropped, its last key too', () =>
    scenario(
      WITH_ESCALATION,
      async (s) => {
        const { agent, caller } = await aTalk(s);
        agent.presses('*');
        await s.after(200);
        agent.presses('55', 1);
        await s.after(200);
        agent.presses('4');
        await s.after(seconds(5));
        s.expect(agent).heard(['tone.error']);
        expect(s.records.happened('keysDropped').map(({ detail }) => detail)).toEqual([{ keys: '*55' }]);
        s.expect(caller).hears('<8001>');
      },
      OPTIONS,
    ));

  it('the code pressed once more is taken, and counts as the first press', () =>
    scenario(
      WITH_ESCALATION,
      async (s) => {
        const { agent, caller } = await aTalk(s);
        agent.presses('*55', 0);
        await s.after(seconds(2));
        await pressesTwice(s, agent, '*55');
        await s.after(seconds(14));
        s.expect(caller).heard(['people.misdial']);
        s.fact('people.misdial', 'kept', 'engine');
        caller.hangsUp();
      },
      OPTIONS,
    ));
});
