import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TelephonyEvent } from '../../src/engine/ports.ts';
import type { AmiPresence } from '../../src/telephony/ami/presence.ts';
import type { AriTelephony } from '../../src/telephony/ari/options.ts';
import { pause } from '../host/machine.ts';
import { startTestAsterisk, type TestAsterisk } from './support/asterisk.ts';
import { RawPhone } from './support/raw-phone.ts';
import { EventLog, presenceOf, telephonyOf } from './support/telephony-harness.ts';

// What agents' phones and callers do, and lack, in the world outside: no power, no ACK, a transfer key, do not disturb.

const LINE = '4008001234';
/** A phone is found to be gone within this. */
const FOUND_MS = 10_000;
/** SIP gives an answer up that nobody acknowledges after 32 s (RFC 3261, 13.3.1.4). */
const UNACKNOWLEDGED_MS = 36_000;

let asterisk: TestAsterisk;
let telephony: AriTelephony;
let presence: AmiPresence;
const seen = new EventLog<TelephonyEvent>();
const gone = new EventLog<string>();
let arrivals = 0;

beforeAll(async () => {
  asterisk = await startTestAsterisk();
  telephony = telephonyOf(asterisk);
  presence = presenceOf(asterisk);
  await telephony.start(seen.take);
  await presence.start(['8001', '8002', '8003'], () => undefined, gone.take);
}, 60_000);
afterAll(async () => {
  await telephony?.stop();
  await presence?.stop();
  await asterisk?.stop();
});

const serverOf = ({ site: { sipHost: host, sipPort: port } }: TestAsterisk) => ({ host, port });

async function phoneOf(user: string): Promise<RawPhone> {
  const phone = await RawPhone.open(serverOf(asterisk), { user, secret: `secret-of-${user}` });
  await phone.register();
  // Asterisk rings it once it has answered OPTIONS, and takes that answer in before what comes later
  const asked = () => phone.received.some(({ text }) => text.startsWith('OPTIONS '));
  await expect.poll(asked, { interval: 20 }).toBe(true);
  await expect.poll(() => stateOf(user), { interval: 50 }).toBe('online');
  return phone;
}

/** As Asterisk has it: online or offline. */
async function stateOf(user: string): Promise<string> {
  const { ariPort, ariPassword } = asterisk.site;
  const authorization = `Basic ${Buffer.from(`sansheng:${ariPassword}`).toString('base64')}`;
  const address = `http://127.0.0.1:${ariPort}/ari/endpoints/PJSIP/${user}`;
  const { state } = (await (await fetch(address, { headers: { authorization } })).json()) as {
    state: string;
  };
  return state;
}

type EventOf<T extends TelephonyEvent['type']> = Extract<TelephonyEvent, { type: T }>;

function about<T extends TelephonyEvent['type']>(type: T, leg: string): Promise<EventOf<T>> {
  return seen.find((one): one is EventOf<T> => one.type === type && 'leg' in one && one.leg === leg, type);
}

/** A caller, answered. */
async function aCaller(acknowledges = true): Promise<{ caller: RawPhone; leg: string }> {
  arrivals += 1;
  const from = `1380013${String(arrivals).padStart(4, '0')}`;
  const caller = await RawPhone.open(serverOf(asterisk));
  caller.acknowledges = acknowledges;
  const answered = caller.call(LINE, from);
  const arrived = (one: TelephonyEvent): one is EventOf<'callArrived'> =>
    one.type === 'callArrived' && one.from === from;
  const { leg } = await seen.find(arrived, 'callArrived');
  await telephony.perform({ do: 'answer', leg });
  expect(await answered).toBe(200);
  return { caller, leg };
}

/** A caller talks with this phone. */
async function aTalk(user: string) {
  const phone = await phoneOf(user);
  const { caller, leg } = await aCaller();
  const agent = `agent-of-${leg}`;
  const callerId = { number: '1' };
  await telephony.perform({ do: 'dial', leg: agent, to: { agent: user }, callerId, giveUpMs: 10_000 });
  await about('legAnswered', agent);
  await telephony.perform({ do: 'connect', bridge: `bridge-of-${leg}`, caller: leg, agent });
  await pause(500);
  return { phone, caller, leg, agent };
}

async function isGone(user: string): Promise<void> {
  await gone.find((one): one is string => one === user, `the end of ${user}`);
}

test('the transfer key is refused at once, and the talk goes on', async () => {
  const { phone, caller, agent } = await aTalk('8001');
  const since = performance.now();
  expect(await phone.inDialog('REFER', ['Refer-To: <sip:8800@127.0.0.1>'])).toBe(603);
  expect(performance.now() - since).toBeLessThan(1000);
  phone.heard = 0;
  await pause(1000);
  expect(phone.heard).toBeGreaterThan(30);
  await caller.inDialog('BYE');
  await telephony.perform({ do: 'hangUp', leg: agent, reason: 'normal' });
  phone.die();
  caller.die();
}, 30_000);

test.each([
  [486, [], 'doNotDisturb'],
  [480, [], 'doNotDisturb'],
  [302, ['Contact: <sip:13900000777@127.0.0.1>'], 'forwards'],
  [488, [], 'noSound'],
] as const)(
  'a phone that answers %i says why it does not ring',
  async (status, more, refusal) => {
    const phone = await phoneOf('8001');
    phone.replies = { INVITE: { status, more } };
    const leg = `refused-${status}`;
    const callerId = { number: '1' };
    await telephony.perform({ do: 'dial', leg, to: { agent: '8001' }, callerId, giveUpMs: 5000 });
    expect(await about('legEnded', leg)).toMatchObject({ refusal });
    phone.die();
  },
  30_000,
);

test('a phone without power is found in a talk, on hold, and when it has power again; an answer without ACK is lost', async () => {
  const [inTalk, onHold, back, unacknowledged] = await Promise.all([
    aTalk('8001'),
    aTalk('8002'),
    aTalk('8003'),
    aCaller(false),
  ]);
  for (const one of [onHold, back]) {
    expect(await one.phone.hold()).toBe(200);
    one.phone.speaks = false;
  }
  const since = performance.now();
  // as a phone that renews its registration
  await onHold.phone.register();
  inTalk.phone.die();
  onHold.phone.die();
  await pause(1000);
  expect(gone.events).not.toContain('8002');
  back.phone.die();
  const again = await phoneOf('8003');
  await isGone('8003');
  expect(performance.now() - since).toBeLessThan(3000);
  await isGone('8002');
  expect(performance.now() - since).toBeLessThan(FOUND_MS);
  await telephony.perform({ do: 'hangUp', leg: onHold.agent, reason: 'lost' });
  expect(await about('legEnded', onHold.agent)).toMatchObject({ how: 'lost' });
  expect(await about('legEnded', inTalk.agent)).toMatchObject({ how: 'lost', cause: 44 });
  expect(performance.now() - since).toBeLessThan(FOUND_MS);
  again.die();
  await pause(UNACKNOWLEDGED_MS - (performance.now() - since));
  expect(await about('legEnded', unacknowledged.leg)).toMatchObject({ how: 'lost' });
}, 90_000);
