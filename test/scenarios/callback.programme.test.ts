import { describe, expect, it } from 'vitest';
import { importList } from './support/programmes.ts';
import { MONDAY_MORNING, type Scenario, scenario } from './support/scenario.ts';
import { LINE } from './support/site.ts';
import { aStandard, minutes, seconds } from './support/standard.ts';

const STANDARD = aStandard({ 'callback.programme': {} });
const hours = (n: number) => minutes(60 * n);
const DAY = hours(24);
const WANG = '13800138000';
const LI = '13800138001';

const status = async (s: Scenario, programme: string) =>
  (await s.programmeRows(programme)).map((row) => row.status);

/** Talks, and hangs up. */
async function talks(s: Scenario, number: string, limit = minutes(2)) {
  const customer = s.customer(number).answersAfter(seconds(2));
  await s.until(() => customer.inCall, limit);
  await s.after(seconds(15));
  customer.hangsUp();
  await s.after(minutes(1));
  return customer;
}

const anAgent = async (s: Scenario) => {
  const agent = s.agent('8001').registered().answersAfter(seconds(1));
  await s.after(seconds(1));
  return agent;
};

describe('callback.programme', () => {
  it('calls the customers whose day has come at the scheduled time, each with the opening and an outcome', () =>
    scenario(STANDARD, async (s) => {
      await anAgent(s);
      const day = MONDAY_MORNING - 2 * DAY - hours(10);
      const { id } = await importList(
        s,
        [
          // three days after the sale on Saturday: Tuesday; and one of whom no day is known
          { line: 2, number: WANG, name: '王芳', day },
          { line: 3, number: LI },
        ],
        { schedule: '30 14 * * *' },
      );
      s.customer(WANG).answersAfter(seconds(2));
      const li = s.customer(LI).isBusy();
      await s.after(hours(4));
      expect(await status(s, id)).toMatchObject([{ is: 'waiting' }, { is: 'waiting' }]);
      await s.after(minutes(31));
      expect(s.records.happened('customerDialled')).toHaveLength(1);
      expect(s.records.happened('programmeRound')).toMatchObject([{ detail: { rows: 1 } }]);
      li.answersAfter(seconds(2));
      const customer = await talks(s, LI, hours(2));
      s.expect(customer).heard(['callback.opening.hello']);
      expect(await status(s, id)).toMatchObject([{ is: 'waiting' }, { is: 'settled' }]);

      await talks(s, WANG, DAY);
      expect(await status(s, id)).toMatchObject([{ is: 'settled' }, { is: 'settled' }]);
      const [programme] = await s.programmeList();
      expect(programme).toMatchObject({
        state: { status: { is: 'finished' } },
        counts: [{ is: 'settled', rows: 2 }],
      });
      expect(s.records.judged('callback.programme')).toHaveLength(2);
      s.records.neverBroken('callback.programme');
    }));

  it('is broken if the day passes without a call, and the customer is still called', () =>
    scenario(STANDARD, async (s) => {
      const { id } = await importList(s, [{ line: 2, number: WANG }], { schedule: '0 11 * * *' });
      await s.after(hours(23));
      expect(s.records.judged('callback.programme')).toMatchObject([{ verdict: 'broken' }]);
      await anAgent(s);
      await talks(s, WANG);
      expect(await status(s, id)).toMatchObject([{ is: 'settled' }]);
      expect(s.records.judged('callback.programme')).toHaveLength(1);
    }));

  it('a scheduled run that the engine missed is made up once', () =>
    scenario(STANDARD, async (s) => {
      const { id } = await importList(s, [{ line: 2, number: WANG }], { schedule: '0 11 * * *' });
      await s.crash();
      await s.after(hours(3));
      await s.restart();
      await anAgent(s);
      await talks(s, WANG);
      expect(s.records.happened('programmeRound')).toHaveLength(1);
      await s.restart();
      await s.after(hours(5));
      expect(await status(s, id)).toMatchObject([{ is: 'settled' }]);
      expect(s.records.happened('customerDialled')).toHaveLength(1);
      s.records.neverBroken('callback.programme');
    }));

  it('callback.purpose: nobody on the do-not-call list is called, put on it before the list came or after', () =>
    scenario(STANDARD, async (s) => {
      await s.desk().doNotCall([`+86${LI}`], 'zhao', 'asked');
      const into = {
        name: '三月回访',
        template: 'billChange',
        line: LINE,
        standard: 'strict',
        by: 'zhao',
      } as const;
      const taken = await s.programmes().import({
        into: { ...into, language: 'zh', schedule: null, secondAfterDays: null },
        customers: [
          { line: 2, number: WANG },
          { line: 3, number: LI },
        ],
        ...{ by: 'zhao', preview: false },
      });
      expect(taken).toMatchObject({ taken: 1, refused: [{ line: 3, code: 'LIST_DO_NOT_CALL' }] });
      await s.desk().doNotCall([`+86${WANG}`], 'zhao', 'asked');
      await anAgent(s);
      await s.after(minutes(5));
      expect(await status(s, taken?.programme?.id ?? '')).toMatchObject([
        { is: 'skipped', why: 'doNotCall' },
      ]);
      // not even a callback that ends at once
      expect(s.records.callbacks).toEqual([]);
      expect(s.records.happened('customerDialled')).toEqual([]);
    }));

  it('the customer’s own frequency applies first: never, or less often', () =>
    scenario(STANDARD, async (s) => {
      await anAgent(s);
      const wish = { number: `+86${LI}`, everyDays: null, never: true, hours: null, by: 'zhao' };
      await s.programmes().setFrequency(wish);
      const list = [
        { line: 2, number: WANG, everyDays: 3 },
        { line: 3, number: LI },
      ];
      const first = await importList(s, list);
      await talks(s, WANG);
      expect(await status(s, first.id)).toMatchObject([{ is: 'settled' }, { is: 'skipped', why: 'never' }]);

      // the next programme has to wait until three days have gone by, over a crash too
      const second = await importList(s, [{ line: 2, number: WANG }], { everyDays: 1 });
      await s.crash();
      await s.restart();
      await s.after(2 * DAY);
      expect(await status(s, second.id)).toMatchObject([{ is: 'waiting', why: 'frequency' }]);
      await talks(s, WANG, 2 * DAY);
      expect(await status(s, second.id)).toMatchObject([{ is: 'settled' }]);
      const third = await importList(s, [{ line: 2, number: WANG }], { everyDays: 365 });
      await s.after(minutes(1));
      expect(await status(s, third.id)).toMatchObject([{ is: 'waiting' }]);
      const notes = s.records.judged('callback.programme').map(({ note }) => note);
      expect(notes).toContain('the customer does not want to be called');
      s.records.neverBroken('callback.programme');
    }));

  it('a customer who was reached by another callback of the line counts as called', () =>
    scenario(STANDARD, async (s) => {
      await anAgent(s);
      const wish = {
        kind: 'requested',
        number: `+86${WANG}`,
        dialled: WANG,
        line: LINE,
        standard: 'strict',
      } as const;
      const place = s.sim.clock.now().wall;
      await s.desk().requestCallback({ ...wish, language: 'zh', from: null, place });
      await talks(s, WANG);
      const { id } = await importList(s, [{ line: 2, number: WANG }]);
      await s.after(minutes(1));
      expect(await status(s, id)).toMatchObject([{ is: 'waiting', why: 'frequency' }]);
    }));

  it('a second follow-up is due the configured days after the first', () =>
    scenario(STANDARD, async (s) => {
      await anAgent(s);
      const { id } = await importList(s, [{ line: 2, number: WANG }], { secondAfterDays: 10 });
      await talks(s, WANG);
      expect(await status(s, id)).toMatchObject([{ is: 'waiting' }]);
      await s.after(9 * DAY);
      await talks(s, WANG, 2 * DAY);
      const [row] = await s.programmeRows(id);
      expect(row).toMatchObject({
        visit: 2,
        status: { is: 'settled' },
        calls: [{ outcome: 'settled' }, { outcome: 'settled' }],
      });
      s.records.neverBroken('callback.programme');
    }));

  it('live callers go before the list; a paused programme calls nobody, a cancelled one ends', () =>
    scenario(STANDARD, async (s) => {
      const agent = await anAgent(s);
      const caller = await s.caller('13900139000').dials(LINE);
      await s.until(() => agent.inCall, seconds(10));
      s.customer(WANG).isBusy();
      const li = s.customer(LI).isBusy();
      const { id } = await importList(s, [
        { line: 2, number: LI },
        { line: 3, number: WANG },
      ]);
      const next = await s.caller('13900139001').dials(LINE);
      await s.after(seconds(20));
      expect(s.records.happened('customerDialled')).toHaveLength(0);
      caller.hangsUp();
      await s.until(() => agent.inCall && next.inCall, minutes(1));
      next.hangsUp();
      await s.until(() => s.records.happened('customerNotReached').length > 0, minutes(2));
      await s.programmes().order(id, 'pause', 'zhao');
      // the caller who gave up is called again today, too
      await s.after(hours(6));
      const dialled = s.records.happened('customerDialled').length;
      await s.after(hours(3));
      expect(s.records.happened('customerDialled')).toHaveLength(dialled);

      await s.programmes().order(id, 'resume', 'zhao');
      li.answersAfter(seconds(2));
      await talks(s, LI, hours(1));
      // cancelled while the customer's phone rings: it rings on, and is not rung again
      const wang = s.customer(WANG).doesNotAnswer();
      await s.until(() => wang.rings, hours(1));
      await s.programmes().order(id, 'cancel', 'zhao');
      expect(await s.programmes().order(id, 'resume', 'zhao')).toMatchObject({ is: 'refused' });
      const [programme] = await s.programmeList();
      expect(programme?.state.status).toMatchObject({ is: 'cancelled', by: 'zhao' });
      await s.after(minutes(2));
      expect(await status(s, id)).toMatchObject([{ is: 'settled' }, { is: 'cancelled' }]);
      const rung = s.records.happened('customerDialled').length;
      await s.after(hours(8));
      expect(s.records.happened('customerDialled')).toHaveLength(rung);
    }));
});
