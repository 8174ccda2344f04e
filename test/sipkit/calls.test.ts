import { createSocket } from 'node:dgram';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import {
  type Behaviour,
  type Leg,
  openSipkit,
  type Runnable,
  type Sipkit,
  type Station,
  tonePresence,
} from '../../src/sipkit/index.ts';
import { lapse, later } from '../host/machine.ts';
import { freeUdpPort } from '../host/support.ts';
import { sipp } from './support.ts';

let program: Runnable;
let phone: Station;
let callerPort: number;
let callers: Sipkit;
let phones: Sipkit;

/** A caller and a phone of the kit face each other; no registrar and no Asterisk stand between. */
beforeAll(async () => {
  program = await sipp();
  callerPort = await freeUdpPort('127.0.0.2');
  phones = openSipkit({ sipp: program, server: { host: '127.0.0.2', port: callerPort } });
  phone = await phones.customer({ localIp: '127.0.0.1', voice: { kind: 'tone', hz: 440 } });
  callers = openSipkit({ sipp: program, server: phone.address });
});

afterEach(async () => {
  await callers[Symbol.asyncDispose]();
  for (const leg of phone.legs) expect(leg.events.at(-1)?.name).toBe('ended');
});

afterAll(async () => {
  await phones[Symbol.asyncDispose]();
});

async function call(behaviour: Behaviour): Promise<{ caller: Leg; agent: Leg }> {
  phone.behave(behaviour);
  const options = { from: '13800138000', to: '4008001234', localPort: callerPort };
  const caller = await callers.caller({ ...options, voice: { kind: 'tone', hz: 1000 } });
  return { caller, agent: await phone.incoming() };
}

async function connected(): Promise<{ caller: Leg; agent: Leg }> {
  const legs = await call({ does: 'answer', afterMs: 0 });
  await legs.caller.event('answered');
  return legs;
}

const names = (leg: Leg): string[] => leg.events.map(({ name }) => name);

test('a call rings, is answered after the time that was asked for, and is ended by its caller', async () => {
  const { caller, agent } = await call({ does: 'answer', afterMs: 250 });
  expect(agent).toMatchObject({ direction: 'incoming', from: '13800138000', to: '4008001234' });
  const invited = await caller.event('invited');
  const ringing = await caller.event('ringing');
  const answered = await caller.event('answered');
  expect(lapse(invited.at, ringing.at)).toBeLessThan(500);
  expect(answered.at - invited.at).toBeGreaterThan(245);
  expect(await caller.hangUp()).toMatchObject({ end: { how: 'bye', by: 'here' } });
  expect(await agent.event('ended')).toMatchObject({ end: { how: 'bye', by: 'far' } });
  expect(names(caller)).toEqual(['invited', 'ringing', 'answered', 'ended']);
  expect(names(agent)).toEqual(['invited', 'ringing', 'answered', 'ended']);
});

test('a BYE from the phone reaches the caller as an event, with its time', async () => {
  const { caller, agent } = await connected();
  const here = await agent.hangUp();
  const there = await caller.event('ended');
  expect(there.end).toEqual({ how: 'bye', by: 'far' });
  expect(lapse(Math.min(here.at, there.at), Math.max(here.at, there.at))).toBeLessThan(500);
});

test('both sides hang up at once, and both calls end', async () => {
  const { caller, agent } = await connected();
  const ends = await Promise.all([caller.hangUp(), agent.hangUp()]);
  expect(ends.map(({ name }) => name)).toEqual(['ended', 'ended']);
});

test('each hears the other; on hold the caller hears nothing of the phone, and again after the resume', async () => {
  const { caller, agent } = await connected();
  const heard = async (endpoint: Leg['rtp'], hz: number, since: number): Promise<void> => {
    await expect
      .poll(() => tonePresence(endpoint.heard(since), hz).length, { timeout: 5000 })
      .toBeGreaterThan(0);
  };
  await Promise.all([heard(caller.rtp, 440, 0), heard(agent.rtp, 1000, 0)]);
  const held = await agent.hold();
  expect(await caller.event('reinvited')).toMatchObject({ direction: 'sendonly' });
  await heard(agent.rtp, 1000, held.at);
  expect(tonePresence(caller.rtp.heard(later(held.at, 200)), 440)).toEqual([]);
  const resumed = await agent.resume();
  expect(await caller.event('reinvited')).toMatchObject({ direction: 'sendrecv' });
  await heard(caller.rtp, 440, resumed.at);
  await caller.hold();
  await caller.resume();
  await agent.hangUp();
  await caller.event('ended');
  expect(names(agent)).toEqual([
    'invited',
    'ringing',
    'answered',
    'held',
    'resumed',
    'reinvited',
    'reinvited',
    'ended',
  ]);
});

