import { describe, expect, it } from 'vitest';
import { aCallerWaits, MOBILE } from './support/call-fixtures.ts';
import type { CallerPerson } from './support/people.ts';
import { type Scenario, scenario } from './support/scenario.ts';
import { aStandard, seconds } from './support/standard.ts';

const OTHER = '13900003333';
const digits = (number: string) => [...number].map((digit) => `digit.${digit}`);

/** The caller has heard the offer, and pressed 2. */
async function wantsAnother(s: Scenario): Promise<CallerPerson> {
  const caller = await aCallerWaits(s);
  await s.after(seconds(132));
  caller.presses('2');
  return caller;
}

async function confirms(s: Scenario, caller: CallerPerson): Promise<void> {
  await s.after(seconds(14));
  s.expect(caller).heard(['callback.read_back', ...digits(OTHER), 'callback.confirm']);
  caller.presses('1');
  await s.after(seconds(1));
}

describe('callback.number: a slow keyer', () => {
  it.each([
    ['ten seconds after the prompt', 15, 0.4],
    ['after the time-out was said', 20, 0.4],
    ['when the offer is heard again', 30, 0.4],
    // so slowly that the first of them is no longer put together with a choice
    ['when the offer is heard again, one by one,', 30, 3],
  ])('digits that come %s belong to the number', (_, after, every) =>
    scenario(aStandard(), async (s) => {
      const caller = await wantsAnother(s);
      await s.after(seconds(after));
      for (const digit of `${OTHER}#`) {
        caller.presses(digit);
        await s.after(seconds(every));
      }
      await confirms(s, caller);
      expect(s.records.callbacks).toMatchObject([{ number: `+86${OTHER}` }]);
    }),
  );

  it('the time-out is said', () =>
    scenario(aStandard(), async (s) => {
      const caller = await wantsAnother(s);
      await s.after(seconds(40));
      s.expect(caller).heard([
        'callback.key_in',
        'music',
        'callback.timeout',
        'music',
        'callback.offer',
        'music',
      ]);
      expect(s.records.callbacks).toEqual([]);
    }));

  it('a 1 books the calling number again once the offer has been heard in full', () =>
    scenario(aStandard(), async (s) => {
      const caller = await wantsAnother(s);
      await s.after(seconds(44));
      caller.presses('1');
      await s.after(seconds(2));
      expect(s.records.callbacks).toMatchObject([{ number: `+86${MOBILE}` }]);
    }));
});

describe('callback.number: a choice taken back while the goodbye plays', () => {
  async function chosenAs(s: Scenario, count: number): Promise<CallerPerson> {
    const caller = await aCallerWaits(s);
    await s.after(seconds(132));
    caller.presses('1');
    await s.after(seconds(3));
    expect(s.records.callbacks).toHaveLength(count);
    return caller;
  }

  async function chosen(s: Scenario): Promise<CallerPerson> {
    const caller = await chosenAs(s, 1);
    expect(s.records.callbacks).toMatchObject([{ number: `+86${MOBILE}` }]);
    return caller;
  }

  it('key 2: another number corrects the one callback, in the store too', () =>
    scenario(aStandard(), async (s) => {
      const caller = await chosen(s);
      caller.presses('2');
      await s.after(seconds(6));
      caller.presses(`${OTHER}#`);
      await confirms(s, caller);
      expect(s.records.callbacks).toHaveLength(1);
      const [callback] = s.records.callbacks;
      expect(callback).toMatchObject({ number: `+86${OTHER}`, dialled: OTHER });
      expect(await s.stored(callback?.id ?? '')).toMatchObject({ state: { number: `+86${OTHER}` } });
      await s.after(seconds(40));
      s.expect(caller).heard(['callback.number_is', ...digits(OTHER), 'hold.promise', 'close.goodbye']);

      const other = s.customer(OTHER).answersAfter(seconds(3));
      s.agent('8001').registered().answersAfter(seconds(1));
      await s.after(seconds(40));
      s.expect(other).hears('<8001>');
    }));

  it('digits in quick succession are a number: 1 and what follows at once', () =>
    scenario(aStandard(), async (s) => {
      const caller = await aCallerWaits(s);
      await s.after(seconds(132));
      for (const digit of `${OTHER}#`) {
        caller.presses(digit);
        await s.after(300);
      }
      await confirms(s, caller);
      expect(s.records.callbacks).toMatchObject([{ number: `+86${OTHER}` }]);
    }));

  it('another number that has a callback already: that one serves both, and the first is cancelled', () =>
    scenario(aStandard(), async (s) => {
      const before = await aCallerWaits(s, OTHER);
      await s.after(seconds(132));
      before.presses('1');
      await s.after(seconds(40));
      const caller = await chosenAs(s, 2);
      caller.presses('2');
      await s.after(seconds(6));
      caller.presses(`${OTHER}#`);
      await confirms(s, caller);
      expect(s.records.callbacks.map(({ number, status }) => [number, status.is])).toEqual([
        [`+86${OTHER}`, 'due'],
        [`+86${MOBILE}`, 'cancelled'],
      ]);
    }));

  it('a caller who calls in again corrects the callback that is open already', () =>
    scenario(aStandard(), async (s) => {
      const first = await chosen(s);
      await s.after(seconds(40));
      expect(first.gone).toBe(true);
      const again = await chosenAs(s, 1);
      again.presses('2');
      await s.after(seconds(6));
      again.presses(`${OTHER}#`);
      await confirms(s, again);
      await s.after(seconds(40));
      expect(s.records.callbacks).toMatchObject([{ number: `+86${OTHER}`, status: { is: 'due' } }]);
    }));

  it.each([
    ['hangs up', (caller: CallerPerson) => caller.hangsUp()],
    ['keys nothing', () => undefined],
  ])('the first choice holds if the caller then %s', (_, does) =>
    scenario(aStandard(), async (s) => {
      const caller = await chosen(s);
      caller.presses('2');
      await s.after(seconds(2));
      does(caller);
      await s.after(seconds(90));
      expect(caller.gone).toBe(true);
      expect(s.records.callbacks).toMatchObject([{ kind: 'queue', number: `+86${MOBILE}` }]);
      expect(s.records.happened('abandoned')).toEqual([]);
    }),
  );
});
