import { describe, expect, it } from 'vitest';
import { MOBILE } from './support/call-fixtures.ts';
import { type Scenario, scenario } from './support/scenario.ts';
import { LINE } from './support/site.ts';
import { aStandard, minutes, seconds } from './support/standard.ts';

describe('callers who leave a number while the engine is away', () => {
  /** A caller who leaves a number with Asterisk. */
  async function leaves(s: Scenario, own: string, number = own) {
    const caller = s.caller(own);
    caller.station.callbackNumber = number;
    await caller.dials(LINE);
    return caller;
  }
  const away = ({ records }: Scenario) => records.callbacks.filter(({ kind }) => kind === 'away');

  it('callback.unanswered: are called back after the restart, in the order of their calls', () =>
    scenario(aStandard(), async (s) => {
      await s.crash();
      await leaves(s, MOBILE);
      const other = await leaves(s, '13900000002', '02112345678');
      await s.after(minutes(2));
      await s.restart();
      await s.after(seconds(1));
      expect(away(s)).toMatchObject([
        { number: '+8613800138000', line: LINE, language: 'zh', from: null, status: { is: 'due' } },
        { number: '+862112345678', status: { is: 'due' } },
      ]);
      const { wall } = s.sim.clock.now();
      for (const { place, promisedAt, deadlineAt } of away(s)) {
        expect(wall - place).toBeGreaterThan(minutes(1));
        expect([promisedAt, deadlineAt]).toEqual([place, place + minutes(30)]);
      }
      expect(s.sim.away.entries.size).toBe(0);
      s.caller(MOBILE).answersAfter(seconds(2));
      s.customer('02112345678').answersAfter(seconds(2));
      expect(other.gone).toBe(true);
      s.agent('8001').registered().answersAfter(seconds(1));
      await s.until(() => s.records.happened('customerAnswered').length === 1, minutes(1));
    }));

  it('are not called if they left none', () =>
    scenario(aStandard(), async (s) => {
      await s.crash();
      await s.caller(MOBILE).dials(LINE);
      await s.after(minutes(1));
      await s.restart();
      await s.after(minutes(1));
      expect(away(s)).toEqual([]);
    }));

  it('get one callback for two requests with one number', () =>
    scenario(aStandard(), async (s) => {
      await s.crash();
      await leaves(s, MOBILE);
      await leaves(s, MOBILE);
      await leaves(s, '13900000002', MOBILE);
      await s.after(minutes(1));
      await s.restart();
      await s.after(seconds(1));
      expect(away(s)).toHaveLength(1);
      expect(s.sim.away.entries.size).toBe(0);
    }));

  it('are taken in as soon as they finish entering the number, if the engine comes back meanwhile', () =>
    scenario(aStandard(), async (s) => {
      await s.crash();
      await leaves(s, MOBILE);
      await s.after(seconds(2));
      await s.restart();
      await s.after(seconds(1));
      expect(away(s)).toEqual([]);
      await s.after(minutes(1));
      expect(away(s)).toHaveLength(1);
    }));

  it('get a failed callback if the number may not be called', () =>
    scenario(aStandard(), async (s) => {
      await s.crash();
      await leaves(s, MOBILE, '1691234567');
      await s.after(minutes(1));
      await s.restart();
      s.agent('8001').registered().answersAfter(seconds(1));
      await s.after(minutes(1));
      expect(away(s)).toMatchObject([{ number: '1691234567', attempts: [] }]);
      expect(away(s)[0]?.status).toMatchObject({ is: 'failed', why: 'notAllowed' });
    }));

  it.each([
    ['unreadable text', 'x|y', 'AWAY_UNREADABLE'],
    ['an unknown line', '4009999999|13800138000||1772416800', 'AWAY_UNKNOWN_LINE'],
    ['an SQL injection', "4008001234|1'); DROP TABLE callbacks;--||1", 'AWAY_UNREADABLE'],
  ])('are taken in despite an entry that is invalid: %s; it is reported once and kept', (_, text, code) =>
    scenario(aStandard(), async (s) => {
      await s.crash();
      s.sim.away.entries.set('bad.1', text);
      await leaves(s, MOBILE);
      await s.after(minutes(1));
      await s.restart();
      await s.after(minutes(3));
      expect(s.takeErrors().map(({ detail }) => detail)).toEqual([
        { key: 'bad.1', code, cause: expect.any(String), cure: expect.any(String) },
      ]);
      expect(away(s)).toHaveLength(1);
      expect([...s.sim.away.entries.keys()]).toEqual(['bad.1']);
    }),
  );

  it('get no second callback if their entry cannot be removed, even when the first is settled and the engine restarts', () =>
    scenario(aStandard(), async (s) => {
      await s.crash();
      const caller = await leaves(s, MOBILE);
      await s.after(minutes(1));
      s.sim.away.failRemovals(1000);
      await s.restart();
      caller.answersAfter(seconds(1));
      const agent = s.agent('8001').registered().answersAfter(seconds(1));
      await s.until(() => caller.inCall, minutes(1));
      await s.after(seconds(20));
      caller.hangsUp();
      await s.until(() => away(s)[0]?.status.is === 'settled', minutes(5));
      agent.unregistered();
      await s.crash();
      await s.restart();
      await s.after(minutes(2));
      expect(s.sim.away.entries.size).toBe(1);
      expect(away(s)).toHaveLength(1);
      s.sim.away.failRemovals(0);
      await s.after(minutes(1));
      expect(s.sim.away.entries.size).toBe(0);
      await s.after(minutes(1));
      expect(s.records.away).toEqual({ taken: 1, gone: 1 });
    }));

  it('get no second callback if the engine crashes before it removes the entry', () =>
    scenario(aStandard(), async (s) => {
      await s.crash();
      await leaves(s, MOBILE);
      await s.after(minutes(1));
      s.sim.away.failRemovals(1);
      await s.restart();
      await s.after(seconds(1));
      expect([s.sim.away.entries.size, away(s).length]).toEqual([1, 1]);
      await s.crash();
      await s.restart();
      await s.after(minutes(1));
      expect([s.sim.away.entries.size, away(s).length]).toEqual([0, 1]);
    }));

  it('keep their entry until the store has committed the callback', () =>
    scenario(aStandard(), async (s) => {
      await s.crash();
      await leaves(s, MOBILE);
      await s.after(minutes(1));
      s.refuseCommits(20);
      await s.restart();
      await s.after(seconds(1));
      expect(s.sim.away.entries.size).toBe(1);
      await s.after(minutes(1));
      s.takeErrors();
      expect([s.sim.away.entries.size, away(s).length]).toEqual([0, 1]);
    }));

  it('are taken in at once after a lost link', () =>
    scenario(aStandard(), async (s) => {
      s.sim.controls.loseLink('pulled out');
      await leaves(s, MOBILE);
      await s.after(minutes(1));
      expect(away(s)).toEqual([]);
      s.sim.controls.mendLink();
      await s.after(seconds(1));
      s.takeErrors();
      expect(away(s)).toHaveLength(1);
    }));
});
