import { describe, expect, it } from 'vitest';
import { recordTypes, STAFF, transferToNobody, WITH_ESCALATION } from './support/escalation-fixtures.ts';
import { scenario } from './support/scenario.ts';
import { seconds } from './support/standard.ts';

const SAYS = 'people.nuisance.aftersales';
const OPTIONS = { staff: STAFF };
const LI = { agent: '8001' };

describe('people.nuisance', () => {
  it('the agent leaves at once; the caller hears the phrase three times, then silence, then the call ends', () =>
    scenario(
      WITH_ESCALATION,
      async (s) => {
        const { agent, caller } = await transferToNobody(s, '*54');
        await s.after(seconds(1));
        expect(agent.gone).toBe(true);
        await s.after(seconds(30));
        s.expect(caller).heard([SAYS, SAYS, SAYS, 'silence']);
        expect(s.expect(caller).times(SAYS)).toHaveLength(3);
        s.expect(caller).never(`${SAYS}, cut`);
        expect(caller.gone).toBe(true);

        expect(recordTypes(s)).toEqual(['nuisance']);
        s.fact('people.nuisance', 'kept', 'engine');
        s.fact('close.caller.first', 'kept', LI);
        expect(s.records.callbacks).toEqual([]);
        expect(s.records.happened('hungUpFirst')).toMatchObject([{ by: 'engine' }]);
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
        s.takeErrors();
      },
      { ...OPTIONS, missing: [SAYS] },
    ));
});