test('both press hold at once, one hangs up in the middle of it: nothing is stuck', async () => {
  for (let round = 0; round < 10; round++) {
    const { caller, agent } = await connected();
    const started = performance.now();
    const outcomes = await Promise.allSettled([agent.hold(), caller.hold(), caller.hangUp()]);
    await agent.event('ended');
    expect(lapse(started, performance.now())).toBeLessThan(3000);
    for (const outcome of outcomes) {
      // Refused with 491, for the far end's was under way, or too late.
      const codes = ['REINVITE_REFUSED', 'LEG_ENDED'];
      if (outcome.status === 'rejected') expect(codes).toContain(outcome.reason.code);
    }
    await callers[Symbol.asyncDispose]();
  }
});

test('commands given one right after another are all carried out', async () => {
  const { caller, agent } = await connected();
  for (let round = 0; round < 5; round++) {
    await agent.hold();
    await agent.resume();
  }
  await agent.hangUp();
  await caller.event('ended');
  expect(names(agent).filter((name) => name === 'held' || name === 'resumed')).toHaveLength(10);
});

test('digits of the caller reach the phone, and the other way', async () => {
  const { caller, agent } = await connected();
  await caller.rtp.sendDigits('12#');
  await agent.rtp.sendDigits('9');
  expect(agent.rtp.digits().map(({ digit }) => digit)).toEqual(['1', '2', '#']);
  expect(caller.rtp.digits().map(({ digit }) => digit)).toEqual(['9']);
  await caller.hangUp();
  await agent.event('ended');
});

test('a caller who gives up while it rings sends CANCEL', async () => {
  const { caller, agent } = await call({ does: 'ring' });
  await caller.event('ringing');
  expect(await caller.cancel()).toMatchObject({ end: { how: 'cancelled', by: 'here' } });
  expect(await agent.event('ended')).toMatchObject({ end: { how: 'cancelled', by: 'far' } });
});

test('a CANCEL that crosses the answer still ends the call', async () => {
  const { caller, agent } = await call({ does: 'ring' });
  await caller.event('ringing');
  agent.answer();
  await caller.cancel();
  await agent.event('ended');
});

test.each([
  ['busy', 486],
  ['decline', 603],
] as const)('a phone that is to be %s refuses with %i', async (does, status) => {
  const { caller, agent } = await call({ does });
  expect(await caller.event('ended')).toMatchObject({ end: { how: 'refused', by: 'far', status } });
  expect(await agent.event('ended')).toMatchObject({ end: { how: 'refused', by: 'here', status } });
});

test('waiting for what cannot come any more says so at once, with the trace', async () => {
  const { caller, agent } = await call({ does: 'busy' });
  await expect(caller.event('answered')).rejects.toMatchObject({
    code: 'LEG_ENDED',
    message: expect.stringContaining('SIP/2.0 486 Busy Here'),
  });
  await agent.event('ended');
});

test('waiting for what does not come says so after the time that was allowed', async () => {
  const { caller, agent } = await call({ does: 'ring' });
  await expect(caller.event('answered', { timeoutMs: 200 })).rejects.toMatchObject({ code: 'TIMED_OUT' });
  await caller.cancel();
  await agent.event('ended');
});

test('what is disposed of hangs up first; a phone calls out, twice at once', async () => {
  const { caller, agent } = await connected();
  await callers[Symbol.asyncDispose]();
  await agent.event('ended');
  expect(names(caller)).toContain('ended');
  // The caller's address is free again: a station there takes the phone's call.
  await using others = openSipkit({ sipp: program, server: phone.address });
  const desk = await others.customer({ localPort: callerPort, behaviour: { does: 'answer', afterMs: 0 } });
  const first = await phone.dial('*31', { from: '8001' });
  const second = await phone.dial('*32#', { from: '8001' });
  await Promise.all([first.event('answered'), second.event('answered')]);
  expect([await desk.incoming(), await desk.incoming()].map(({ to }) => to)).toEqual(['*31', '*32#']);
  await Promise.all([first.hangUp(), second.hangUp()]);
});

test('a call whose far end sends no reply at all is left behind quickly', async () => {
  const nobody = createSocket('udp4').bind(0, '127.0.0.1');
  await new Promise((resolve) => nobody.once('listening', resolve));
  const started = performance.now();
  {
    await using kit = openSipkit({
      sipp: program,
      server: { host: '127.0.0.1', port: nobody.address().port },
    });
    const caller = await kit.caller({ from: '1', to: '2' });
    await expect(caller.event('ringing', { timeoutMs: 100 })).rejects.toMatchObject({ code: 'TIMED_OUT' });
  }
  expect(lapse(started, performance.now())).toBeLessThan(5000);
  nobody.close();
});

test('a port that is taken is an error with SIPp’s own words', async () => {
  const taken = { from: '1', to: '2', localIp: '127.0.0.1', localPort: phone.address.port };
  await expect(callers.caller(taken)).rejects.toMatchObject({
    code: 'SIPP_FAILED',
    message: expect.stringContaining('bind'),
  });
});
