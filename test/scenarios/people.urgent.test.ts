import { describe, expect, it } from 'vitest';
import { MOBILE } from './support/call-fixtures.ts';
import { recordTypes, STAFF, transferToNobody, WITH_ESCALATION } from './support/escalation-fixtures.ts';
import { type Scenario, scenario } from './support/scenario.ts';
import { LINE } from './support/site.ts';
import { aStandard, minutes, seconds } from './support/standard.ts';

const OPTIONS = { staff: STAFF };
const digits = (text: string) => [...text].map((digit) => `digit.${digit}`);
const ALERT = ['alert.urgent', ...digits('8001'), 'alert.caller', ...digits(MOBILE)];

/** The log says so, once. */
function logged(s: Scenario): void {
  expect(s.takeErrors()).toMatchObject([
    { message: 'an agent has raised an urgent alert', detail: { agent: '8001' } },
  ]);
}

describe('people.urgent', () => {
  it('the phones of all free supervisors ring at once, and the one who picks up hears the alert; the talk is not disturbed', () =>
    scenario(
      WITH_ESCALATION,
      async (s) => {
        const first = s.agent('8900').registered().answersAfter(seconds(3));
        const second = s.agent('8901').registered().doesNotAnswer();
        const { agent, caller } = await transferToNobody(s, '*53');
        await s.after(seconds(1));
        expect(first.rings && second.rings).toBe(true);
        s.expect(agent).heard(['tone.ok']);
        await s.after(seconds(4));
        expect(second.rings).toBe(false);
        await s.after(seconds(40));
        s.expect(first).heard(['tone.connect', ...ALERT, ...ALERT]);
        expect(first.gone && second.gone).toBe(true);
        s.expect(caller).never('tone');
        s.expect(caller).hears('<8001>');

        expect(recordTypes(s)).toEqual(['urgent']);
        expect(s.records.happened('alert')).toMatchObject([
          { by: { agent: '8001' }, detail: { line: LINE } },
        ]);
        expect(s.records.happened('alertHeard')).toMatchObject([{ by: { agent: '8900' } }]);
        s.fact('people.urgent', 'kept', 'engine');
        logged(s);
      },
      OPTIONS,
    ));

  it('the phones ring again until a supervisor picks up, also one who registers later', () =>
    scenario(
      WITH_ESCALATION,
      async (s) => {
        const lazy = s.agent('8900').registered().doesNotAnswer();
        const { caller } = await transferToNobody(s, '*53');
        await s.after(minutes(2));
        expect(s.records.happened('agentSkipped').length).toBeGreaterThan(1);
        expect(s.records.judged('people.urgent')).toEqual([]);
        caller.hangsUp();
        lazy.answersAfter(seconds(1));
        await s.until(() => s.records.happened('alertHeard').length > 0, minutes(1));
        s.fact('people.urgent', 'kept', 'engine');
        await s.after(minutes(1));
        expect(lazy.gone).toBe(true);
        logged(s);
      },
      OPTIONS,
    ));

  it('an alert that no supervisor takes breaks the clause', () =>
    scenario(
      WITH_ESCALATION,
      async (s) => {
        await transferToNobody(s, '*53');
        await s.after(minutes(31));
        s.fact('people.urgent', 'broken', 'engine');
        expect(s.records.calls.find(({ direction }) => direction === 'alert')?.endedAt).not.toBeNull();
        logged(s);
      },
      OPTIONS,
    ));

  it('the key raises one alert in a call', () =>
    scenario(
      WITH_ESCALATION,
      async (s) => {
        const { agent } = await transferToNobody(s, '*53');
        await s.after(seconds(1));
        agent.presses('*53');
        await s.after(seconds(1));
        expect(s.expect(agent).times('tone.ok')).toHaveLength(2);
        expect(s.records.happened('alert')).toHaveLength(1);
        logged(s);
      },
      OPTIONS,
    ));

  it.each([
    ['while a supervisor’s phone rings', 1],
    ['while nobody is there', 0],
  ])('the alert goes on when the engine crashes %s', (_, there) =>
    scenario(
      WITH_ESCALATION,
      async (s) => {
        const boss = s.agent('8900').doesNotAnswer();
        if (there) boss.registered();
        const { caller } = await transferToNobody(s, '*53');
        await s.after(seconds(2));
        await s.crash();
        await s.restart();
        boss.registered().answersAfter(seconds(2));
        await s.after(seconds(60));
        s.fact('people.urgent', 'kept', 'engine');
        s.expect(boss).heard(ALERT);
        s.expect(caller).hears('<8001>');
        logged(s);
      },
      OPTIONS,
    ),
  );

  it('agents are not alerted, and a standard without the clause raises no alert', () =>
    scenario(
      aStandard(),
      async (s) => {
        s.agent('8900').registered();
        const { agent } = await transferToNobody(s, '*53');
        await s.after(seconds(5));
        s.expect(agent).heard(['tone.error']);
        expect(s.records.happened('agentRung')).toHaveLength(1);
      },
      OPTIONS,
    ));
});
