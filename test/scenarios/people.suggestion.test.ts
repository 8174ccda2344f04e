import { describe, expect, it } from 'vitest';
import { MOBILE } from './support/call-fixtures.ts';
import { recordTypes, STAFF, transferToNobody, WITH_ESCALATION } from './support/escalation-fixtures.ts';
import { scenario } from './support/scenario.ts';
import { aStandard, seconds } from './support/standard.ts';

const OPTIONS = { staff: STAFF };

describe('people.suggestion', () => {
  it('both hear the phrase, the record has it, and the talk goes on', () =>
    scenario(
      WITH_ESCALATION,
      async (s) => {
        const { agent, caller } = await transferToNobody(s, '*57');
        await s.after(seconds(14));
        s.expect(caller).heard(['people.suggestion']);
        s.expect(agent).heard(['people.suggestion']);
        s.expect(caller).hears('<8001>');
        s.expect(agent).hears(`<${MOBILE}>`);
        s.fact('people.suggestion', 'kept', { agent: '8001' });
        expect(recordTypes(s)).toEqual(['suggestion']);
      },
      OPTIONS,
    ));

  it('a phrase that is played again is recorded once', () =>
    scenario(
      WITH_ESCALATION,
      async (s) => {
        const { agent, caller } = await transferToNobody(s, '*57');
        await s.after(seconds(14));
        agent.presses('*57');
        await s.after(seconds(14));
        expect(s.expect(caller).times('people.suggestion')).toHaveLength(2);
        expect(recordTypes(s)).toEqual(['suggestion']);
      },
      OPTIONS,
    ));

  it('a standard without the clause records nothing', () =>
    scenario(
      aStandard(),
      async (s) => {
        const { agent } = await transferToNobody(s, '*57');
        await s.after(seconds(2));
        s.expect(agent).heard(['tone.error']);
        expect(recordTypes(s)).toEqual([]);
      },
      OPTIONS,
    ));
});
