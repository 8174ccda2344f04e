import type { Standard } from '../../../src/core/standard/standard.ts';
import type { Caller, Leg } from '../../../src/sipkit/index.ts';
import { pause } from '../../host/machine.ts';
import { until } from './records.ts';
import { scenarioGroup } from './scenario-group.ts';
import type { TestSite } from './site.ts';

const NUMBERS = ['13800000031', '13800000032', '13800000033', '13800000034'] as const;
const THIRD = NUMBERS[2];
const FOURTH = NUMBERS[3];
const LIMIT_MS = 80_000;

/** What lasts minutes lasts seconds. */
function shortened({ clauses, handling, ...shipped }: Standard): Standard {
  const limit = clauses['hold.limit'];
  if (!limit) throw new Error('strict offers callbacks');
  const { 'close.record': _none, ...kept } = clauses;
  return {
    ...shipped,
    clauses: { ...kept, 'hold.limit': { ...limit, afterMs: 7000, againMs: 300_000 } },
    handling: { ...handling, ringOffMs: 500, goodbyeSilenceMs: 500, agentRingQueuedMs: 10_000 },
  };
}

/** The numbers of those who were put together with the agent, in that order. */
async function served({ store }: TestSite): Promise<string[]> {
  const facts = await store.facts(0, 10_000);
  const calls = await store.calls({ limit: 100 });
  return facts.flatMap(({ fact }) => {
    if (fact.kind !== 'event' || fact.name !== 'connected') return [];
    return calls.find(({ id }) => id === fact.call)?.customer.dialled ?? [];
  });
}

/** The agent has heard enough of the whisper, and the customer answers. */
async function calledBack({ parties }: TestSite, agent: Leg): Promise<Leg> {
  await agent.rtp.sendDigits('5');
  const customer = await parties.customerRung(THIRD, LIMIT_MS);
  await customer.event('ringing');
  customer.answer();
  return customer;
}

export const order = scenarioGroup(
  { standards: { strict: shortened } },
  {
    /** Four wait; the third takes the callback; then the one agent comes. */
    async four(site: TestSite) {
      const { parties, records } = site;
      await parties.openCustomers();
      const callers: Record<string, Caller> = {};
      for (const number of NUMBERS) {
        callers[number] = await parties.caller(number);
        await records.event(number, 'arrived');
      }
      await records.event(THIRD, 'offerMade', { timeoutMs: LIMIT_MS });
      await callers[THIRD]?.rtp.sendDigits('1');
      await callers[THIRD]?.event('ended', { timeoutMs: LIMIT_MS });
      await parties.phone('8001');
      for (const [index, number] of NUMBERS.entries()) {
        const { leg } = await parties.pickedUp(number, LIMIT_MS);
        const party = number === THIRD ? await calledBack(site, leg) : callers[number];
        await until(async () => (await served(site)).length > index || undefined, number, LIMIT_MS);
        await pause(500);
        await party?.hangUp();
        await leg.event('ended', { timeoutMs: LIMIT_MS });
      }
      const [customer] = await parties.callsTo(THIRD);
      const rung = parties.legsOf('8001').find(({ from }) => from === FOURTH);
      const invited = (leg: typeof customer) => leg?.events.find(({ name }) => name === 'invited')?.at ?? 0;
      return {
        numbers: [...NUMBERS],
        served: await served(site),
        dialled: invited(customer),
        fourthRung: invited(rung),
      };
    },
  },
);
