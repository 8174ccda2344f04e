// What a carrier says on the trunk, message by message, on a real Asterisk.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Log, TelephonyEvent } from '../../src/engine/ports.ts';
import { openSipkit } from '../../src/sipkit/index.ts';
import type { AriTelephony } from '../../src/telephony/ari/options.ts';
import { freeUdpPort, testTrunk } from '../host/support.ts';
import { Carrier, type CarrierInvite } from '../sipkit/carrier.ts';
import { startTestAsterisk, type TestAsterisk } from './support/asterisk.ts';
import { EventLog, sippOf, telephonyOf } from './support/telephony-harness.ts';

/** The second trunk's address, and how the numbers begin that both trunks are there for. */
const SECOND = '127.0.0.4';
const BOTH = '139';
const ignore = () => undefined;
const quiet: Log = { debug: ignore, info: ignore, warn: ignore, error: ignore };

let asterisk: TestAsterisk;
let telephony: AriTelephony;
let carrier: Carrier;
let second: Carrier;
const seen = new EventLog<TelephonyEvent>();

beforeAll(async () => {
  const port = await freeUdpPort(SECOND);
  const trunks = [testTrunk('trunk', port), testTrunk('second', port, SECOND)];
  asterisk = await startTestAsterisk({ trunks });
  const server = { host: asterisk.site.sipHost, port: asterisk.site.sipPort };
  carrier = await Carrier.open(server, { port });
  second = await Carrier.open(server, { port, host: SECOND });
  telephony = telephonyOf(asterisk, quiet, undefined, undefined, undefined, {
    trunks: ['trunk', 'second'],
    routes: (line, number) => {
      const first = { trunk: 'trunk', number, callerId: line, nextAfterMs: 1000 };
      const other = { ...first, trunk: 'second', number: `9${number}`, callerId: '02161234567' };
      return number.startsWith(BOTH) ? [first, other] : [first];
    },
  });
  await telephony.start(seen.take);
});
afterAll(async () => {
  await carrier?.[Symbol.asyncDispose]();
  await second?.[Symbol.asyncDispose]();
  await telephony?.stop();
  await asterisk?.stop();
});

type Ended = Extract<TelephonyEvent, { type: 'legEnded' }>;
const ended = (leg: string) =>
  seen.find((event): event is Ended => event.type === 'legEnded' && event.leg === leg, `end of ${leg}`);

test('callback.unanswered: what the carrier refuses is not what the customer refuses', async () => {
  carrier.reply = (number) => Number(number.slice(-3));
  const statuses = [400, 401, 402, 403, 407, 480, 486, 488, 500, 503, 603, 404, 606];
  const how = await Promise.all(
    statuses.map(async (status) => {
      const leg = `leg-${status}`;
      const to = { customer: `13800000${status}` };
      await telephony.perform({ do: 'dial', leg, to, callerId: { number: '4008001234' }, giveUpMs: 9000 });
      const end = await ended(leg);
      return [status, end.how, end.sipStatus];
    }),
  );
  expect(how).toEqual([
    [400, 'trunkRefused', 400],
    [401, 'trunkRefused', 401],
    [402, 'trunkRefused', 402],
    [403, 'trunkRefused', 403],
    [407, 'trunkRefused', 407],
    [480, 'unreachable', undefined],
    [486, 'busy', undefined],
    [488, 'trunkRefused', 488],
    [500, 'trunkRefused', 500],
    [503, 'trunkRefused', 503],
    [603, 'refused', undefined],
    [404, 'invalidNumber', undefined],
    [606, 'trunkRefused', 606],
  ]);
});

type Arrived = Extract<TelephonyEvent, { type: 'callArrived' }>;

/** What the engine is told of a call. */
async function arrives(invite: Partial<CarrierInvite>): Promise<{ line: string; from: string }> {
  const before = seen.events.length;
  const call = await carrier.call({
    user: '4008001234',
    from: '<sip:13800000052@carrier.example>',
    ...invite,
  });
  const isNew = (event: TelephonyEvent): event is Arrived =>
    event.type === 'callArrived' && seen.events.indexOf(event) >= before;
  const { line, from } = await seen.find(isNew, `call to ${invite.user}`);
  await call.hangUp();
  return { line, from };
}

test('user parameters of a request URI are no part of the line', async () => {
  const users = [
    '4008001234',
    '4008001234;phone-context=+86',
    '4008001234;npdi;rn=+861062345678',
    '4008001234;tgrp=TG1;trunk-context=ims.example',
    '4008001234;cpc=ordinary',
    'tel:4008001234',
    'tel:4008001234;phone-context=+86',
  ];
  const lines: string[] = [];
  for (const user of users) lines.push((await arrives({ user })).line);
  expect(lines).toEqual(users.map(() => '4008001234'));
});

const PAI = 'P-Asserted-Identity: <tel:+8613800000052>';
const ANONYMOUS = '"Anonymous" <sip:anonymous@anonymous.invalid>';
const RPID = 'Remote-Party-ID: <sip:+8613800000052@carrier.example>;party=calling;screen=yes;privacy=';
const OPEN = '<sip:13800000052@carrier.example>';

test.each<[string, readonly string[], string]>([
  [ANONYMOUS, [PAI, 'Privacy: id'], 'anonymous'],
  [ANONYMOUS, [PAI, 'Privacy: user;id;critical'], 'anonymous'],
  [OPEN, [PAI, 'Privacy: ID'], 'anonymous'],
  [OPEN, ['Privacy: id'], 'anonymous'],
  [OPEN, ['Privacy: user'], 'anonymous'],
  [OPEN, [`${RPID}full`], 'anonymous'],
  [ANONYMOUS, [], 'anonymous'],
  // not withheld
  [ANONYMOUS, [PAI], '+8613800000052'],
  [OPEN, [PAI, 'Privacy: none'], '+8613800000052'],
  [OPEN, ['Privacy: session'], '13800000052'],
  [OPEN, [`${RPID}off`], '+8613800000052'],
  [OPEN, [], '13800000052'],
])('callback.number: a withheld number is nobody’s: %s %j', async (from, headers, number) => {
  expect(await arrives({ from, headers })).toEqual({ line: '4008001234', from: number });
});

