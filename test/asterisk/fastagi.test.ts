import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Caller } from '../../src/sipkit/index.ts';
import { aHook, Receiver } from '../web/webhooks/support.ts';
import { promptNames, prompts, recording } from './support/hearing.ts';
import { PLAIN, plainQueue, QUEUE_SECONDS } from './support/plain-queue.ts';
import { until } from './support/records.ts';
import { runGroups, scenarioGroup } from './support/scenario-group.ts';
import { AGENT_VOICE, tone } from './support/sip-parties.ts';
import type { TestSite } from './support/site.ts';

const SOUNDS = join(import.meta.dirname, '..', '..', 'sounds');
const ANNA = '13800000001';
const BEN = '13800000002';
const CLARA = '13800000003';
const DORA = '13800000004';

/** An engine that has been stopped: the kernel takes its connections, and nobody says a word. */
const held = new Set<Socket>();
const frozen = createServer((socket) => held.add(socket.on('error', () => socket.destroy())));
const silentPort = () => {
  const address = frozen.address();
  return typeof address === 'object' && address ? address.port : 0;
};
/** Another program, which is told of callbacks. */
const crm = new Receiver();

beforeAll(async () => {
  await crm.open();
  await once(frozen.listen({ host: '127.0.0.1', port: 0 }), 'listening');
});
afterAll(async () => {
  await crm.close();
  for (const socket of held) socket.destroy();
  frozen.close();
});

/** Dials, and stays until the dialplan has hung up. */
async function through(site: TestSite, from: string, to: string): Promise<Caller> {
  const caller = await site.parties.caller(from, to);
  await caller.event('ended', { timeoutMs: 60_000 });
  return caller;
}

const site = scenarioGroup(
  {
    configure: plainQueue(SOUNDS, silentPort),
    change: (shipped) => ({ ...shipped, webhooks: [aHook(crm)] }),
  },
  {
    /** Waits in app_queue, hears the promise, and is called back by the engine. */
    async anna(site) {
      await site.parties.openCustomers();
      const began = Date.now();
      const caller = await through(site, ANNA, PLAIN.queue);
      const promised = await site.records.callbacks(ANNA);
      await site.parties.phone('8001');
      const rung = await site.parties.pickedUp(ANNA, 60_000);
      rung.leg.rtp.say(tone(AGENT_VOICE));
      const customer = await site.parties.customerRung(ANNA);
      await customer.event('ringing');
      customer.answer();
      await customer.event('answered');
      const attempt = (await site.records.attempts(ANNA)).at(-1);
      await site.records.eventOf(attempt?.id ?? '', 'connected');
      await rung.leg.rtp.sendDigits('*31');
      await customer.hangUp();
      const settled = await until(
        async () => (await site.records.callbacks(ANNA)).find(({ status }) => status.is === 'settled'),
        'the callback is settled',
      );
      const arrived = (await site.store.calls({ limit: 100 })).filter((call) => call.direction === 'in');
      return { began, caller, promised, settled, arrived, dials: await site.parties.callsTo(ANNA) };
    },
    ben: (site) => through(site, BEN, PLAIN.away),
    clara: (site) => through(site, CLARA, PLAIN.frozen),
    dora: (site) => through(site, DORA, PLAIN.greeting),
  },
);

runGroups(site);

const heardBy = async (caller: Caller) =>
  promptNames(await prompts(recording(caller), { only: /^(salute|company|hold|fallback|close\.goodbye)/ }));

test('a caller of a plain app_queue is promised a callback, and hears so', async () => {
  const { caller } = await site.results.anna();
  expect(await heardBy(caller)).toBe('hold.promise close.goodbye');
});

test('the ledger has it once, in the place that was won by waiting in app_queue', async () => {
  const { began, promised } = await site.results.anna();
  expect(promised).toMatchObject([
    { kind: 'queue', number: `+86${ANNA}`, line: '4008001234', from: null, by: 'dialplan' },
  ]);
  const [{ place, promisedAt } = { place: 0, promisedAt: 0 }] = promised;
  // EPOCH has whole seconds
  expect(place).toBeGreaterThanOrEqual(began - 1000);
  expect(promisedAt - place).toBeGreaterThanOrEqual(QUEUE_SECONDS * 1000 - 1000);
});

test('the engine calls back, once, and the promise is kept', async () => {
  const { settled, dials } = await site.results.anna();
  expect(settled.attempts).toMatchObject([{ agent: '8001', outcome: 'resolved' }]);
  expect(dials).toHaveLength(1);
});

test('another program is told of it by a webhook, from the promise to the end', async () => {
  const { settled } = await site.results.anna();
  await vi.waitFor(() => expect(crm.told(settled.id).at(-1)).toBe('settled'), { timeout: 30_000 });
  const told = crm.told(settled.id);
  expect(told[0]).toBe('created');
  expect(told.filter((event) => event === 'attempt')).toHaveLength(1);
  expect(crm.received.every(({ genuine }) => genuine)).toBe(true);
});

test('the engine’s application never had the caller', async () => {
  const { arrived } = await site.results.anna();
  expect(arrived).toEqual([]);
});

test('where no engine runs the dialplan goes on: nothing is promised', async () => {
  const caller = await site.results.ben();
  expect(await heardBy(caller)).toBe('fallback.apology');
  expect(await site.site().records.callbacks(BEN)).toEqual([]);
});

test('where the engine is silent the dialplan goes on when its own time is over', async () => {
  const caller = await site.results.clara();
  expect(held.size).toBe(1);
  expect(await heardBy(caller)).toBe('fallback.apology');
});

test('answer.greeting.time: a plain dialplan greets as the line does, and asks whether it is open', async () => {
  const caller = await site.results.dora();
  expect((await heardBy(caller)).replace(/salute\.\w+/, 'salute')).toBe('salute company close.goodbye');
});
