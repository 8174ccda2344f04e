import { describe, expect, it } from 'vitest';
import { aCallerWaits, MOBILE } from './support/call-fixtures.ts';
import type { AgentPerson, CallerPerson } from './support/people.ts';
import { type Scenario, type ScenarioOptions, scenario } from './support/scenario.ts';
import { LINE } from './support/site.ts';
import { aStandard, minutes, seconds } from './support/standard.ts';

const NUMBER = [...MOBILE].map((digit) => `digit.${digit}`);
const placed = (callbacks: { customerFirst?: true; press1?: true }): ScenarioOptions => ({
  line: { callbacks: { customerFirst: false, press1: false, ...callbacks } },
});
const FIRST = placed({ customerFirst: true });
const KEY = placed({ press1: true });
const BOTH = placed({ customerFirst: true, press1: true });
const WHO = ['callback.opening.hello', 'company', 'callback.calling'];
const OPENING = ['callback.opening.hello', 'company', 'callback.opening.center'];

/** A caller has given up in the queue, and an agent has come; the customer is dialled next, or the agent's phone rings. */
async function aCallback(s: Scenario): Promise<{ customer: CallerPerson; agent: AgentPerson }> {
  const customer = await aCallerWaits(s);
  await s.after(seconds(20));
  customer.hangsUp();
  await s.after(seconds(1));
  customer.doesNotAnswer();
  const agent = s.agent('8001').registered().doesNotAnswer();
  await s.until(() => agent.rings || customer.rings, seconds(5));
  customer.zero = s.sim.clock.now().mono;
  agent.zero = customer.zero;
  return { customer, agent };
}

const outcomes = (s: Scenario) => s.records.callbacks[0]?.attempts.map(({ outcome }) => outcome);

describe('the whisper', () => {
  it('says why, whom, since when and which attempt', () =>
    scenario(aStandard(), async (s) => {
      const customer = await aCallerWaits(s);
      await s.after(seconds(20));
      customer.hangsUp();
      customer.answersAfter(seconds(2));
      await s.after(minutes(12));
      const agent = s.agent('8001').registered().answersAfter(seconds(1));
      await s.after(minutes(1));
      const said = ['whisper.kind.abandoned', ...NUMBER, 'whisper.since.10m', 'whisper.attempt', 'digit.1'];
      s.expect(agent).heard(['tone.connect', ...said]);
      s.expect(agent).heard(['digit.1', 'tone.ringback, cut', 'tone.connect']);
    }));

  it('any key ends it, and the customer is dialled at once', () =>
    scenario(aStandard(), async (s) => {
      const { customer, agent } = await aCallback(s);
      agent.answers();
      await s.after(seconds(1));
      expect(customer.rings).toBe(false);
      agent.presses('5');
      await s.after(100);
      expect(customer.rings).toBe(true);
      customer.answers();
      await s.after(seconds(20));
      s.expect(customer).hears('<8001>');
    }));

  it('with 0 the agent leaves it to a colleague, and has missed nothing', () =>
    scenario(aStandard(), async (s) => {
      const { customer, agent } = await aCallback(s);
      const other = s.agent('8002').registered().answersAfter(seconds(1));
      customer.answersAfter(seconds(1));
      agent.answers();
      await s.after(seconds(1));
      agent.presses('0');
      await s.after(seconds(40));
      expect(agent.gone).toBe(true);
      s.expect(customer).hears('<8002>');
      expect(other.inCall).toBe(true);
      expect(s.records.agents.find(({ id }) => id === '8001')?.missed).toBe(0);
      expect(s.records.happened('agentPassedOver')).toEqual([]);
      expect(s.records.happened('customerDialled')).toHaveLength(1);
    }));
});

