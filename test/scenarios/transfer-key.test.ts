import { describe, expect, it } from 'vitest';
import { aHold, aTalk, MOBILE } from './support/call-fixtures.ts';
import { recordTypes, STAFF, TRANSFERRED, WITH_ESCALATION } from './support/escalation-fixtures.ts';
import type { AgentPerson, Person } from './support/people.ts';
import { type Scenario, scenario } from './support/scenario.ts';
import { LINE } from './support/site.ts';
import { aStandard, seconds } from './support/standard.ts';

// The transfer key of an agent's own phone (SIP REFER), blind.

const OPTIONS = { staff: STAFF };

const given = (run: (s: Scenario) => Promise<void>) => () => scenario(WITH_ESCALATION, run, OPTIONS);

const there = (s: Scenario, id: string): AgentPerson => s.agent(id).registered().answersAfter(seconds(4));

const times = ({ station }: Person, prompt: string): number =>
  station.heard.filter(({ what }) => typeof what === 'object' && 'prompt' in what && what.prompt === prompt)
    .length;

describe('the transfer key of a phone', () => {
  it(
    'a colleague takes the caller, who hears the announcement and the second greeting',
    given(async (s) => {
      there(s, '8002');
      const { agent, caller } = await aTalk(s);
      agent.transfers('8002');
      await s.after(seconds(20));
      expect(agent.station.transfers).toEqual([true]);
      expect(agent.gone).toBe(true);
      s.expect(caller).heard(['hold.announce']);
      s.expect(caller).heard(TRANSFERRED('8002'));
      s.expect(caller).hears('<8002>');
      expect(s.records.happened('handedOver')).toMatchObject([{ detail: { why: 'colleague' } }]);
      expect(s.records.happened('takenOver')).toMatchObject([{ detail: { of: '8001', why: 'colleague' } }]);
      s.fact('close.caller.first', 'kept', { agent: '8001' });
      s.fact('hold.announce', 'kept', 'engine');
    }),
  );

  it(
    'a caller on hold has heard the announcement, and is reassured while the colleague is in a call',
    given(async (s) => {
      const busy = there(s, '8002');
      const { agent, caller } = await aHold(s);
      const other = await s.caller('13900139000').dials(LINE);
      await s.until(() => other.inCall && busy.inCall, seconds(30));
      await s.after(seconds(2));
      const before = times(caller, 'hold.announce');
      agent.transfers('8002');
      await s.after(seconds(40));
      expect(times(caller, 'hold.announce')).toBe(before);
      expect(times(caller, 'hold.reminder')).toBeGreaterThanOrEqual(2);
      other.hangsUp();
      await s.after(seconds(60));
      s.expect(caller).hears('<8002>');
    }),
  );

  it(
    'a colleague who does not pick up gives the caller back to the agent who transferred, once free',
    given(async (s) => {
      s.agent('8002').registered().doesNotAnswer();
      const { agent, caller } = await aTalk(s);
      agent.transfers('8002');
      await s.after(seconds(1));
      agent.dialsCode('*31');
      await s.after(seconds(45));
      s.expect(caller).hears('<8001>');
      expect(s.records.happened('agentSkipped')).toMatchObject([{ by: { agent: '8002' } }]);
      expect(s.records.callbacks).toEqual([]);
    }),
  );

  it(
    'a colleague who has no phone there is refused at once, and the talk goes on',
    given(async (s) => {
      const { agent, caller } = await aTalk(s);
      agent.transfers('8002');
      await s.after(seconds(1));
      expect(agent.station.transfers).toEqual([false]);
      s.expect(caller).hears('<8001>');
      expect(s.records.happened('handedOver')).toEqual([]);
    }),
  );

  it.each(['13900139000', '02155512345', '8001', '*31', '*9', '', null])(
    'nobody is transferred to %s',
    async (target) =>
      scenario(
        WITH_ESCALATION,
        async (s) => {
          const { agent, caller } = await aTalk(s);
          agent.transfers(target);
          await s.after(seconds(1));
          expect(agent.station.transfers).toEqual([false]);
          s.expect(caller).hears('<8001>');
          s.expect(agent).hears(`<${MOBILE}>`);
        },
        OPTIONS,
      ),
  );

  it(
    'the code of the complaints desk is a target, and does what the keys do',
    given(async (s) => {
      there(s, '8800');
      const { agent, caller } = await aTalk(s);
      agent.transfers('*51');
      await s.after(seconds(30));
      expect(agent.station.transfers).toEqual([true]);
      s.expect(caller).heard(TRANSFERRED('8800'));
      s.expect(caller).hears('<8800>');
      expect(recordTypes(s)).toEqual(['complaint']);
      s.fact('people.complaint', 'kept', { agent: '8800' });
    }),
  );

  it(
    'a supervisor is a colleague, too',
    given(async (s) => {
      there(s, '8900');
      const { agent, caller } = await aTalk(s);
      agent.transfers('8900');
      await s.after(seconds(20));
      s.expect(caller).hears('<8900>');
    }),
  );

  it(
    'a caller who hangs up in the middle leaves nothing behind, and is called back',
    given(async (s) => {
      s.agent('8002').registered().doesNotAnswer();
      const { agent, caller } = await aTalk(s);
      agent.transfers('8002');
      await s.after(seconds(4));
      caller.hangsUp();
      await s.after(seconds(10));
      expect(s.records.calls).toMatchObject([{ phase: { is: 'over' }, agentLegs: [] }, {}]);
      expect(s.records.callbacks).toMatchObject([{ agent: '8002' }]);
    }),
  );

  it('a standard without an announcement lets the caller wait with music', () =>
    scenario(
      aStandard({}, { without: ['hold.announce'] }),
      async (s) => {
        there(s, '8002');
        const { agent, caller } = await aTalk(s);
        agent.transfers('8002');
        await s.after(seconds(20));
        s.expect(caller).hears('<8002>');
      },
      OPTIONS,
    ));
});
