import { describe, expect, it } from 'vitest';
import { aTalk, MOBILE } from './support/call-fixtures.ts';
import { scenario } from './support/scenario.ts';
import { aStandard, minutes, seconds } from './support/standard.ts';

describe('callback.interim', () => {
  it('a customer without a result talks to the agent again within half an hour', () =>
    scenario(aStandard(), async (s) => {
      const { agent, caller } = await aTalk(s);
      agent.presses('*32');
      await s.after(seconds(5));
      expect(s.records.callbacks).toMatchObject([{ kind: 'promised', number: `+86${MOBILE}` }]);
      const promisedAt = s.sim.clock.now().mono;
      caller.hangsUp();
      await s.after(seconds(5));

      caller.answersAfter(seconds(3));
      await s.until(() => caller.inCall, minutes(30));
      const after = s.sim.clock.now().mono - promisedAt;
      expect(after).toBeGreaterThan(minutes(20));
      expect(after).toBeLessThan(minutes(30));
      await s.after(seconds(20));
      s.expect(caller).hears('<8001>');

      agent.presses('*31');
      await s.after(seconds(2));
      caller.hangsUp();
      await s.after(minutes(1));
      s.fact('callback.interim', 'kept');
      expect(s.records.callbacks).toMatchObject([{ status: { is: 'settled' } }]);
    }));

  it('a callback without a result stays open with a new deadline', () =>
    scenario(aStandard(), async (s) => {
      const { agent, caller } = await aTalk(s);
      agent.presses('*32');
      await s.after(seconds(1));
      caller.hangsUp();
      await s.after(seconds(5));
      caller.answersAfter(seconds(3));
      const [first] = s.records.callbacks;
      await s.until(() => caller.inCall, minutes(30));
      await s.after(seconds(20));
      agent.presses('*32');
      await s.after(seconds(2));
      caller.hangsUp();
      await s.after(seconds(30));

      const [again] = s.records.callbacks;
      expect(again?.status).toEqual({ is: 'scheduled' });
      expect((again?.deadlineAt ?? 0) - (first?.deadlineAt ?? 0)).toBeGreaterThan(minutes(20));
      await s.until(() => caller.inCall, minutes(30));
      s.records.neverBroken('callback.interim');
    }));

  it('news that comes too late breaks the clause', () =>
    scenario(aStandard(), async (s) => {
      const { agent, caller } = await aTalk(s);
      agent.presses('*32');
      await s.after(seconds(1));
      caller.hangsUp();
      await s.after(seconds(1));
      agent.unregistered();
      await s.after(minutes(40));
      caller.answersAfter(seconds(3));
      agent.registered();
      await s.after(minutes(1));
      agent.presses('*31');
      await s.after(seconds(1));
      caller.hangsUp();
      await s.after(minutes(1));
      s.fact('callback.interim', 'broken');
    }));

  it('the agent can promise it by code after the call', () =>
    scenario(aStandard(), async (s) => {
      const { agent, caller } = await aTalk(s);
      caller.hangsUp();
      await s.after(seconds(3));
      agent.dialsCode('*32');
      await s.after(seconds(3));
      s.expect(agent).heard(['tone.ok']);
      expect(s.records.callbacks).toMatchObject([{ kind: 'promised', status: { is: 'scheduled' } }]);
    }));
});
