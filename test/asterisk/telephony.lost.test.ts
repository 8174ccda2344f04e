import { createSocket } from 'node:dgram';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Leg } from '../../src/sipkit/index.ts';
import { parseSdp } from '../../src/sipkit/sdp.ts';
import { pause } from '../host/machine.ts';
import { startTestAsterisk, type TestAsterisk } from './support/asterisk.ts';
import { TelephonyDriver } from './support/telephony-driver.ts';

// Legs of which nothing comes any more, and no BYE: callback.dropped depends on it.

const TALKING_S = 2;
const HELD_S = 5;
/** Asterisk counts whole seconds. */
const SECOND_MS = 1000;

let asterisk: TestAsterisk;
let stage: TelephonyDriver;

beforeAll(async () => {
  asterisk = await startTestAsterisk({ rtpTimeouts: { phone: TALKING_S, held: HELD_S } }, TALKING_S);
});
beforeEach(async () => {
  stage = await TelephonyDriver.open(asterisk);
});
afterEach(() => stage.close());
afterAll(async () => {
  await asterisk?.stop();
});

/** Nothing more comes from this party. */
function vanish({ rtp }: Leg): number {
  rtp.say({ kind: 'none' });
  return performance.now();
}

/** That the leg is told to be lost, and how long that took, s. */
async function lost(leg: string, since: number): Promise<number> {
  expect(await stage.event('legEnded')).toEqual({ type: 'legEnded', leg, how: 'lost', cause: 44 });
  return (performance.now() - since) / SECOND_MS;
}

test('a caller vanishes while waiting for an agent', async () => {
  const { party, leg } = await stage.caller();
  await stage.perform({ do: 'wait', leg });
  const took = await lost(leg, vanish(party));
  expect(took).toBeGreaterThan(TALKING_S - 1);
  expect(took).toBeLessThan(TALKING_S + 2);
});

test.each(['caller', 'agent'] as const)(
  'the %s vanishes while talking; the other one lives on',
  async (who) => {
    const talk = await stage.talking();
    await lost(who === 'caller' ? talk.leg : talk.agentLeg, vanish(talk[who]));
    const { legs } = await stage.telephony.snapshot({ playbacks: [] });
    expect(legs).toMatchObject([{ leg: who === 'caller' ? talk.agentLeg : talk.leg, answered: true }]);
  },
);

test('a caller vanishes while on hold', async () => {
  const { caller, leg, agent } = await stage.talking();
  await agent.hold();
  await stage.event('legHeld');
  expect(await lost(leg, vanish(caller))).toBeLessThan(TALKING_S + 2);
});

test.each(['caller', 'agent'] as const)(
  'a phone that holds (the %s) sends nothing, and has longer',
  async (who) => {
    const talk = await stage.talking();
    await talk[who].hold();
    await stage.event('legHeld');
    const took = await lost(who === 'caller' ? talk.leg : talk.agentLeg, performance.now());
    expect(took).toBeGreaterThan(HELD_S - 1);
  },
);

test('a caller whose phone sends no sound while only listening lives, by its RTCP', async () => {
  const { party, leg } = await stage.caller();
  await stage.perform({ do: 'wait', leg });
  const answered = party.events.find(({ name }) => name === 'answered');
  const far = parseSdp(answered?.message ?? '')?.address;
  if (!far) throw new Error('the answer says no address');
  const { host, port } = party.rtp.address;
  const rtcp = createSocket('udp4');
  await new Promise<void>((bound) => rtcp.bind(port + 1, host, bound));
  // a receiver report (RFC 3550) that has nothing to report
  const report = Uint8Array.of(0x80, 201, 0, 1, 0, 0, 0, 1);
  const timer = setInterval(() => rtcp.send(report, far.port + 1, far.host), SECOND_MS / 2);
  try {
    vanish(party);
    await pause((TALKING_S + 2) * SECOND_MS);
    expect((await stage.telephony.snapshot({ playbacks: [] })).legs).toMatchObject([{ leg, answered: true }]);
  } finally {
    clearInterval(timer);
    rtcp.close();
  }
  await lost(leg, performance.now());
});
