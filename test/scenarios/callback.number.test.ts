import { describe, expect, it } from 'vitest';
import { aCallerWaits, aHold, MOBILE } from './support/call-fixtures.ts';
import type { CallerPerson } from './support/people.ts';
import { type Scenario, scenario } from './support/scenario.ts';
import { aStandard, minutes, seconds } from './support/standard.ts';

const OTHER = '13912345678';

function digits(number: string): string[] {
  return [...number].map((digit) => `digit.${digit}`);
}

/** The caller has heard the offer in the queue and pressed 2: the number is asked for. */
async function aCallerWantsAnotherNumber(s: Scenario, from = MOBILE): Promise<CallerPerson> {
  const caller = await aCallerWaits(s, from);
  await s.after(seconds(132));
  caller.presses('2');
  await s.after(seconds(6));
  return caller;
}

describe('callback.number', () => {
  it('a caller who presses 2 enters another number, confirms it, and is called there', () =>
    scenario(aStandard(), async (s) => {
      const caller = await aCallerWantsAnotherNumber(s);
      caller.presses(`${OTHER}#`);
      await s.after(seconds(14));
      s.expect(caller).heard(['callback.read_back', ...digits(OTHER), 'callback.confirm']);
      caller.presses('1');
      await s.after(seconds(30));
      s.expect(caller).heard(['callback.number_is', ...digits(OTHER), 'hold.promise', 'close.goodbye']);
      s.fact('callback.number', 'kept', 'engine');
      expect(s.records.callbacks).toMatchObject([{ number: `+86${OTHER}` }]);

      const other = s.customer(OTHER).answersAfter(seconds(3));
      s.agent('8001').registered().answersAfter(seconds(1));
      await s.after(seconds(40));
      s.expect(other).hears('<8001>');
      other.hangsUp();
      await s.after(seconds(30));
      expect(s.records.callbacks).toMatchObject([{ status: { is: 'settled' } }]);
    }));

  it('a fixed number is read back as it will be dialled', () =>
    scenario(aStandard(), async (s) => {
      const caller = await aCallerWantsAnotherNumber(s);
      caller.presses('02012345678#');
      await s.after(seconds(14));
      s.expect(caller).heard(['callback.read_back', ...digits('02012345678'), 'callback.confirm']);
      caller.hangsUp();
    }));

  it('a number that may not be called is refused, and the caller is asked again', () =>
    scenario(aStandard(), async (s) => {
      const caller = await aCallerWantsAnotherNumber(s);
      caller.presses('12345#');
      await s.after(seconds(9));
      s.expect(caller).heard(['callback.invalid']);
      caller.presses(`${OTHER}#`);
      await s.after(seconds(14));
      s.expect(caller).heard(['callback.read_back', ...digits(OTHER)]);
      caller.presses('1');
      await s.after(seconds(2));
      expect(s.records.callbacks).toMatchObject([{ number: `+86${OTHER}` }]);
    }));

  it('key 2 rejects the number and a star starts it again', () =>
    scenario(aStandard(), async (s) => {
      const caller = await aCallerWantsAnotherNumber(s);
      caller.presses('13800138111#');
      await s.after(seconds(14));
      caller.presses('2');
      await s.after(seconds(6));
      expect(s.expect(caller).times('callback.key_in')).toHaveLength(2);
      caller.presses(`137*${OTHER}#`);
      await s.after(seconds(14));
      s.expect(caller).heard(['callback.read_back', ...digits(OTHER)]);
      caller.presses('1');
      await s.after(seconds(1));
      expect(s.records.callbacks).toMatchObject([{ number: `+86${OTHER}` }]);
    }));

  it('a number without its hash is taken after a pause', () =>
    scenario(aStandard(), async (s) => {
      const caller = await aCallerWantsAnotherNumber(s);
      caller.presses(OTHER);
      await s.after(seconds(16));
      s.expect(caller).heard(['callback.read_back', ...digits(OTHER)]);
      caller.hangsUp();
    }));

  it('a caller who enters no valid number keeps waiting with music and reassurances', () =>
    scenario(aStandard(), async (s) => {
      const caller = await aCallerWantsAnotherNumber(s);
      for (let n = 0; n < 3; n += 1) {
        caller.presses('1#');
        await s.after(seconds(9));
      }
      await s.after(seconds(30));
      s.expect(caller).heard([
        'callback.invalid',
        'music',
        'callback.offer',
        'music',
        'hold.reminder',
        'music',
      ]);
      s.agent('8001').registered().answersAfter(seconds(1));
      await s.after(seconds(20));
      s.expect(caller).hears('<8001>');
      expect(s.records.callbacks).toEqual([]);
    }));

  it('a caller who withholds the number and presses 1 is asked for one', () =>
    scenario(aStandard(), async (s) => {
      const caller = await aCallerWaits(s, 'anonymous');
      await s.after(seconds(132));
      caller.presses('1');
      await s.after(seconds(5));
      s.expect(caller).heard(['callback.key_in']);
      caller.presses(`${OTHER}#`);
      await s.after(seconds(14));
      caller.presses('1');
      await s.after(seconds(1));
      expect(s.records.callbacks).toMatchObject([{ number: `+86${OTHER}` }]);
    }));

  it('two requests for one number on one line are one callback, in the earlier place', () =>
    scenario(aStandard(), async (s) => {
      const first = await aCallerWaits(s);
      await s.after(seconds(132));
      first.presses('1');
      await s.after(seconds(40));
      const second = await aCallerWaits(s);
      await s.after(seconds(132));
      second.presses('1');
      await s.after(seconds(2));
      expect(s.records.callbacks).toHaveLength(1);
      expect(s.records.callbacks[0]?.place).toBe(s.records.calls[0]?.place);
    }));
});

describe('callback.number on an agent’s hold', () => {
  async function keyingOnHold(s: Scenario) {
    const talk = await aHold(s);
    await s.after(seconds(132));
    talk.caller.presses('2');
    await s.after(seconds(6));
    return talk;
  }

  it('an agent who resumes goes on talking with the caller', () =>
    scenario(aStandard(), async (s) => {
      const { agent, caller } = await keyingOnHold(s);
      caller.presses('139');
      await s.after(seconds(1));
      agent.resumes();
      await s.after(seconds(6));
      s.expect(caller).hears('<8001>');
      s.expect(agent).hears(`<${MOBILE}>`);
      expect(s.records.callbacks).toEqual([]);
    }));

  it('a caller can finish the number after the agent has hung up', () =>
    scenario(aStandard(), async (s) => {
      const { agent, caller } = await keyingOnHold(s);
      agent.hangsUp();
      await s.after(seconds(1));
      caller.presses(`${OTHER}#`);
      await s.after(seconds(14));
      caller.presses('1');
      await s.after(seconds(20));
      s.expect(caller).heard(['hold.promise', 'close.goodbye']);
      expect(s.records.callbacks).toMatchObject([{ number: `+86${OTHER}` }]);
    }));

  it('a caller who enters nothing after the agent has hung up hears music and reassurances', () =>
    scenario(aStandard(), async (s) => {
      const { agent, caller } = await keyingOnHold(s);
      agent.hangsUp();
      agent.unregistered();
      await s.after(minutes(1));
      s.expect(caller).heard(['music', 'hold.reminder', 'music'], 142);
    }));
});