/** A call that the engine has answered. */
async function answeredCall(invite: Partial<CarrierInvite> = {}) {
  const before = seen.events.length;
  const call = await carrier.call({ user: '4008001234', from: OPEN, ...invite });
  const isNew = (event: TelephonyEvent): event is Arrived =>
    event.type === 'callArrived' && seen.events.indexOf(event) >= before;
  const { leg } = await seen.find(isNew, 'call');
  await telephony.perform({ do: 'answer', leg });
  expect(await call.status()).toBe(200);
  return { call, leg };
}

/** The key 1 for 300 ms, between silences. */
function toneOfOne(): Int16Array {
  const wave = (hz: number, i: number) => 7000 * Math.sin((2 * Math.PI * hz * i) / 8000);
  return Int16Array.from({ length: 8000 }, (_, i) =>
    i < 2400 || i >= 4800 ? 0 : Math.round(wave(697, i) + wave(1209, i)),
  );
}

test('a key is heard in the sound of a carrier that offers no telephone-event', async () => {
  const { call, leg } = await answeredCall({ digits: false });
  await telephony.perform({ do: 'wait', leg });
  call.rtp.say({ kind: 'speech', pcm: toneOfOne() });
  type Digit = Extract<TelephonyEvent, { type: 'digit' }>;
  const isDigit = (event: TelephonyEvent): event is Digit => event.type === 'digit' && event.leg === leg;
  expect(await seen.find(isDigit, 'key')).toMatchObject({ digit: '1' });
  await call.hangUp();
});

/** A prompt, to its end. */
async function plays(on: { leg: string } | { bridge: string }, playback: string): Promise<void> {
  await telephony.perform({ do: 'play', playback, on, prompts: ['second'], language: 'zh' });
  type Played = Extract<TelephonyEvent, { type: 'playEnded' }>;
  await seen.find((one): one is Played => one.type === 'playEnded' && one.playback === playback, playback);
}

test('after a hold the carrier is not told the caller’s own number as that of the other party', async () => {
  const { site } = asterisk;
  const server = { host: site.sipHost, port: site.sipPort };
  await using kit = openSipkit({ sipp: sippOf(asterisk), server });
  const [agent] = site.agents;
  const behaviour = { does: 'answer', afterMs: 100 } as const;
  const phone = await kit.phone({ id: agent?.id ?? '', secret: agent?.secret ?? '', behaviour });
  const { call, leg } = await answeredCall();
  const callerId = { name: '4008001234', number: '13800000052' };
  await telephony.perform({ do: 'dial', leg: 'agent', to: { agent: '8001' }, callerId, giveUpMs: 9000 });
  type Up = Extract<TelephonyEvent, { type: 'legAnswered' }>;
  await seen.find((event): event is Up => event.type === 'legAnswered' && event.leg === 'agent', 'answer');
  await telephony.perform({ do: 'connect', bridge: 'talk', caller: leg, agent: 'agent' });
  const [rung] = phone.legs;
  for (let times = 0; times < 2; times += 1) {
    await rung?.hold();
    await plays({ leg }, `held-${times}`);
    await rung?.resume();
    await plays({ bridge: 'talk' }, `thanks-${times}`);
  }
  await call.hangUp();
  await ended(leg);
  const told = call.requests.filter((text) => /^(P-Asserted-Identity|Remote-Party-ID):/im.test(text));
  expect(told).toEqual([]);
  await telephony.perform({ do: 'hangUp', leg: 'agent', reason: 'normal' });
  await ended('agent');
});

test.each([503, 403, 'nothing'] as const)(
  'a callback whose first trunk says %s goes by the second',
  async (says) => {
    carrier.reply = () => says;
    const leg = `both-${says}`;
    const to = { customer: `${BOTH}00000001` };
    await telephony.perform({ do: 'dial', leg, to, callerId: { number: '4008001234' }, giveUpMs: 9000 });
    type Up = Extract<TelephonyEvent, { type: 'legAnswered' }>;
    await seen.find((event): event is Up => event.type === 'legAnswered' && event.leg === leg, 'answer');
    const invite = second.calls.at(-1)?.invite ?? '';
    expect(invite).toMatch(/^INVITE sip:913900000001@/);
    expect(invite).toMatch(/^From: .*<sip:02161234567@/m);
    const told = seen.events.filter((event) => 'leg' in event && event.leg === leg).map(({ type }) => type);
    expect(told).toEqual(['legAnswered']);
    const status = says === 'nothing' ? 408 : says;
    expect(seen.events).toContainEqual({ type: 'trunkRefused', trunk: 'trunk', status });
    await telephony.perform({ do: 'hangUp', leg, reason: 'normal' });
    await ended(leg);
  },
);

test('both trunks refuse: the customer has not been called', async () => {
  carrier.reply = () => 503;
  second.reply = () => 403;
  const to = { customer: `${BOTH}00000002` };
  await telephony.perform({
    do: 'dial',
    leg: 'none',
    to,
    callerId: { number: '4008001234' },
    giveUpMs: 9000,
  });
  expect(await ended('none')).toMatchObject({ how: 'trunkRefused', sipStatus: 403 });
});
