import { describe, expect, it } from 'vitest';
import { MOBILE } from './support/call-fixtures.ts';
import {
  AGENT_OPENING,
  aDueCallback,
  attemptOutcomes,
  callbackOptions,
  ENGINE_OPENING,
} from './support/callback-fixtures.ts';
import { scenario } from './support/scenario.ts';
import { aStandard, seconds } from './support/standard.ts';

const PRESS_ONE = callbackOptions({ press1: true });

const BOTH = callbackOptions({ customerFirst: true, press1: true });

describe('callbacks: the customer presses 1 to accept', () => {
  it.each([
    ['the agent first', PRESS_ONE],
    ['the customer first', BOTH],
  ])('%s: a machine never presses, is told twice, and is no success', (_, options) =>
    scenario(
      aStandard(),
      async (s) => {
        const { customer, agent } = await aDueCallback(s);
        customer.answersAfter(seconds(1));
        if (agent.rings) agent.answers();
        else customer.answers();
        await s.until(() => customer.inCall, seconds(30));
        const { zero } = customer;
        await s.until(() => s.records.happened('customerNotReached').length === 1, seconds(40));
        customer.zero = zero;
        s.expect(customer).heard([
          ...ENGINE_OPENING,
          'callback.press_one',
          'silence',
          'callback.press_one',
          'silence',
        ]);
        await s.after(seconds(1));
        expect(customer.gone).toBe(true);
        expect(agent.gone).toBe(true);
        expect(attemptOutcomes(s)).toEqual(['machine']);
        expect(s.records.happened('customerAnswered')).toEqual([]);
        expect(s.records.callbacks).toMatchObject([{ status: { is: 'scheduled' } }]);
      },
      options,
    ),
  );

  it('after the key both hear the opening and talk, when the agent was called first', () =>
    scenario(
      aStandard(),
      async (s) => {
        const { customer, agent } = await aDueCallback(s);
        customer.answersAfter(seconds(1));
        agent.answers();
        await s.until(() => customer.inCall, seconds(30));
        await s.after(seconds(2));
        customer.presses('7');
        await s.after(seconds(1));
        customer.presses('1');
        await s.after(seconds(15));
        s.expect(customer).heard(AGENT_OPENING);
        s.expect(customer).hears('<8001>');
        s.expect(agent).hears(`<${MOBILE}>`);
      },
      PRESS_ONE,
    ));

  it('the agent is rung after the key, when the customer was called first', () =>
    scenario(
      aStandard(),
      async (s) => {
        const { customer, agent } = await aDueCallback(s);
        customer.answers();
        await s.after(seconds(3));
        expect(agent.rings).toBe(false);
        customer.presses('1');
        await s.after(seconds(1));
        expect(agent.rings).toBe(true);
        agent.answers();
        await s.after(seconds(20));
        s.expect(customer).hears('<8001>');
      },
      BOTH,
    ));

  it('a customer who presses after the agent has left waits for another', () =>
    scenario(
      aStandard(),
      async (s) => {
        const { customer, agent } = await aDueCallback(s);
        customer.answersAfter(seconds(1));
        agent.answers();
        await s.until(() => customer.inCall, seconds(30));
        agent.hangsUp();
        await s.after(seconds(2));
        customer.presses('1');
        s.agent('8002').registered().answersAfter(seconds(2));
        await s.after(seconds(20));
        s.expect(customer).hears('<8002>');
      },
      PRESS_ONE,
    ));

  it('a customer who hangs up on the question has declined', () =>
    scenario(
      aStandard(),
      async (s) => {
        const { customer } = await aDueCallback(s);
        customer.answers();
        await s.after(seconds(2));
        customer.hangsUp();
        await s.after(seconds(1));
        expect(attemptOutcomes(s)).toEqual(['refused']);
      },
      BOTH,
    ));

  it('the agent hears ringing for as long as a customer who answered late is asked', () =>
    scenario(
      aStandard(),
      async (s) => {
        const { customer, agent } = await aDueCallback(s);
        customer.answersAfter(seconds(28));
        agent.answers();
        await s.until(() => customer.inCall, seconds(60));
        await s.after(seconds(10));
        s.expect(agent).hears('tone.ringback');
      },
      PRESS_ONE,
    ));
});
