import { describe, expect, it } from 'vitest';
import { aCallerWaits, MOBILE } from './support/call-fixtures.ts';
import {
  AGENT_OPENING,
  aDueCallback,
  attemptOutcomes,
  callbackOptions,
  ENGINE_OPENING,
} from './support/callback-fixtures.ts';
import { scenario } from './support/scenario.ts';
import { LINE } from './support/site.ts';
import { aStandard, minutes, seconds } from './support/standard.ts';

const CUSTOMER_FIRST = callbackOptions({ customerFirst: true });

describe('callbacks: the customer is called first', () => {
  it('the customer is dialled and asked to wait, and the agent who was reserved is rung', () =>
    scenario(
      aStandard(),
      async (s) => {
        const { customer, agent } = await aDueCallback(s);
        expect(agent.rings).toBe(false);
        // who rings in meanwhile does not get that agent
        const other = await s.caller('13912345678').dials(LINE);
        await s.after(seconds(3));
        expect(agent.rings).toBe(false);
        customer.answers();
        await s.after(seconds(1));
        expect(agent.rings).toBe(true);
        await s.after(seconds(10));
        s.expect(customer).heard([...ENGINE_OPENING, 'callback.connecting', 'music']);
        agent.answers();
        await s.after(seconds(15));
        s.expect(customer).heard(AGENT_OPENING);
        s.expect(customer).hears('<8001>');
        s.expect(agent).hears(`<${MOBILE}>`);
        s.fact('callback.opening', 'kept', 'engine');
        customer.hangsUp();
        other.hangsUp();
        await s.after(seconds(30));
        expect(attemptOutcomes(s)).toEqual(['reached']);
        expect(s.records.callbacks[0]?.status.is).toBe('settled');
      },
      CUSTOMER_FIRST,
    ));

  it('a customer for whom no agent picks up waits as the first in the queue', () =>
    scenario(
      aStandard(),
      async (s) => {
        const { customer, agent } = await aDueCallback(s);
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
      CUSTOMER_FIRST,
    ));

  it('a customer who does not wait so long counts as not reached and is called again', () =>
    scenario(
      aStandard(),
      async (s) => {
        const { customer, agent } = await aDueCallback(s);
        customer.answers();
        await s.after(seconds(10));
        customer.hangsUp();
        await s.after(seconds(1));
        expect(agent.gone).toBe(true);
        expect(attemptOutcomes(s)).toEqual(['lost']);
        expect(s.records.callbacks).toMatchObject([{ status: { is: 'scheduled' } }]);
      },
      CUSTOMER_FIRST,
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
        expect(attemptOutcomes(s)).toEqual([outcome]);
        expect(s.records.happened('agentRung')).toEqual([]);
        const next = await s.caller('13912345678').dials(LINE);
        await s.after(seconds(1));
        expect(agent.rings).toBe(true);
        next.hangsUp();
      },
      CUSTOMER_FIRST,
    ),
  );
});
