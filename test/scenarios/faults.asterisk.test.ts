import { describe, expect, it } from 'vitest';
import type { CommandKind } from '../../src/core/commands.ts';
import { aCallerWaits, aHold, GREETING_8001, MOBILE } from './support/call-fixtures.ts';
import { type Scenario, scenario } from './support/scenario.ts';
import { LINE } from './support/site.ts';
import { aStandard, seconds } from './support/standard.ts';

describe('a phone that does not work', () => {
  it.each(['busy', 'decline', 'vanish', 'ring'] as const)('is passed over for the next agent: %s', (pickup) =>
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

  it('is passed over for the next agent when it unregisters while it rings', () =>
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

/** Asterisk refuses the next command of this kind, at both of its tries. */
function refuses({ sim }: Scenario, kind: CommandKind): void {
  sim.telephony.fail(kind, 'REFUSED');
  sim.telephony.fail(kind, 'REFUSED');
}

describe('a command that Asterisk refuses', () => {
  it('to connect, and to let the agent go: both talk once Asterisk does what it is asked', () =>
    scenario(aStandard(), async (s) => {
      refuses(s, 'connect');
      refuses(s, 'hangUp');
      s.agent('8001').registered().answersAfter(seconds(1));
      const caller = await s.caller(MOBILE).dials(LINE);
      await s.until(() => s.records.happened('connected').length === 1, seconds(15));
      await s.after(seconds(3));
      s.expect(caller).hears('<8001>');
      s.takeErrors();
    }));

  it('to wait: the caller has music soon, not with the next reassurance', () =>
    scenario(aStandard(), async (s) => {
      s.sim.telephony.fail('wait', 'TIMED_OUT');
      const caller = await aCallerWaits(s);
      await s.after(seconds(8));
      s.expect(caller).hears('music');
      s.takeErrors();
    }));

  it.each(['TIMED_OUT', 'REFUSED', 'LEG_GONE'] as const)(
    'to connect, %s: the caller waits for another agent',
    (code) =>
      scenario(aStandard(), async (s) => {
        if (code === 'REFUSED') refuses(s, 'connect');
        else s.sim.telephony.fail('connect', code);
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

  it('to dial an agent: the next agent is rung', () =>
    scenario(aStandard(), async (s) => {
      s.sim.telephony.fail('dial', 'TIMED_OUT');
      s.agent('8001').registered().answersAfter(seconds(1));
      s.agent('8002').registered().answersAfter(seconds(1));
      const caller = await s.caller(MOBILE).dials(LINE);
      await s.after(seconds(15));
      s.takeErrors();
      s.expect(caller).hears('<8002>');
    }));

  it('to play the greeting: the talk begins without it', () =>
    scenario(aStandard(), async (s) => {
      refuses(s, 'play');
      s.agent('8001').registered().answersAfter(seconds(1));
      const caller = await s.caller(MOBILE).dials(LINE);
      await s.after(seconds(5));
      s.takeErrors();
      s.expect(caller).hears('<8001>');
      s.fact('answer.greeting', 'broken', 'engine');
    }));
});

describe('a missing prompt', () => {
  it('of a greeting is left out, and the call goes on', () =>
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

  it('does not keep callers and agents apart, even if all prompts are missing', () =>
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