describe('customer first', () => {
  it('the customer is dialled, is told to hold, and an agent who was kept free is rung', () =>
    scenario(
      aStandard(),
      async (s) => {
        const { customer, agent } = await aCallback(s);
        expect(agent.rings).toBe(false);
        // who rings in meanwhile does not get that agent
        const other = await s.caller('13912345678').dials(LINE);
        await s.after(seconds(3));
        expect(agent.rings).toBe(false);
        customer.answers();
        await s.after(seconds(1));
        expect(agent.rings).toBe(true);
        await s.after(seconds(10));
        s.expect(customer).heard([...WHO, 'callback.connecting', 'music']);
        agent.answers();
        await s.after(seconds(15));
        s.expect(customer).heard(OPENING);
        s.expect(customer).hears('<8001>');
        s.expect(agent).hears(`<${MOBILE}>`);
        s.fact('callback.opening', 'kept', 'engine');
        customer.hangsUp();
        other.hangsUp();
        await s.after(seconds(30));
        expect(outcomes(s)).toEqual(['reached']);
        expect(s.records.callbacks[0]?.status.is).toBe('settled');
      },
      FIRST,
    ));

  it('nobody picks up: the customer is told so, and is the first who gets the next agent', () =>
    scenario(
      aStandard(),
      async (s) => {
        const { customer, agent } = await aCallback(s);
        const other = await s.caller('13912345678').dials(LINE);
        customer.answers();
        await s.after(seconds(21));
        s.expect(customer).heard(['music', 'callback.no_agent', 'music']);
        agent.unregistered();
        await s.after(seconds(20));
        s.expect(customer).heard(['callback.no_agent', 'music', 'hold.reminder', 'music']);
        s.agent('8002').registered().answersAfter(seconds(1));
        await s.after(seconds(20));
        s.expect(customer).hears('<8002>');
        s.expect(other).hears('music');
        customer.hangsUp();
        await s.after(seconds(30));
        const [callback] = s.records.callbacks;
        expect(callback).toMatchObject({
          status: { is: 'settled' },
          attempts: [{ agent: '8002', outcome: 'reached' }],
        });
        s.records.neverBroken('hold.reminder');
        s.records.neverBroken('hold.announce');
      },
      FIRST,
    ));

  it('a customer who does not wait that long is called again, and has not been reached', () =>
    scenario(
      aStandard(),
      async (s) => {
        const { customer, agent } = await aCallback(s);
        customer.answers();
        await s.after(seconds(10));
        customer.hangsUp();
        await s.after(seconds(1));
        expect(agent.gone).toBe(true);
        expect(outcomes(s)).toEqual(['lost']);
        expect(s.records.callbacks).toMatchObject([{ status: { is: 'scheduled' } }]);
      },
      FIRST,
    ));

  it.each([
    ['busy', 'busy'],
    ['unallocated', 'invalidNumber'],
    ['ring', 'noAnswer'],
  ] as const)('a customer whose phone does %s: no agent is troubled', (pickup, outcome) =>
    scenario(
      aStandard(),
      async (s) => {
        const customer = await aCallerWaits(s);
        await s.after(seconds(20));
        customer.hangsUp();
        customer.station.pickup = pickup;
        const agent = s.agent('8001').registered().doesNotAnswer();
        await s.until(() => s.records.happened('customerNotReached').length === 1, minutes(1));
        expect(outcomes(s)).toEqual([outcome]);
        expect(s.records.happened('agentRung')).toEqual([]);
        const next = await s.caller('13912345678').dials(LINE);
        await s.after(seconds(1));
        expect(agent.rings).toBe(true);
        next.hangsUp();
      },
      FIRST,
    ),
  );
});

describe('press 1 to take the call', () => {
  it.each([
    ['the agent first', KEY],
    ['the customer first', BOTH],
  ])('%s: a machine never presses, is told twice, and is no success', (_, options) =>
    scenario(
      aStandard(),
      async (s) => {
        const { customer, agent } = await aCallback(s);
        customer.answersAfter(seconds(1));
        if (agent.rings) agent.answers();
        else customer.answers();
        await s.until(() => customer.inCall, seconds(30));
        const { zero } = customer;
        await s.until(() => s.records.happened('customerNotReached').length === 1, seconds(40));
        customer.zero = zero;
        s.expect(customer).heard([...WHO, 'callback.press_one', 'silence', 'callback.press_one', 'silence']);
        await s.after(seconds(1));
        expect(customer.gone).toBe(true);
        expect(agent.gone).toBe(true);
        expect(outcomes(s)).toEqual(['machine']);
        expect(s.records.happened('customerAnswered')).toEqual([]);
        expect(s.records.callbacks).toMatchObject([{ status: { is: 'scheduled' } }]);
      },
      options,
    ),
  );

  it('the agent first: with the key the opening is heard, and both talk', () =>
    scenario(
      aStandard(),
      async (s) => {
        const { customer, agent } = await aCallback(s);
        customer.answersAfter(seconds(1));
        agent.answers();
        await s.until(() => customer.inCall, seconds(30));
        await s.after(seconds(2));
        customer.presses('7');
        await s.after(seconds(1));
        customer.presses('1');
        await s.after(seconds(15));
        s.expect(customer).heard(OPENING);
        s.expect(customer).hears('<8001>');
        s.expect(agent).hears(`<${MOBILE}>`);
      },
      KEY,
    ));

  it('the customer first: with the key the agent is rung', () =>
    scenario(
      aStandard(),
      async (s) => {
        const { customer, agent } = await aCallback(s);
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

  it('the agent goes away meanwhile: who presses then is not dropped', () =>
    scenario(
      aStandard(),
      async (s) => {
        const { customer, agent } = await aCallback(s);
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
      KEY,
    ));

  it('who hangs up on it has refused', () =>
    scenario(
      aStandard(),
      async (s) => {
        const { customer } = await aCallback(s);
        customer.answers();
        await s.after(seconds(2));
        customer.hangsUp();
        await s.after(seconds(1));
        expect(outcomes(s)).toEqual(['refused']);
      },
      BOTH,
    ));
});
