import { describe, expect, it } from 'vitest';
import { aCallerWaits, aHold, GREETING_8001, MOBILE } from './support/call-fixtures.ts';
import { scenario } from './support/scenario.ts';
import { LINE } from './support/site.ts';
import { aStandard, seconds } from './support/standard.ts';

describe('a phone that does not work', () => {
  it.each(['busy', 'decline', 'vanish', 'ring'] as const)('%s: the next agent is tried', (pickup) =>
    scenario(aStandard(), async (s) => {
      s.agent('8001').registered().station.pickup = pickup;
      await s.after(seconds(1));
      const wang = s.agent('8002').registered().answersAfter(seconds(1));
      const caller = await s.caller(MOBILE).dials(LINE);
      await s.after(seconds(20));

      s.expect(caller).hears('<8002>');
      s.expect(wang, caller).heard(['ringing']).by(5.2);
      expect(s.records.happened('agentSkipped').map(({ by }) => by)).toEqual([{ agent: '8001' }]);
      s.fact('answer.rings', 'kept', { agent: '8002' });
    }),
  );

  it('unregistered while it rings for somebody: the next agent is tried', () =>
    scenario(aStandard(), async (s) => {
      const li = s.agent('8001').registered().doesNotAnswer();
      const caller = await s.caller(MOBILE).dials(LINE);
      await s.after(seconds(2));
      li.unregistered();
      s.agent('8002').registered().answersAfter(seconds(1));
      await s.after(seconds(20));
      s.expect(caller).hears('<8002>');
    }));
});

describe('a command that Asterisk refuses', () => {
  it.each(['TIMED_OUT', 'REFUSED', 'LEG_GONE'] as const)(
    'to connect, %s: the caller waits for another agent',
    (code) =>
      scenario(aStandard(), async (s) => {
        s.sim.telephony.fail('connect', code);
        const li = s.agent('8001').registered().answersAfter(seconds(1));
        const caller = await s.caller(MOBILE).dials(LINE);
        await s.after(seconds(15));
        li.unregistered();
        expect(li.gone).toBe(true);
        await s.after(seconds(10));
        s.takeErrors();
        s.expect(caller).heard(['queue.announce', 'music']);
        s.agent('8002').registered().answersAfter(seconds(1));
        await s.after(seconds(20));
        s.expect(caller).hears('<8002>');
      }),
  );

  it('to ring an agent: the next is tried', () =>
    scenario(aStandard(), async (s) => {
      s.sim.telephony.fail('dial', 'TIMED_OUT');
      s.agent('8001').registered().answersAfter(seconds(1));
      s.agent('8002').registered().answersAfter(seconds(1));
      const caller = await s.caller(MOBILE).dials(LINE);
      await s.after(seconds(15));
      s.takeErrors();
      s.expect(caller).hears('<8002>');
    }));

  it('to greet: the talk begins without', () =>
    scenario(aStandard(), async (s) => {
      s.sim.telephony.fail('play', 'REFUSED');
      s.agent('8001').registered().answersAfter(seconds(1));
      const caller = await s.caller(MOBILE).dials(LINE);
      await s.after(seconds(5));
      s.takeErrors();
      s.expect(caller).hears('<8001>');
      s.fact('answer.greeting', 'broken', 'engine');
    }));
});

describe('a prompt that is not there', () => {
  it('in a greeting: the rest is said, and the call goes on', () =>
    scenario(
      aStandard(),
      async (s) => {
        s.agent('8001').registered().answersAfter(seconds(1));
        const caller = await s.caller(MOBILE).dials(LINE);
        await s.after(seconds(20));
        s.expect(caller).heard(['ringing', ...GREETING_8001.filter((id) => id !== 'company'), '<8001>']);
      },
      { missing: ['company'] },
    ));

  it.each([
    ['hold.announce', 'hold.announce'],
    ['hold.reminder', 'hold.reminder'],
    ['hold.return', 'hold.return'],
  ] as const)('%s: on record as broken, and the call goes on', (prompt, clause) =>
    scenario(
      aStandard(),
      async (s) => {
        const { agent, caller } = await aHold(s);
        await s.after(seconds(20));
        s.expect(caller).hears('music');
        agent.resumes();
        await s.after(seconds(5));
        s.expect(caller).hears('<8001>');
        s.expect(agent).hears(`<${MOBILE}>`);
        s.fact(clause, 'broken', 'engine');
        expect(s.records.happened('promptFailed').length).toBeGreaterThanOrEqual(1);
      },
      { missing: [prompt] },
    ),
  );

  it('every prompt: callers and agents are still brought together', () =>
    scenario(
      aStandard(),
      async (s) => {
        const caller = await aCallerWaits(s);
        await s.after(seconds(30));
        s.agent('8001').registered().answersAfter(seconds(1));
        await s.after(seconds(5));
        s.expect(caller).hears('<8001>');
        s.fact('answer.greeting', 'broken', 'engine');
      },
      {
        missing: [
          'salute.morning',
          'company',
          'queue.announce',
          'hold.reminder',
          'answer.late.apology',
          'greeting.agent',
          'digit.8',
          'digit.0',
          'digit.1',
          'greeting.help',
          'tone.connect',
        ],
      },
    ));
});
