import { describe, expect, it } from 'vitest';
import { MOBILE } from './support/call-fixtures.ts';
import { type Scenario, scenario } from './support/scenario.ts';
import { LINE } from './support/site.ts';
import { aStandard, minutes, seconds } from './support/standard.ts';

/** Monday 2026-03-02, 20:00 in Shanghai; the line opens at 9 on Tuesday. */
const EVENING = Date.UTC(2026, 2, 2, 12);
const OPENS = Date.UTC(2026, 2, 3, 1);
const CLOSED = {
  startWall: EVENING,
  line: { hours: { 'mon-fri': '09:00-17:30', sat: '09:00-12:00' } },
} as const;
const HOURS = [
  'closed.notice',
  'closed.hours',
  ...['day.1', 'time.to', 'day.5', 'hour.9', 'minute.0', 'time.to', 'hour.17', 'minute.30'],
  ...['day.6', 'hour.9', 'minute.0', 'time.to', 'hour.12', 'minute.0'],
  'closed.callback',
];

/** A caller of the closed line has heard all of it. */
async function aCallerIsTold(s: Scenario, number = MOBILE) {
  const caller = await s.caller(number).dials(LINE);
  await s.after(1000);
  await s.until(() => s.expect(caller).times('closed.callback').length > 0, minutes(1));
  await s.after(seconds(1));
  return caller;
}

describe('callback.unanswered: a line that somebody has closed for today', () => {
  /** Monday, 10:00. */
  const startWall = Date.UTC(2026, 2, 2, 2);
  const close = (s: Scenario, line: string | null, hours: number) =>
    s.desk().putOnOutage({
      ...{ line, area: null, closes: true, by: '赵敏' },
      until: s.sim.clock.now().wall + minutes(60 * hours),
    });

  it('says so without hours, and calls back when it opens by its hours', () =>
    scenario(
      aStandard(),
      async (s) => {
        await close(s, null, 14);
        s.agent('8001').registered().answersAfter(seconds(1));
        const caller = await aCallerIsTold(s);
        s.expect(caller).heard(['closed.notice', 'closed.callback']);
        caller.presses('1');
        await s.after(seconds(20));
        expect(s.records.callbacks).toMatchObject([{ kind: 'afterHours', dueAt: OPENS }]);
        caller.hangsUp();
        await s.after(seconds(5));
      },
      { ...CLOSED, startWall },
    ));

  it('is another line’s affair where it is one line’s, and over when its time is', () =>
    scenario(
      aStandard(),
      async (s) => {
        await close(s, '4009999999', 8);
        await close(s, null, 1);
        await s.after(minutes(60) + 1000);
        s.agent('8001').registered().answersAfter(seconds(1));
        const caller = await s.caller(MOBILE).dials(LINE);
        await s.after(seconds(30));
        s.expect(caller).never('closed.notice');
        s.expect(caller).hears('<8001>');
        caller.hangsUp();
        await s.after(seconds(5));
      },
      { ...CLOSED, startWall },
    ));
});

describe('callback.unanswered: a closed line', () => {
  it('says its hours at once, and calls a caller who pressed 1 back when it opens', () =>
    scenario(
      aStandard(),
      async (s) => {
        const agent = s.agent('8001').registered().answersAfter(seconds(1));
        const caller = await aCallerIsTold(s);
        caller.presses('1');
        await s.after(seconds(20));
        s.expect(caller).heard(HOURS.slice(0, -1)).at(0);
        const promised = s.expect(caller).heard(['callback.number_is']);
        s.expect(caller).heard(['hold.promise', 'close.goodbye']);
        const kept = s.records.batches.find(
          ({ batch }) => batch.durable && (batch.machines.callback ?? []).length > 0,
        );
        expect(kept?.at).toBeLessThanOrEqual(promised.from * 1000 + caller.zero);
        expect(s.records.callbacks).toMatchObject([
          { kind: 'afterHours', number: `+86${MOBILE}`, dueAt: OPENS, status: { is: 'scheduled' } },
        ]);
        s.fact('callback.unanswered', 'kept', 'engine');
        s.fact('answer.rings', 'kept', 'engine');
        caller.hangsUp();
        await s.after(minutes(30));
        s.expect(agent).never('ringing');

        caller.answersAfter(seconds(3));
        await s.after(OPENS - s.sim.clock.now().wall - seconds(1));
        s.expect(agent).never('ringing');
        await s.after(minutes(1));
        s.expect(caller).hears('<8001>');
        s.records.neverBroken('callback.interim');
      },
      CLOSED,
    ));

  it('says the goodbye and calls nobody back if the caller presses no key', () =>
    scenario(
      aStandard(),
      async (s) => {
        const caller = await aCallerIsTold(s);
        caller.presses('7#');
        await s.after(seconds(40));
        s.expect(caller).heard([...HOURS, 'silence', 'close.goodbye']);
        expect(caller.gone).toBe(true);
        expect(s.records.callbacks).toEqual([]);
      },
      CLOSED,
    ));

  it('calls nobody back who hangs up during the message', () =>
    scenario(
      aStandard(),
      async (s) => {
        (await aCallerIsTold(s)).hangsUp();
        await s.after(seconds(1));
        expect(s.records.callbacks).toEqual([]);
        expect(s.records.happened('abandoned')).toEqual([]);
        expect(s.records.happened('closedHeard')).toHaveLength(1);
      },
      CLOSED,
    ));

  it('asks for a number after key 2, or after key 1 of a caller who withholds the number', () =>
    scenario(
      aStandard(),
      async (s) => {
        for (const [from, key] of [
          [MOBILE, '2'],
          ['anonymous', '1'],
        ] as const) {
          const caller = await aCallerIsTold(s, from);
          caller.presses(key);
          await s.after(seconds(6));
          caller.presses('13912345678#');
          await s.after(seconds(12));
          caller.presses('1');
          await s.after(seconds(15));
          s.expect(caller).heard(['hold.promise', 'close.goodbye']);
          caller.hangsUp();
          await s.after(seconds(1));
        }
        expect(s.records.callbacks).toMatchObject([{ kind: 'afterHours', dialled: '13912345678' }]);
      },
      CLOSED,
    ));

  it('calls a caller who hung up while entering another number on the number of the call', () =>
    scenario(
      aStandard(),
      async (s) => {
        const caller = await aCallerIsTold(s);
        caller.presses('2');
        await s.after(seconds(3));
        caller.presses('139');
        await s.after(seconds(1));
        caller.hangsUp();
        await s.after(seconds(1));
        expect(s.records.callbacks).toMatchObject([{ kind: 'afterHours', dialled: MOBILE, dueAt: OPENS }]);
      },
      CLOSED,
    ));

  it('still takes the key of a caller after the engine has crashed in the message', () =>
    scenario(
      aStandard(),
      async (s) => {
        const caller = await aCallerIsTold(s);
        await s.crash();
        await s.restart();
        caller.presses('1');
        await s.after(seconds(10));
        expect(s.records.callbacks).toMatchObject([{ kind: 'afterHours', dueAt: OPENS }]);
      },
      CLOSED,
    ));
});
