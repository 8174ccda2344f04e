import { describe, expect, it } from 'vitest';
import { aCallerWaits, ENGINE_ANSWERS, ENGINE_GREETING, MOBILE } from './support/call-fixtures.ts';
import { scenario } from './support/scenario.ts';
import { LINE } from './support/site.ts';
import { aStandard, seconds } from './support/standard.ts';

describe('answer.rings', () => {
  it('an agent who picks up in time keeps the clause', () =>
    scenario(aStandard(), async (s) => {
      const li = s.agent('8001').registered().answersAfter(seconds(3));
      const caller = await s.caller(MOBILE).dials(LINE);
      await s.after(seconds(20));

      expect(s.expect(caller).heard(['ringing']).at(0).to).toBeCloseTo(3, 1);
      s.expect(caller).hears(`<${li.name}>`);
      const fact = s.fact('answer.rings', 'kept', { agent: li.name });
      expect(fact.measured).toMatchObject({ limit: 2, unit: 'rings' });
      expect(fact.measured?.value).toBeCloseTo(3 / 5, 2);
      expect(s.records.judged('answer.rings')).toHaveLength(1);
    }));

  it('the engine answers with the greeting before the next ring if no agent picks up', () =>
    scenario(aStandard(), async (s) => {
      const caller = await s.caller(MOBILE).dials(LINE);
      await s.after(seconds(20));

      s.expect(caller)
        .heard(['ringing', ...ENGINE_GREETING, 'music'])
        .at(0);
      s.expect(caller).heard(ENGINE_GREETING).at(ENGINE_ANSWERS);
      s.fact('answer.rings', 'kept', 'engine');
      expect(s.records.happened('engineAnswered')).toHaveLength(1);
    }));

  it('the standard sets the number of rings: 3 rings end after 15 s', () =>
    scenario(aStandard({ 'answer.rings': { rings: 3 } }), async (s) => {
      const caller = await aCallerWaits(s);
      await s.after(10);
      expect(s.expect(caller).heard(['ringing']).to).toBeCloseTo(14.3, 1);
      s.fact('answer.rings', 'kept', 'engine');
    }));

  it('the agent who has been idle longest is rung first, then the next, each for an equal share', () =>
    scenario(aStandard(), async (s) => {
      const wang = s.agent('8002').registered().doesNotAnswer();
      await s.after(seconds(1));
      const li = s.agent('8001').registered().answersAfter(seconds(2));
      const caller = await s.caller(MOBILE).dials(LINE);
      await s.after(seconds(20));

      const first = s.expect(wang, caller).heard(['ringing']).at(0);
      expect(first.to).toBeCloseTo(5, 1);
      s.expect(li, caller).heard(['ringing']).at(5);
      s.expect(caller).hears('<8001>');
      s.fact('answer.rings', 'kept', { agent: '8001' });
      expect(s.records.happened('agentSkipped').map(({ by }) => by)).toEqual([{ agent: '8002' }]);
    }));

  it('an agent who was passed over is not rung for a while, then again', () =>
    scenario(aStandard(), async (s) => {
      const li = s.agent('8001').registered().doesNotAnswer();
      const caller = await s.caller(MOBILE).dials(LINE);
      await s.after(seconds(60));

      const rung = s.expect(li, caller).times('ringing');
      expect(rung).toHaveLength(2);
      expect(rung[1]).toBeGreaterThanOrEqual(35);
      expect(rung[1]).toBeLessThan(36);
    }));

  it('the second caller waits while the only agent is rung for the first', () =>
    scenario(aStandard({ 'close.record': { wrapUpMs: seconds(1) } }), async (s) => {
      const li = s.agent('8001').registered().answersAfter(seconds(1));
      const first = await s.caller(MOBILE).dials(LINE);
      const second = await s.caller('13912345678').dials(LINE);
      await s.after(seconds(30));
      s.expect(first).hears('<8001>');
      s.expect(second).hears('music');

      first.hangsUp();
      await s.after(seconds(20));
      s.expect(second).hears('<8001>');
      s.expect(li).hears('<13912345678>');
    }));

  it('a caller who gives up stops the phone, which shows no missed call', () =>
    scenario(aStandard(), async (s) => {
      const li = s.agent('8001').registered().doesNotAnswer();
      const caller = await s.caller(MOBILE).dials(LINE);
      await s.after(seconds(2));
      caller.hangsUp();
      await s.after(seconds(1));

      expect(s.expect(li, caller).heard(['ringing']).to).toBeCloseTo(2, 1);
      expect(li.station.missed).toBe(0);
    }));
});
