import { expect, it } from 'vitest';
import { type EngineFixture, withEngine } from './support/engine-fixture.ts';
import { afterSeconds, calledBack, type RestartCase, waitInQueue } from './support/restart-helpers.ts';

const CUSTOMER = '13800138000';
const REFUSED = 1_000_000;

const story = (fixture: EngineFixture): RestartCase => {
  const [caller, agent] = [fixture.caller(CUSTOMER), fixture.agent('8001')];
  caller.answersAfter(1000);
  return { fixture, caller, agent };
};
const dials = ({ fixture }: RestartCase) => fixture.commandsOf('dial').filter(({ to }) => 'customer' in to);

it('callback.unanswered: an attempt is on the disk before the customer is dialled', () =>
  withEngine(async (fixture) => {
    const test = story(fixture);
    await calledBack(test, 20);
    const [dial] = dials(test);
    if (!dial) return expect.fail('nobody was dialled');
    const before = fixture.effects.slice(0, fixture.effects.indexOf(dial));
    expect(before.filter((one) => typeof one === 'string').at(-1)).toBe('commit durable');
  }));

it('callback.unanswered: while the store refuses no customer is dialled, and no agent is rung for it', () =>
  withEngine(async (fixture) => {
    const test = story(fixture);
    await waitInQueue(test);
    fixture.records.refusals = REFUSED;
    test.caller.hangsUp();
    await afterSeconds(test, 1);
    test.agent.registered().answersAfter(1000);
    await afterSeconds(test, 60);
    expect(fixture.commandsOf('dial')).toEqual([]);
    fixture.records.refusals = 0;
    await afterSeconds(test, 20);
    expect(dials(test)).toHaveLength(1);
    expect(test.caller.inCall).toBe(true);
    expect(fixture.records.callbacks).toMatchObject([
      { attempts: [{ call: dials(test)[0]?.leg.split('-customer')[0] }] },
    ]);
  }));

it('callback.unanswered: where the store begins to refuse as the customer is to be dialled, it is no attempt', () =>
  withEngine(async (fixture) => {
    const test = story(fixture);
    await waitInQueue(test);
    test.caller.hangsUp();
    test.agent.registered().answersAfter(1000);
    await fixture.sim.runUntil(() => test.agent.inCall, 5000);
    fixture.records.refusals = REFUSED;
    await afterSeconds(test, 40);
    expect(dials(test)).toEqual([]);
    // the agent is not left in silence
    expect(test.agent.gone).toBe(true);
    fixture.records.refusals = 0;
    await afterSeconds(test, 90);
    expect(fixture.records.callbacks).toMatchObject([{ attempts: [{ outcome: 'notDialled' }, {}] }]);
    expect(fixture.records.happened('customerDialled')).toHaveLength(1);
    expect(dials(test)).toHaveLength(1);
  }));
