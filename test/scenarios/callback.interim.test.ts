import { describe, expect, it } from 'vitest';
import { aTalk, MOBILE } from './support/call-fixtures.ts';
import { AGENT_OPENING } from './support/callback-fixtures.ts';
import { type Scenario, scenario } from './support/scenario.ts';
import { aStandard, minutes, seconds } from './support/standard.ts';

const EIGHT_THOUSAND_ONE = ['digit.8', 'digit.0', 'digit.0', 'digit.1'];

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

  const NEWS = aStandard({ 'callback.interim': { withinMs: minutes(30), say: ['callback.interim'] } });

  /** *32, and the customer's phone rings again half an hour later; `key`: what the agent presses during the whisper. */
  async function newsIsDue(s: Scenario, key?: string) {
    const { agent, caller } = await aTalk(s);
    agent.presses('*32');
    await s.after(seconds(1));
    caller.hangsUp();
    await s.after(seconds(5));
    caller.answersAfter(seconds(3));
    await s.until(() => agent.inCall, minutes(30));
    agent.zero = s.sim.clock.now().mono;
    await s.after(seconds(2));
    if (key) agent.presses(key);
    await s.until(() => caller.inCall, minutes(1));
    caller.zero = s.sim.clock.now().mono;
    await s.after(seconds(25));
    return { agent, caller };
  }

  it('the call that brings no result opens with the words of the standard', () =>
    scenario(NEWS, async (s) => {
      const { agent, caller } = await newsIsDue(s);
      s.expect(agent).heard(['whisper.kind.interim']);
      s.expect(caller).heard([
        ...AGENT_OPENING,
        ...EIGHT_THOUSAND_ONE,
        'callback.opening.agent',
        'callback.interim',
        '<8001>',
      ]);
    }));

  it('the agent keys 1 during the whisper where there is a result by now: the opening alone', () =>
    scenario(NEWS, async (s) => {
      const { caller } = await newsIsDue(s, '1');
      s.expect(caller).heard([...AGENT_OPENING, ...EIGHT_THOUSAND_ONE, 'callback.opening.agent', '<8001>']);
    }));

  it('a callback that an operator has called before its time brings no such news', () =>
    scenario(NEWS, async (s) => {
      const { agent, caller } = await aTalk(s);
      agent.presses('*32');
      await s.after(seconds(1));
      caller.hangsUp();
      await s.after(seconds(30));
      caller.answersAfter(seconds(3));
      const [callback] = s.records.callbacks;
      await s.desk().orderCallback(callback?.id ?? '', callback?.revision ?? 0, { do: 'callNow' }, 'zhao');
      await s.until(() => caller.inCall, minutes(2));
      caller.zero = s.sim.clock.now().mono;
      await s.after(seconds(25));
      s.expect(caller).heard([...AGENT_OPENING, ...EIGHT_THOUSAND_ONE, 'callback.opening.agent', '<8001>']);
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
