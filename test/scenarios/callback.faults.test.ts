import { describe, expect, it } from 'vitest';
import { aCallerWaits } from './support/call-fixtures.ts';
import type { AgentPerson, CallerPerson } from './support/people.ts';
import { type Scenario, scenario } from './support/scenario.ts';
import { aStandard, minutes, seconds } from './support/standard.ts';

interface Callback {
  readonly customer: CallerPerson;
  readonly agent: AgentPerson;
}

/** A caller has given up, and an agent's phone rings for the callback. */
async function aCallbackRings(s: Scenario): Promise<Callback> {
  const customer = await aCallerWaits(s);
  await s.after(seconds(20));
  customer.hangsUp();
  await s.after(seconds(1));
  customer.doesNotAnswer();
  const agent = s.agent('8001').registered().doesNotAnswer();
  await s.until(() => agent.rings, seconds(5));
  return { customer, agent };
}

const PHASES: Readonly<Record<string, (s: Scenario) => Promise<Callback>>> = {
  'the whisper': async (s) => {
    const callback = await aCallbackRings(s);
    callback.agent.answers();
    await s.after(seconds(2));
    return callback;
  },
  'the customer’s phone rings': async (s) => {
    const callback = await aCallbackRings(s);
    callback.agent.answers();
    await s.until(() => callback.customer.rings, seconds(20));
    await s.after(seconds(2));
    return callback;
  },
  'the customer picks up in that very moment': async (s) => {
    const callback = await aCallbackRings(s);
    callback.agent.answers();
    await s.until(() => callback.customer.rings, seconds(20));
    callback.customer.answers();
    return callback;
  },
  'the opening': async (s) => {
    const callback = await aCallbackRings(s);
    callback.agent.answers();
    await s.until(() => callback.customer.rings, seconds(20));
    callback.customer.answers();
    await s.after(seconds(2));
    return callback;
  },
  'the talk': async (s) => {
    const callback = await aCallbackRings(s);
    callback.agent.answers();
    await s.until(() => callback.customer.rings, seconds(20));
    callback.customer.answers();
    await s.after(seconds(20));
    s.expect(callback.customer).hears('<8001>');
    return callback;
  },
  'a hold in the talk': async (s) => {
    const callback = await PHASES['the talk']?.(s);
    if (callback === undefined) throw new Error('no talk');
    callback.agent.holds();
    await s.after(seconds(16));
    s.expect(callback.customer).hears('hold.reminder');
    return callback;
  },
};

/** The attempt is over: nothing is left of it, and the callback is not lost: settled, due or to be tried again. */
async function theAttemptIsOver(s: Scenario): Promise<void> {
  s.agent('8001').unregistered();
  await s.after(minutes(1));
  expect(s.sim.controls.openResources()).toEqual({ legs: [], bridges: [], playbacks: [] });
  expect(s.records.callbacks).toHaveLength(1);
  expect(['due', 'scheduled', 'settled']).toContain(s.records.callbacks[0]?.status.is);
  expect(s.records.callbacks[0]?.attempts.every(({ outcome }) => outcome !== undefined)).toBe(true);
}

describe.each(Object.keys(PHASES))('a callback, during: %s', (name) => {
  async function during(s: Scenario): Promise<Callback> {
    const callback = await PHASES[name]?.(s);
    return callback ?? expect.fail(name);
  }

  it('the agent hangs up', () =>
    scenario(aStandard(), async (s) => {
      (await during(s)).agent.hangsUp();
      await theAttemptIsOver(s);
    }));

  it('the agent is cut off', () =>
    scenario(aStandard(), async (s) => {
      (await during(s)).agent.isCutOff();
      await theAttemptIsOver(s);
    }));

  it('the customer hangs up, or declines', () =>
    scenario(aStandard(), async (s) => {
      const { customer } = await during(s);
      if (!customer.gone) customer.hangsUp();
      else s.agent('8001').hangsUp();
      await theAttemptIsOver(s);
    }));

  it('the customer is cut off', () =>
    scenario(aStandard(), async (s) => {
      const { customer } = await during(s);
      if (!customer.gone) customer.isCutOff();
      else s.agent('8001').hangsUp();
      await theAttemptIsOver(s);
    }));
});

describe('a callback', () => {
  it.each(['the whisper', 'the customer’s phone rings', 'the opening'])(
    'whose agent presses hold during: %s gives the customer music, and joins both on the resume',
    (name) =>
      scenario(aStandard(), async (s) => {
        const { customer, agent } = (await PHASES[name]?.(s)) ?? expect.fail(name);
        agent.holds();
        customer.answersAfter(seconds(3));
        await s.after(seconds(10));
        if (customer.rings) customer.answers();
        await s.after(seconds(25));
        s.expect(customer).heard(['callback.opening.agent', 'hold.announce', 'music']);
        agent.resumes();
        await s.after(seconds(5));
        s.expect(customer).hears('<8001>');
        s.expect(agent).hears(`<${customer.name}>`);
      }),
  );

  it('goes to another agent if the first leaves before the customer is dialled', () =>
    scenario(aStandard(), async (s) => {
      const { customer, agent } = (await PHASES['the whisper']?.(s)) ?? expect.fail('no whisper');
      agent.hangsUp();
      agent.unregistered();
      expect(customer.rings).toBe(false);
      customer.answersAfter(seconds(1));
      s.agent('8002').registered().answersAfter(seconds(1));
      await s.after(seconds(40));
      s.expect(customer).hears('<8002>');
    }));

  it('puts the customer on hold as any caller', () =>
    scenario(aStandard(), async (s) => {
      const { customer, agent } = (await PHASES['the talk']?.(s)) ?? expect.fail('no talk');
      agent.holds();
      await s.after(seconds(20));
      s.expect(customer).heard(['<8001>', 'hold.announce', 'music', 'hold.reminder', 'music']);
      agent.resumes();
      await s.after(seconds(5));
      s.expect(customer).hears('<8001>');
      s.fact('hold.reminder', 'kept');
    }));
});
