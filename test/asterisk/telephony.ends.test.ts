import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Log, TelephonyEvent } from '../../src/engine/ports.ts';
import { openSipkit } from '../../src/sipkit/index.ts';
import { openAriProxy } from './support/ari-proxy.ts';
import { startTestAsterisk, type TestAsterisk } from './support/asterisk.ts';
import { EventLog, sippOf, telephonyOf } from './support/telephony-harness.ts';

const ignore = () => undefined;
const quiet: Log = { debug: ignore, info: ignore, warn: ignore, error: ignore };
/** Three rings of five seconds: the strictest standard. */
const RINGS_MS = 15_000;

/** An engine begins to answer a caller, and ends at the request to such a path, which Asterisk never gets. */
async function endAt(asterisk: TestAsterisk, path: string): Promise<void> {
  const { ariPort, sipHost: host, sipPort: port } = asterisk.site;
  const proxy = await openAriProxy(`http://127.0.0.1:${ariPort}`);
  const telephony = telephonyOf(asterisk, quiet, undefined, undefined, proxy.url);
  await using kit = openSipkit({ sipp: sippOf(asterisk), server: { host, port } });
  const seen = new EventLog<TelephonyEvent>();
  await telephony.start(seen.take);
  const since = performance.now();
  const caller = await kit.caller({ from: '13800138000', to: '4008001234' });
  type Arrived = Extract<TelephonyEvent, { type: 'callArrived' }>;
  const { leg } = await seen.find((event): event is Arrived => event.type === 'callArrived', 'callArrived');
  const asked = new Promise<void>((go) => {
    proxy.interfere(({ method, url }) => {
      if (method !== 'POST' || !url.includes(path)) return undefined;
      go();
      return { lost: true, before: () => new Promise(ignore) };
    });
  });
  const answering = telephony.perform({ do: 'answer', leg }).catch(ignore);
  await asked;
  proxy.refuse(true);
  proxy.cut();
  await caller.event('answered', { timeoutMs: RINGS_MS });
  expect(performance.now() - since).toBeLessThan(RINGS_MS);
  await answering;
  await telephony.stop();
  await proxy.close();
}

/** A caller's connection to an agent is refused once, as the second of the two is to enter the bridge. It is tried again at once. */
async function refusedOnce(asterisk: TestAsterisk): Promise<void> {
  const { ariPort, sipHost: host, sipPort: port } = asterisk.site;
  const proxy = await openAriProxy(`http://127.0.0.1:${ariPort}`);
  const telephony = telephonyOf(asterisk, quiet, undefined, undefined, proxy.url);
  await using kit = openSipkit({ sipp: sippOf(asterisk), server: { host, port } });
  const seen = new EventLog<TelephonyEvent>();
  await telephony.start(seen.take);
  const legs: string[] = [];
  for (const from of ['13800138001', '13800138002']) {
    await kit.caller({ from, to: '4008001234' });
    type Arrived = Extract<TelephonyEvent, { type: 'callArrived' }>;
    const isNew = (event: TelephonyEvent): event is Arrived =>
      event.type === 'callArrived' && !legs.includes(event.leg);
    const { leg } = await seen.find(isNew, 'callArrived');
    await telephony.perform({ do: 'answer', leg });
    await telephony.perform({ do: 'wait', leg });
    legs.push(leg);
  }
  const [caller = '', agent = ''] = legs;
  let refused = 0;
  proxy.interfere(({ url }) => {
    if (!url.includes('/addChannel') || !url.includes(`channel=${caller}`) || refused > 0) return undefined;
    refused += 1;
    return { lost: true, answer: { status: 500, body: '{"message":"a fault"}' } };
  });
  const connect = { do: 'connect', bridge: 'b-1', caller, agent } as const;
  await expect(telephony.perform(connect)).rejects.toMatchObject({ code: 'REFUSED' });
  await telephony.perform(connect);
  const found = await telephony.snapshot({ playbacks: [] });
  expect(found.legs.map(({ place }) => place)).toEqual(['b-1', 'b-1']);
  await telephony.perform({ do: 'endBridge', bridge: 'b-1' });
  expect((await telephony.snapshot({ playbacks: [] })).bridges).toEqual([]);
  await telephony.stop();
  await proxy.close();
}

let asterisk: TestAsterisk;
beforeAll(async () => {
  asterisk = await startTestAsterisk();
});
afterAll(() => asterisk?.stop());

test('answer.rings: an engine that ends while it answers leaves nobody ringing: the dialplan answers', () =>
  endAt(asterisk, '/answer'));

test('two who could not be connected at the first try are connected at the second, at once', () =>
  refusedOnce(asterisk));
