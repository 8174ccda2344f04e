import { describe, expect, it } from 'vitest';
import { callTimeline } from '../../src/cli/call-timeline.ts';
import { MASKING } from '../../src/log/mask.ts';
import { aCallerWaits, aHold, ENGINE_ANSWERS, MOBILE } from './support/call-fixtures.ts';
import { reportOf } from './support/reports.ts';
import { type Scenario, scenario } from './support/scenario.ts';
import { LINE } from './support/site.ts';
import { aStandard, seconds } from './support/standard.ts';
import { says, shipped } from './support/talk-fixtures.ts';

const LONG = aStandard({ 'hold.long': { limitMs: seconds(120) } });

describe('hold.long', () => {
  it('is kept by a wait within the limit, and by the hold after it, each with its seconds', () =>
    scenario(LONG, async (s) => {
      const { agent } = await aHold(s);
      await s.after(seconds(30));
      agent.resumes();
      await s.after(seconds(5));
      const [held] = s.records.judged('hold.long');
      expect(held).toMatchObject({ verdict: 'kept', by: { agent: '8001' }, measured: { limit: 120 } });
      expect(held?.measured?.value).toBeCloseTo(30, 1);
    }));

  it.each([
    ['an agent answers', 'answer'],
    ['the caller gives up', 'giveUp'],
    ['the caller takes the offer', 'take'],
  ])('is broken by a wait in the queue of 130 s, however it ends: %s', (_, how) =>
    scenario(LONG, async (s) => {
      const caller = await aCallerWaits(s);
      await s.after(seconds(130));
      if (how === 'answer') s.agent('8001').registered().answersAfter(0);
      if (how === 'giveUp') caller.hangsUp();
      if (how === 'take') caller.presses('1');
      await s.after(seconds(2));
      const verdicts = s.records.judged('hold.long');
      expect(verdicts).toMatchObject([{ verdict: 'broken', by: 'engine', measured: { limit: 120 } }]);
      expect(Math.abs((verdicts[0]?.measured?.value ?? 0) - 130)).toBeLessThan(2);
    }),
  );

  it('is broken by a long hold that the caller, or the agent, ends by hanging up', () =>
    scenario(LONG, async (s) => {
      const { caller } = await aHold(s);
      await s.after(seconds(125));
      caller.hangsUp();
      await s.after(seconds(1));
      expect(s.records.judged('hold.long')).toMatchObject([{ verdict: 'broken', by: { agent: '8001' } }]);
    }));
});

/** `sansheng calls show` of the one call. */
function whatCallsShowPrints({ records }: Scenario): string {
  const [call] = records.calls;
  if (!call) throw new Error('nobody called');
  return callTimeline(call, records.facts, 'Asia/Shanghai', MASKING);
}

describe('hold.long of desk400 as it is shipped', () => {
  it('a call of 205 s of waiting: the caller is reassured and offered a callback, and the report says what was broken', () =>
    scenario(shipped('desk400'), async (s) => {
      const caller = await s.caller(MOBILE).dials(LINE);
      await s.until(() => caller.inCall, seconds(20));
      await s.after(seconds(205));
      s.agent('8001').registered().answersAfter(seconds(1));
      await s.until(() => s.records.happened('connected').length > 0, seconds(30));
      caller.hangsUp();
      await s.after(seconds(2));

      s.expect(caller).heard(['queue.announce.desk400', 'music', 'hold.reminder.desk400']);
      expect(s.expect(caller).times('callback.offer')[0]).toBeCloseTo(ENGINE_ANSWERS + 120, 0);
      const { total } = await reportOf(s, {});
      expect(total.clauses).toContainEqual(expect.objectContaining({ clause: 'hold.long', broken: 1 }));
      const [{ measured } = {}] = s.records.judged('hold.long');
      expect(measured?.value).toBeGreaterThan(205);
      const shown = whatCallsShowPrints(s);
      expect(shown).toMatch(/✗ hold\.long .*broken, 20[5-9]\.\d\d of 120 s \(default of the product\)/);
      expect(shown).toMatch(/^clauses: \d+ kept, 1 broken$/m);
    }));

  it('a hold of 205 s: asked, reassured, offered a callback, and broken by the agent', () =>
    scenario(shipped('desk400'), async (s) => {
      const agent = s.agent('8001').registered().answersAfter(seconds(1));
      const caller = await s.caller(MOBILE).dials(LINE);
      await s.until(() => s.records.happened('connected').length > 0, seconds(30));
      await says(s, caller, 1);
      await s.after(seconds(1));
      agent.holds();
      await s.after(seconds(205));
      agent.resumes();
      await s.after(seconds(5));
      s.expect(caller).heard([
        'hold.announce.desk400',
        'silence',
        'hold.thanks',
        'music',
        'hold.reminder.desk400',
      ]);
      expect(s.expect(caller).times('callback.offer').length).toBeGreaterThan(0);
      s.expect(caller).heard(['hold.return.desk400']);
      s.fact('hold.long', 'broken', { agent: '8001' });
    }));
});

describe('hold.limit of gas as it is shipped', () => {
  it('a caller of 200 s in the queue is reassured, offered a callback, and called back after giving up', () =>
    scenario(shipped('gas'), async (s) => {
      const caller = await s.caller(MOBILE).dials(LINE);
      await s.until(() => caller.inCall, seconds(30));
      await s.after(seconds(200));
      expect(s.expect(caller).times('hold.reminder').length).toBeGreaterThanOrEqual(12);
      expect(s.expect(caller).times('callback.offer').length).toBeGreaterThan(0);
      caller.hangsUp();
      await s.after(seconds(1));
      expect(s.records.callbacks).toMatchObject([{ kind: 'abandoned' }]);
      s.fact('callback.unanswered', 'kept', 'engine');
    }));

  it('close.goodbye: an agent who hangs up first leaves the caller with the goodbye, not with silence', () =>
    scenario(shipped('gas'), async (s) => {
      const agent = s.agent('8001').registered().answersAfter(seconds(1));
      const caller = await s.caller(MOBILE).dials(LINE);
      await s.until(() => s.records.happened('connected').length > 0, seconds(30));
      await s.after(seconds(3));
      agent.hangsUp();
      await s.after(seconds(10));
      s.expect(caller).heard(['<8001>', 'close.goodbye.gas']);
      s.fact('close.goodbye', 'kept', 'engine');
    }));

  it('hold.return: asks whether the customer is there, and thanks after the answer', () =>
    scenario(shipped('gas'), async (s) => {
      const agent = s.agent('8001').registered().answersAfter(seconds(1));
      const caller = await s.caller(MOBILE).dials(LINE);
      await s.until(() => s.records.happened('connected').length > 0, seconds(30));
      await s.after(seconds(3));
      agent.holds();
      await s.after(seconds(12));
      agent.resumes();
      await s.after(seconds(4));
      s.expect(agent).heard(['hold.return.ask.gas']);
      expect(s.expect(caller).times('hold.return.gas')).toEqual([]);
      await says(s, caller, 0.5);
      await s.after(seconds(3));
      expect(s.expect(caller).times('hold.return.gas')).toHaveLength(1);
      s.fact('hold.return', 'kept', 'engine');
      expect(s.records.happened('answered').at(-1)?.detail).toMatchObject({
        clause: 'hold.return',
        how: 'voice',
      });
    }));
});
