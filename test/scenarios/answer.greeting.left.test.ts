import { describe, expect, it } from 'vitest';
import { aCallerWaits, MOBILE } from './support/call-fixtures.ts';
import { TRANSFERRED } from './support/escalation-fixtures.ts';
import { type Scenario, scenario } from './support/scenario.ts';
import { LINE } from './support/site.ts';
import { aStandard, ESCALATION, seconds } from './support/standard.ts';

const LI = { agent: '8001' };
const APOLOGY = ['callback.no_agent', 'queue.announce', 'music'];

/** Agent 8001 picks up after a second, and drops the handset a second later, while the greeting plays. */
async function aGreetingLeft(s: Scenario) {
  const agent = s.agent('8001').registered().answersAfter(seconds(1));
  const caller = await s.caller(MOBILE).dials(LINE);
  await s.until(() => agent.inCall, seconds(10));
  await s.after(seconds(1));
  s.expect(caller).hears('salute.morning');
  return { agent, caller };
}

describe('close.caller.first: an agent who leaves during the greeting', () => {
  it('has broken the clause; the caller hears an apology and gets another agent, who does not greet from the start', () =>
    scenario(aStandard(), async (s) => {
      const { agent, caller } = await aGreetingLeft(s);
      const wang = s.agent('8002').registered().answersAfter(seconds(12));
      agent.hangsUp();
      await s.after(seconds(25));

      s.fact('close.caller.first', 'broken', LI);
      s.expect(caller).heard(['salute.morning, cut', ...APOLOGY]);
      s.expect(caller).heard([
        'answer.late.apology',
        'greeting.agent',
        'digit.8',
        'digit.0',
        'digit.0',
        'digit.2',
      ]);
      expect(s.expect(caller).times('salute.morning')).toEqual([]);
      s.expect(caller).hears('<8002>');
      s.expect(wang).hears(`<${MOBILE}>`);
      expect(s.records.callbacks).toEqual([]);
      caller.hangsUp();
      await s.after(seconds(1));
      expect(s.records.happened('hungUpFirst')).toMatchObject([{ detail: { who: 'caller' } }]);
    }));

  it('gets no call for some time, and has nothing to write down; the caller keeps the place', () =>
    scenario(aStandard(), async (s) => {
      const { agent, caller } = await aGreetingLeft(s);
      agent.hangsUp();
      const other = await aCallerWaits(s, '13912345678');
      await s.after(seconds(15));
      s.expect(caller).heard(APOLOGY);
      expect(agent.rings).toBe(false);
      await s.after(seconds(25));
      s.expect(caller).hears('<8001>');
      s.expect(other).hears('music');
      expect(s.records.judged('close.record')).toEqual([]);
    }));

  it('a standard with a second greeting and no apology for the wait plays that one', () =>
    scenario(aStandard(ESCALATION, { without: ['answer.late.apology'] }), async (s) => {
      const { agent, caller } = await aGreetingLeft(s);
      agent.hangsUp();
      s.agent('8002').registered().answersAfter(seconds(4));
      await s.after(seconds(20));
      s.expect(caller).heard(TRANSFERRED('8002'));
      s.fact('answer.greeting.transferred', 'kept', 'engine');
      s.expect(caller).hears('<8002>');
    }));

  it('a phone that breaks off then is nobody’s fault, and the caller hears the same', () =>
    scenario(aStandard(), async (s) => {
      const { agent, caller } = await aGreetingLeft(s);
      agent.unregistered();
      agent.isCutOff();
      await s.after(seconds(15));
      s.expect(caller).heard(APOLOGY);
      expect(s.records.judged('close.caller.first')).toEqual([]);
    }));

  it('after three such greetings the caller is promised a callback, and the engine says goodbye', () =>
    scenario(aStandard({}, { handling: { passOverMs: seconds(1) } }), async (s) => {
      const agent = s.agent('8001').registered().answersAfter(seconds(1));
      const caller = await s.caller(MOBILE).dials(LINE);
      for (let time = 1; time <= 3; time += 1) {
        await s.until(() => agent.inCall, seconds(30));
        await s.after(seconds(1));
        agent.hangsUp();
        await s.after(seconds(1));
      }
      agent.unregistered();
      await s.after(seconds(15));
      s.expect(caller).heard(['callback.number_is']);
      s.expect(caller).heard(['hold.promise', 'close.goodbye']);
      expect(s.records.judged('close.caller.first')).toHaveLength(3);
      expect(s.records.happened('hungUpFirst')).toMatchObject([{ detail: { who: 'agent' } }]);
      expect(s.records.callbacks).toMatchObject([{ kind: 'queue', status: { is: 'due' } }]);
    }));
});
