import { describe, expect, it } from 'vitest';
import { spokenDigits } from '../../src/core/prompts/speak.ts';
import { GREETING_8001, type Talk } from './support/call-fixtures.ts';
import { STAFF, TRANSFERRED, transferTo, WITH_ESCALATION } from './support/escalation-fixtures.ts';
import { type Scenario, scenario } from './support/scenario.ts';
import { aStandard, ESCALATION, seconds } from './support/standard.ts';
import { aSilentTalk, shipped } from './support/talk-fixtures.ts';

const OPTIONS = { staff: STAFF };

/** Agent 8001 hands the caller to the complaints desk, where 8800 answers. */
async function toComplaints(s: Scenario): Promise<Talk> {
  s.agent('8800').registered().answersAfter(seconds(2));
  const talk = await aSilentTalk(s);
  talk.agent.presses('*51');
  await s.after(seconds(35));
  return talk;
}

describe('answer.greeting.transferred', () => {
  it('each agent who takes over greets once, never with the first greeting', () =>
    scenario(
      WITH_ESCALATION,
      async (s) => {
        s.agent('8900').registered().answersAfter(seconds(2));
        const { caller, colleague } = await transferTo(s, '*51', '8800');
        await s.after(seconds(22));
        s.expect(caller).heard(TRANSFERRED('8800'));
        colleague.presses('*52');
        await s.after(seconds(22));
        s.expect(caller).heard(TRANSFERRED('8900'));
        s.expect(caller).hears('<8900>');
        expect(s.expect(caller).times('greeting.help')).toHaveLength(1);
        expect(s.records.judged('answer.greeting.transferred')).toHaveLength(2);
        s.records.neverBroken('answer.greeting.transferred');
        s.expect(caller).never('answer.late.apology');
      },
      OPTIONS,
    ));

  it('a standard without the clause plays the plain greeting with the new agent’s number', () =>
    scenario(
      aStandard(ESCALATION, { without: ['answer.greeting.transferred'] }),
      async (s) => {
        const { caller } = await transferTo(s, '*51', '8800');
        await s.after(seconds(22));
        const plain = GREETING_8001.map((prompt) => prompt);
        plain.splice(3, 4, 'digit.8', 'digit.8', 'digit.0', 'digit.0');
        s.expect(caller).heard(plain);
        expect(s.records.judged('answer.greeting.transferred')).toEqual([]);
        expect(s.records.judged('answer.greeting')).toHaveLength(2);
      },
      OPTIONS,
    ));

  it.each([
    ['aftersales', ''],
    ['ticketing', ''],
    ['desk400', '.desk400'],
  ])('on the line of %s a complainant hears the first greeting once, then the second', (name, own) =>
    scenario(
      shipped(name),
      async (s) => {
        const { caller } = await toComplaints(s);
        s.expect(caller).heard([
          `greeting.hello${own}`,
          `greeting.agent${own}`,
          ...spokenDigits('8800'),
          `greeting.serving${own}`,
        ]);
        expect(s.records.judged('answer.greeting')).toHaveLength(1);
        s.fact('answer.greeting.transferred', 'kept', 'engine');
      },
      OPTIONS,
    ),
  );

  it.each(['gas', 'telecom', 'aftersales', 'desk400', 'ticketing', 'strict'])(
    'the standard %s has one',
    (name) => {
      expect(shipped(name).clauses['answer.greeting.transferred']?.say).toContain('{agent}');
    },
  );

  it('a greeting that cannot be played breaks the clause', () =>
    scenario(
      aStandard({ ...ESCALATION, 'answer.greeting.transferred': { say: ['greeting.transferred'] } }),
      async (s) => {
        const { caller } = await transferTo(s, '*51', '8800');
        await s.after(seconds(22));
        s.expect(caller).hears('<8800>');
        s.fact('answer.greeting.transferred', 'broken', 'engine');
        s.takeErrors();
      },
      { ...OPTIONS, missing: ['greeting.transferred'] },
    ));
});
