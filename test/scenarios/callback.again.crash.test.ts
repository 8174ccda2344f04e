import { describe, expect, it } from 'vitest';
import { aCallerWaits } from './support/call-fixtures.ts';
import { type Scenario, scenario } from './support/scenario.ts';
import { aStandard, minutes, seconds } from './support/standard.ts';

/** The callback of a caller who has given up, and the agent who places it: the customer's phone rings. */
async function aCustomerIsRung(s: Scenario) {
  const customer = await aCallerWaits(s);
  await s.after(seconds(30));
  customer.hangsUp();
  customer.doesNotAnswer();
  const agent = s.agent('8001').registered().answersAfter(seconds(1));
  await s.until(() => customer.rings, minutes(2));
  return { customer, agent };
}

type Customer = Awaited<ReturnType<typeof aCustomerIsRung>>['customer'];

/** What may happen while no engine is there. */
const MEANWHILE: Readonly<Record<string, (s: Scenario, customer: Customer) => Promise<void>>> = {
  'picks up to silence, and hangs up': async (s, customer) => {
    await s.crash();
    customer.answers();
    await s.after(seconds(5));
    customer.hangsUp();
  },
  declines: async (s, customer) => {
    await s.crash();
    customer.hangsUp();
  },
  'has just picked up': async (s, customer) => {
    customer.answers();
    await s.after(50);
    await s.crash();
    await s.after(seconds(5));
    customer.hangsUp();
  },
};

describe('callback.unanswered: the engine crashes while the customer’s phone rings', () => {
  it.each(Object.entries(MEANWHILE))(
    'the customer %s: the attempt counts, and the next one waits its time',
    (_, happens) =>
      scenario(aStandard(), async (s) => {
        const { customer } = await aCustomerIsRung(s);
        const waits: number[] = [];
        for (let count = 0; count < 3; count += 1) {
          await s.after(seconds(2));
          await happens(s, customer);
          await s.after(seconds(2));
          const from = s.sim.clock.now().wall;
          await s.restart();
          await s.until(() => customer.rings, minutes(60));
          waits.push(Math.round((s.sim.clock.now().wall - from) / 60_000));
        }
        // and until an agent has picked up, and the customer's phone rings
        for (const [at, minimum] of [1, 5, 15].entries()) expect(waits[at]).toBeGreaterThanOrEqual(minimum);
        expect(s.records.callbacks).toHaveLength(1);
        s.takeErrors();
      }),
  );
});
