import { describe, expect, it } from 'vitest';
import { MOBILE } from './support/call-fixtures.ts';
import { ASKS, asked, DAY, DESK400, followUps, OPTIONS, solved } from './support/follow-up.ts';
import { scenario } from './support/scenario.ts';
import { LINE } from './support/site.ts';
import { minutes, seconds } from './support/standard.ts';

/** Monday 10:00 and three days. */
const THURSDAY = Date.UTC(2026, 2, 5, 2);

/** Monday 22:00. */
const NIGHT = Date.UTC(2026, 2, 2, 14);

describe('callback.follow_up', () => {
  it('is made days after the solution, and none without one', () =>
    scenario(
      DESK400,
      async (s) => {
        await solved(s);
        expect(followUps(s)).toMatchObject([
          { number: `+86${MOBILE}`, status: { is: 'scheduled' }, agent: '8001' },
        ]);
        const due = (followUps(s)[0]?.dueAt ?? 0) - THURSDAY;
        expect(due).toBeGreaterThanOrEqual(0);
        expect(due).toBeLessThan(minutes(2));

        const other = await s.caller('13900139000').dials(LINE);
        await s.until(() => other.inCall, minutes(1));
        await s.after(seconds(20));
        s.agent('8001').presses('*33');
        other.hangsUp();
        await s.after(minutes(1));
        expect(followUps(s)).toHaveLength(1);
      },
      OPTIONS,
    ));

  it('waits for the calling hours of the line, and for live callers', () =>
    scenario(
      DESK400,
      async (s) => {
        const { agent } = await solved(s);
        const thursday = 3 * DAY - seconds(70);
        await s.after(thursday);
        // the agent is in a call when it becomes due at 22:00, and the line may call again at 8:00
        expect(followUps(s)[0]?.dueAt).toBe(NIGHT + 3 * DAY + minutes(10 * 60));
        await s.after(minutes(10 * 60) - minutes(1));
        const live = await s.caller('13900139000').dials(LINE);
        await s.until(() => agent.inCall && live.inCall, minutes(1));
        await s.after(minutes(30));
        expect(s.records.happened('customerDialled')).toEqual([]);
        live.hangsUp();
        await s.until(() => s.records.happened('customerDialled').length > 0, minutes(5));
      },
      { ...OPTIONS, startWall: NIGHT },
    ));

  it('asks after the opening; 1 keeps it, with thanks, and the mark is on record', () =>
    scenario(
      DESK400,
      async (s) => {
        const { agent, caller } = await asked(s);
        s.expect(caller).heard(['company', 'callback.opening.service.desk400']);
        s.expect(caller).heard([ASKS]);
        s.expect(agent).heard(['whisper.kind.satisfaction']);
        caller.presses('1');
        await s.after(seconds(5));
        s.expect(caller).heard(['callback.follow_up.thanks.desk400']);
        s.expect(caller).hears('<8001>');
        agent.presses('*31');
        await s.after(seconds(2));
        caller.hangsUp();
        await s.after(minutes(1));
        s.fact('callback.follow_up', 'kept', 'engine');
        expect(s.records.happened('satisfaction')).toMatchObject([
          { by: 'caller', detail: { satisfied: true } },
        ]);
        // and this solution is not followed up again
        expect(followUps(s)).toMatchObject([{ satisfied: true, status: { is: 'settled' } }]);
        expect(s.records.callbacks).toHaveLength(1);
      },
      OPTIONS,
    ));

  it('2 makes a complaint: the complaints desk calls back in its time', () =>
    scenario(
      DESK400,
      async (s) => {
        const { caller } = await asked(s);
        caller.presses('2');
        await s.after(seconds(10));
        s.expect(caller).heard(['callback.follow_up.sorry.desk400']);
        const desk = s.agent('8800').registered().answersAfter(seconds(1));
        caller.hangsUp();
        await s.after(seconds(2));
        caller.answersAfter(seconds(2));
        await s.until(() => desk.inCall && caller.inCall, minutes(5));
        expect(s.records.happened('record')).toMatchObject([{ detail: { type: 'complaint' } }]);
        expect(s.records.callbacks).toMatchObject([{ kind: 'complaint', satisfied: false }]);
      },
      OPTIONS,
    ));

  it('nobody is alerted to the complaint while its time has hardly begun', () =>
    scenario(
      DESK400,
      async (s) => {
        const { caller } = await asked(s);
        caller.presses('2');
        await s.after(seconds(10));
        caller.hangsUp();
        // nobody is at the complaints desk
        await s.after(minutes(9));
        expect(s.records.happened('callbackAtRisk')).toEqual([]);
      },
      OPTIONS,
    ));

  it.each(['says nothing', 'says it in words'])(
    'a customer who %s talks with the agent, and may still press a key',
    (how) =>
      scenario(
        DESK400,
        async (s) => {
          const { caller } = await asked(s);
          if (how === 'says it in words') {
            caller.startsTalking();
            await s.after(seconds(1));
            caller.stopsTalking();
          }
          await s.after(seconds(6));
          s.expect(caller).hears('<8001>');
          expect(s.records.happened('satisfaction')).toEqual([]);
          caller.presses('31');
          await s.after(seconds(1));
          expect(s.records.happened('satisfaction')).toMatchObject([{ detail: { satisfied: true } }]);
        },
        OPTIONS,
      ),
  );

  it('a customer who calls in meanwhile, and talks, gets no call about it; a second solution is followed up', () =>
    scenario(
      DESK400,
      async (s) => {
        await solved(s);
        await s.after(DAY);
        const again = await s.caller(MOBILE).dials(LINE);
        await s.until(() => again.inCall, minutes(1));
        await s.after(seconds(20));
        s.expect(again).never('callback.rang_in');
        expect(followUps(s)).toMatchObject([
          { status: { is: 'cancelled', by: 'engine', why: 'the customer has called in' } },
        ]);
        s.agent('8001').presses('*31');
        await s.after(seconds(1));
        again.hangsUp();
        await s.after(minutes(1));
        expect(followUps(s).map(({ status }) => status.is)).toEqual(['cancelled', 'scheduled']);
        expect((followUps(s)[1]?.dueAt ?? 0) - THURSDAY).toBeGreaterThanOrEqual(DAY);
      },
      OPTIONS,
    ));

  it('another callback of that customer takes its place', () =>
    scenario(
      DESK400,
      async (s) => {
        await solved(s);
        s.agent('8001').unregistered();
        await s.after(DAY);
        const again = await s.caller(MOBILE).dials(LINE);
        await s.after(seconds(30));
        again.hangsUp();
        await s.after(seconds(2));
        expect(s.records.callbacks.map(({ kind, status }) => [kind, status.is])).toEqual([
          ['satisfaction', 'cancelled'],
          ['abandoned', 'due'],
        ]);
      },
      OPTIONS,
    ));

  it('after a callback that solved it, too; never to a number on the do-not-call list', () =>
    scenario(
      DESK400,
      async (s) => {
        const caller = await s.caller(MOBILE).dials(LINE);
        await s.after(seconds(20));
        caller.hangsUp();
        await s.after(seconds(2));
        caller.answersAfter(seconds(2));
        const agent = s.agent('8001').registered().answersAfter(seconds(1));
        await s.until(() => caller.inCall, minutes(1));
        await s.after(seconds(20));
        agent.presses('*31');
        await s.after(seconds(1));
        caller.hangsUp();
        await s.after(minutes(1));
        expect(s.records.callbacks.map(({ kind, status }) => [kind, status.is])).toEqual([
          ['abandoned', 'settled'],
          ['satisfaction', 'scheduled'],
        ]);
        await s.desk().doNotCall([`+86${MOBILE}`], 'zhao', 'asked');
        await s.after(4 * DAY);
        expect(followUps(s)).toMatchObject([
          { status: { is: 'failed', why: 'notAllowed', rule: 'doNotCall' } },
        ]);
        expect(s.records.happened('customerDialled')).toHaveLength(1);
      },
      OPTIONS,
    ));
});
