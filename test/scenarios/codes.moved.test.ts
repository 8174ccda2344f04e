import { expect, it } from 'vitest';
import { aTalk } from './support/call-fixtures.ts';
import { STAFF, TRANSFERRED, WITH_ESCALATION } from './support/escalation-fixtures.ts';
import type { AgentPerson, CallerPerson } from './support/people.ts';
import { type Scenario, scenario } from './support/scenario.ts';
import { seconds } from './support/standard.ts';

// codes: of sansheng.yaml.

const OPTIONS = { staff: STAFF, line: { codes: { '*52': '*94', '*10': '*96' } } };

/** In a talk; a supervisor is there. */
const talk = (run: (s: Scenario, agent: AgentPerson, caller: CallerPerson) => Promise<void>) => () =>
  scenario(
    WITH_ESCALATION,
    async (s) => {
      s.agent('8900').registered().answersAfter(seconds(2));
      const { agent, caller } = await aTalk(s);
      await run(s, agent, caller);
      await s.after(seconds(20));
      s.expect(caller).heard(TRANSFERRED('8900'));
    },
    OPTIONS,
  );

it(
  'a moved code works in the call, and the shipped one does not',
  talk(async (s, agent, caller) => {
    agent.presses('*52');
    await s.after(seconds(2));
    s.expect(caller).hears('<8001>');
    agent.presses('*94');
  }),
);

it(
  'a moved code is a target of the transfer key, and the shipped one is not',
  talk(async (s, agent) => {
    agent.transfers('*52');
    await s.after(seconds(2));
    expect(agent.station.transfers).toEqual([false]);
    agent.transfers('*94');
  }),
);

it('a moved code works on the idle phone, and the shipped one does not', () =>
  scenario(
    WITH_ESCALATION,
    async (s) => {
      const agent = s.agent('8002').registered();
      await s.after(seconds(1));
      for (const [code, times] of [
        ['*10', 0],
        ['*96', 1],
      ] as const) {
        agent.dialsCode(code);
        await s.after(seconds(3));
        expect(s.records.happened('agentLoggedOut')).toHaveLength(times);
      }
    },
    OPTIONS,
  ));
