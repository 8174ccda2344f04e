import { expect, test } from 'vitest';
import type { CallbackState } from '../../src/core/callback/state.ts';
import type { Standard } from '../../src/core/standard/standard.ts';
import type { Leg } from '../../src/sipkit/index.ts';
import { pause } from '../host/machine.ts';
import { until } from './support/records.ts';
import { runGroups, scenarioGroup } from './support/scenario-group.ts';
import type { TestSite } from './support/site.ts';

const LINE = '4008001234';
const ANNA = '13800000001';
/** Caller ids to which nobody may be called back, and by which rule. */
const FORBIDDEN = [
  ['16812345', 'numberType'],
  ['4009001234', 'numberType'],
  ['+12125551212', 'country'],
  ['0085221234567', 'country'],
] as const;
const NO_NUMBERS = ['anonymous', '13800000002x5', '1380000000213800000002138000000021380000'];
/** What an agent might dial to reach somebody outside. */
const OUTSIDE = [
  '13900000009',
  '013900000009',
  '0012125551212',
  '16812345',
  '10086',
  '110',
  '4008001234',
  '*9913900000009',
];
const CALLS_OF_ANNA = 10;

/** The agent has little to write down. */
function shortened(shipped: Standard): Standard {
  return { ...shipped, clauses: { ...shipped.clauses, 'close.record': { wrapUpMs: 1000 } } };
}

/** Rings the line until the engine has let it ring for long enough to count as a caller who gave up. */
async function givesUp({ parties }: TestSite, from: string): Promise<void> {
  const leg = await (await parties.openCustomers()).dial(LINE, { from });
  await leg.event('ringing', { timeoutMs: 30_000 });
  await pause(6500);
  if (leg.events.some(({ name }) => name === 'answered')) await leg.hangUp();
  else await leg.cancel();
}

/** Whatever came to the trunk's far end. */
async function dialledOut({ parties }: TestSite): Promise<Leg[]> {
  return (await parties.openCustomers()).legs.filter(({ direction }) => direction === 'incoming');
}

const anybody = scenarioGroup(
  { phones: ['8001'], standards: { strict: shortened } },
  {
    async abandonedCall(site) {
      const { parties, store, records } = site;
      const callers = [...FORBIDDEN.map(([from]) => from), ...NO_NUMBERS, ...Array(CALLS_OF_ANNA).fill(ANNA)];
      await Promise.all(callers.map((from) => givesUp(site, from)));
      // the agent's phone, which nobody has picked up, rings for the one who may be called
      const { leg } = await parties.pickedUp(ANNA, 60_000);
      const customer = await parties.customerRung(ANNA);
      customer.answer();
      await customer.event('answered');
      const [attempt] = await records.attempts(ANNA);
      await records.eventOf(attempt?.id ?? '', 'connected');
      await pause(1500);
      await customer.hangUp();
      await leg.event('ended', { timeoutMs: 30_000 });
      const settled = async () =>
        (await store.callbacks({ limit: 100 })).find(({ status }) => status.is === 'settled');
      await until(settled, 'the callback is settled', 60_000);
      const dialled: Leg[] = [];
      for (const number of OUTSIDE) {
        const out = await parties.phoneOf('8001').dial(number);
        await out.event('ended');
        dialled.push(out);
      }
      const callbacks = await store.callbacks({ limit: 100 });
      const calls = await store.calls({ limit: 100 });
      const facts = (await store.facts(0, 10_000)).map(({ fact }) => fact);
      return { callbacks, calls, facts, dialled, out: await dialledOut(site) };
    },
  },
);

runGroups(anybody);

const of = (callbacks: readonly CallbackState[], dialled: string) =>
  callbacks.filter((one) => one.dialled === dialled);

test.each(FORBIDDEN)('callback.purpose: nobody dials %s, who gave up: %s', async (from, rule) => {
  const { callbacks, facts, out } = await anybody.results.abandonedCall();
  expect(out.map(({ to }) => to)).not.toContain(from);
  expect(of(callbacks, from)).toMatchObject([
    { kind: 'abandoned', attempts: [], status: { is: 'failed', why: 'notAllowed', rule } },
  ]);
  const [callback] = of(callbacks, from);
  const refused = facts.filter((fact) => fact.kind === 'event' && fact.name === 'callbackRefused');
  expect(refused).toContainEqual(expect.objectContaining({ call: callback?.from, callback: callback?.id }));
});

test.each(NO_NUMBERS)(
  'callback.purpose: %s is no number: the call says that nobody is called back',
  async (from) => {
    const { calls, callbacks, facts } = await anybody.results.abandonedCall();
    const call = calls.find(({ customer }) => customer.dialled === from);
    expect(callbacks.filter((one) => one.from === call?.id)).toEqual([]);
    const refused = facts.find(
      (fact) => fact.kind === 'event' && fact.name === 'callbackRefused' && fact.call === call?.id,
    );
    expect(refused).toMatchObject({ detail: { kind: 'abandoned', rule: 'noNumber' } });
  },
);

test('callback.number: ten calls of one number make one callback, and one call to the customer', async () => {
  const { calls, callbacks, out } = await anybody.results.abandonedCall();
  expect(
    calls.filter(({ customer, direction }) => direction === 'in' && customer.dialled === ANNA),
  ).toHaveLength(CALLS_OF_ANNA);
  expect(of(callbacks, ANNA)).toMatchObject([{ wishes: CALLS_OF_ANNA, status: { is: 'settled' } }]);
  expect(out.map(({ to }) => to)).toEqual([ANNA]);
});

test('callback.purpose: an agent’s phone reaches nobody parties, whatever it dials', async () => {
  const { dialled, out } = await anybody.results.abandonedCall();
  expect(dialled).toHaveLength(OUTSIDE.length);
  expect(out.map(({ to }) => to)).toEqual([ANNA]);
});
