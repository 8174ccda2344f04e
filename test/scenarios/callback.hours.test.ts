import { describe, expect, it } from 'vitest';
import { openingHours } from '../../src/config/hours-schema.ts';
import { aCallerWaits } from './support/call-fixtures.ts';
import { MONDAY_MORNING, type ScenarioOptions, scenario } from './support/scenario.ts';
import { aStandard, minutes, seconds } from './support/standard.ts';

const hours = (n: number) => minutes(60 * n);
/** So long after ten in the morning, on a line that calls from eight to nine at night. */
const from = (ms: number): ScenarioOptions => ({ startWall: MONDAY_MORNING + ms });
const EVENING = hours(11) - minutes(5);
const TOMORROW_AT_EIGHT = MONDAY_MORNING + hours(22);

describe('callback.purpose: calling hours', () => {
  it('a caller who gives up in the evening is called in the morning, not at night', () =>
    scenario(
      aStandard(),
      async (s) => {
        const caller = await aCallerWaits(s);
        caller.hangsUp();
        await s.after(minutes(6));
        s.agent('8001').registered().answersAfter(seconds(1));
        await s.after(hours(10));
        expect(s.records.happened('customerDialled')).toEqual([]);
        expect(s.records.callbacks).toMatchObject([
          { status: { is: 'scheduled' }, dueAt: TOMORROW_AT_EIGHT },
        ]);
        caller.answersAfter(seconds(1));
        await s.until(() => caller.inCall, hours(1) + minutes(5));
        expect(s.sim.clock.now().wall).toBeGreaterThanOrEqual(TOMORROW_AT_EIGHT);
        caller.hangsUp();
      },
      from(EVENING),
    ));

  it('the customer is not dialled if the agent picks up after the last minute', () =>
    scenario(
      aStandard(),
      async (s) => {
        const caller = await aCallerWaits(s);
        caller.hangsUp();
        await s.after(hours(11) - s.sim.clock.now().wall + MONDAY_MORNING - seconds(5));
        s.agent('8001').registered().answersAfter(seconds(3));
        await s.after(minutes(5));
        expect(s.records.happened('agentAnswered').length).toBeGreaterThan(0);
        expect(s.records.happened('customerDialled')).toEqual([]);
        expect(s.records.callbacks).toMatchObject([
          { status: { is: 'scheduled' }, dueAt: TOMORROW_AT_EIGHT },
        ]);
      },
      from(EVENING),
    ));

  it('a callback promised at night is due in the morning, and its deadlines count from then', () =>
    scenario(
      aStandard(),
      async (s) => {
        const caller = await aCallerWaits(s);
        caller.hangsUp();
        await s.after(seconds(1));
        const deadlineAt = TOMORROW_AT_EIGHT + minutes(30);
        expect(s.records.callbacks).toMatchObject([{ dueAt: TOMORROW_AT_EIGHT, deadlineAt }]);
        await s.after(hours(8));
        expect(s.records.judged('callback.interim')).toEqual([]);
      },
      from(hours(13)),
    ));

  it('a restart at night does not change it', () =>
    scenario(
      aStandard(),
      async (s) => {
        const caller = await aCallerWaits(s);
        caller.hangsUp();
        await s.after(seconds(1));
        await s.crash();
        await s.after(hours(1));
        await s.restart();
        s.agent('8001').registered().answersAfter(seconds(1));
        await s.after(hours(5));
        expect(s.records.happened('customerDialled')).toEqual([]);
        expect(s.records.callbacks).toMatchObject([{ dueAt: TOMORROW_AT_EIGHT }]);
      },
      from(hours(13)),
    ));

  it('callback.appointment: an agent cannot agree on a time at which the line does not call', () =>
    scenario(
      aStandard(),
      async (s) => {
        const agent = s.agent('8001').registered().answersAfter(seconds(1));
        const caller = await aCallerWaits(s);
        await s.after(seconds(10));
        for (const time of ['*721000', '*721800']) {
          agent.presses(time);
          await s.after(seconds(3));
          expect(s.records.callbacks).toEqual([]);
        }
        agent.presses('*721500');
        await s.after(seconds(3));
        expect(s.records.callbacks).toMatchObject([
          { kind: 'appointment', dueAt: MONDAY_MORNING + hours(5) },
        ]);
        caller.hangsUp();
      },
      { line: { callbacks: { hours: openingHours({ daily: ['09:00-09:30', '14:00-16:00'] }) } } },
    ));
});
