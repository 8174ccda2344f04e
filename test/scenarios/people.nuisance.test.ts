import { describe, expect, it } from 'vitest';
import { gaps, spoken } from './support/call-fixtures.ts';
import { recordTypes, STAFF, transferToNobody, WITH_ESCALATION } from './support/escalation-fixtures.ts';
import { scenario } from './support/scenario.ts';
import { aStandard, minutes, seconds } from './support/standard.ts';

const SAYS = 'people.nuisance.aftersales';
const OPTIONS = { staff: STAFF };
const LI = { agent: '8001' };

describe('people.nuisance', () => {
  it('the agent leaves at once; the caller hears the phrase three times, and again until the caller hangs up', () =>
    scenario(
      WITH_ESCALATION,
      async (s) => {
        const { agent, caller } = await transferToNobody(s, '*54');
        await s.after(seconds(1));
        expect(agent.gone).toBe(true);
        await s.after(minutes(9));
        // said three times, then once in each 5 s of silence, to the end
        s.expect(caller).heard([SAYS, SAYS, SAYS, 'silence', SAYS, 'silence', SAYS]);
        s.expect(caller).never(`${SAYS}, cut`);
        const said = s.expect(caller).times(SAYS);
        expect(said.length).toBeGreaterThan((9 * 60) / (spoken(SAYS) + 5) - 2);
        expect(gaps(said.slice(3), said[2] ?? 0)).toSatisfy((all: number[]) =>
          all.every((gap) => Math.abs(gap - spoken(SAYS) - 5) < 0.2),
        );
        expect(caller.gone).toBe(false);
        caller.hangsUp();
        await s.after(seconds(1));

        expect(recordTypes(s)).toEqual(['nuisance']);
        s.fact('people.nuisance', 'kept', 'engine');
        s.fact('close.caller.first', 'kept', LI);
        expect(s.records.callbacks).toEqual([]);
        expect(s.records.happened('hungUpFirst')).toMatchObject([{ by: 'caller' }]);
      },
      OPTIONS,
    ));

  it('at the limit the engine hangs up, after the phrase, and the record does not call that kept', () =>
    scenario(
      WITH_ESCALATION,
      async (s) => {
        const { caller } = await transferToNobody(s, '*54');
        await s.after(minutes(9.9));
        expect(caller.gone).toBe(false);
        await s.after(minutes(0.4));
        expect(caller.gone).toBe(true);
        s.expect(caller).never(`${SAYS}, cut`);
        expect(s.records.happened('hungUpFirst')).toMatchObject([{ by: 'engine' }]);
        s.fact('people.nuisance', 'broken', 'engine');
        s.fact('close.caller.first', 'broken', 'engine');
        expect(s.records.judged('people.nuisance')).toHaveLength(1);
        expect(s.records.judged('close.caller.first')).toHaveLength(1);
      },
      OPTIONS,
    ));

  it('the automatic desk has words of its own, where the standard has them', () =>
    scenario(
      aStandard({
        'people.nuisance': { say: [SAYS], times: 2, sayDesk: ['people.nuisance.desk'] },
      }),
      async (s) => {
        const { caller } = await transferToNobody(s, '*54');
        await s.after(minutes(1));
        const desk = 'people.nuisance.desk';
        s.expect(caller).heard([SAYS, SAYS, 'silence', desk, 'silence', desk]);
        expect(s.expect(caller).times(SAYS)).toHaveLength(2);
      },
      OPTIONS,
    ));

  it('the standard sets the silence and the limit', () =>
    scenario(
      aStandard({
        'people.nuisance': { say: [SAYS], times: 1, againMs: seconds(20), deskMs: minutes(1) },
      }),
      async (s) => {
        const { caller } = await transferToNobody(s, '*54');
        await s.after(seconds(58));
        const [first = 0, second = 0, ...rest] = s.expect(caller).times(SAYS);
        expect(second - first).toBeCloseTo(spoken(SAYS) + 20, 1);
        expect(rest.length).toBeGreaterThan(0);
        await s.after(seconds(40));
        expect(caller.gone).toBe(true);
      },
      OPTIONS,
    ));

  it('after a crash the caller is still with the automatic desk', () =>
    scenario(
      WITH_ESCALATION,
      async (s) => {
        const { caller } = await transferToNobody(s, '*54');
        await s.after(minutes(1));
        await s.crash();
        await s.after(seconds(20));
        await s.restart();
        const before = s.expect(caller).times(SAYS).length;
        await s.after(seconds(30));
        expect(s.expect(caller).times(SAYS).length).toBeGreaterThan(before);
        caller.hangsUp();
        await s.after(seconds(1));
        s.fact('people.nuisance', 'kept', 'engine');
      },
      OPTIONS,
    ));

  it('a caller who hangs up during the phrase hung up first and is not called back', () =>
    scenario(
      WITH_ESCALATION,
      async (s) => {
        const { caller } = await transferToNobody(s, '*54');
        await s.after(seconds(7));
        caller.hangsUp();
        await s.after(seconds(25));
        expect(s.records.happened('hungUpFirst')).toMatchObject([{ by: 'caller' }]);
        expect(s.records.callbacks).toEqual([]);
        s.fact('people.nuisance', 'kept', 'engine');
      },
      OPTIONS,
    ));

  it('the agent gets the next call after the wrap-up, while the phrase still plays', () =>
    scenario(
      WITH_ESCALATION,
      async (s) => {
        const { agent } = await transferToNobody(s, '*54');
        await s.after(seconds(2));
        agent.dialsCode('*31');
        await s.after(seconds(2));
        const next = await s.caller('13912345678').dials('4008001234');
        await s.after(seconds(12));
        s.expect(next).hears('<8001>');
      },
      OPTIONS,
    ));

  it('a missing phrase ends the call, and the record says so', () =>
    scenario(
      WITH_ESCALATION,
      async (s) => {
        const { caller } = await transferToNobody(s, '*54');
        await s.after(seconds(12));
        expect(caller.gone).toBe(true);
        s.fact('people.nuisance', 'broken', 'engine');
        s.fact('close.caller.first', 'broken', 'engine');
        expect(s.records.judged('close.caller.first')).toHaveLength(1);
        s.takeErrors();
      },
      { ...OPTIONS, missing: [SAYS] },
    ));
});
