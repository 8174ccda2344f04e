import { once } from 'node:events';
import { createServer } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { callbackRules } from '../../src/config/callbacks-schema.ts';
import { dialPatterns } from '../../src/config/dial-patterns.ts';
import type { Log, PresenceEvent, Telephony, TelephonyEvent } from '../../src/engine/ports.ts';
import { openSipkit, type Sipkit } from '../../src/sipkit/index.ts';
import { createAmiPresence } from '../../src/telephony/ami/presence.ts';
import { EVENT_TYPES } from '../../src/telephony/ari/events.ts';
import { createAriTelephony } from '../../src/telephony/ari/telephony.ts';
import { startTestAsterisk, type TestAsterisk } from './support/asterisk.ts';
import { EventLog, ONE_TRUNK, presenceOf, sippOf, telephonyOf } from './support/telephony-harness.ts';

const LINE = '4008001234';
const CALLER = '13800138000';
const quiet: Log = { debug: ignore, info: ignore, warn: ignore, error: ignore };

function ignore(): undefined {
  return undefined;
}

let asterisk: TestAsterisk;
let kit: Sipkit;
const open: Telephony[] = [];

beforeAll(async () => {
  asterisk = await startTestAsterisk();
});
afterEach(async () => {
  for (const telephony of open.splice(0)) await telephony.stop();
  await kit?.[Symbol.asyncDispose]();
});
afterAll(async () => {
  await asterisk?.stop();
});

/** A telephony that has been started, and all that it tells. */
async function started(): Promise<{ telephony: Telephony; seen: EventLog<TelephonyEvent> }> {
  const telephony = telephonyOf(asterisk, quiet);
  const seen = new EventLog<TelephonyEvent>();
  await telephony.start(seen.take);
  open.push(telephony);
  return { telephony, seen };
}

function ofType<T extends TelephonyEvent['type']>(seen: EventLog<TelephonyEvent>, type: T) {
  type Wanted = Extract<TelephonyEvent, { type: T }>;
  return seen.find((event): event is Wanted => event.type === type, type);
}

function sipkit(): Sipkit {
  const { sipHost: host, sipPort: port } = asterisk.site;
  kit = openSipkit({ sipp: sippOf(asterisk), server: { host, port } });
  return kit;
}

/** Asks Asterisk past the adapter. */
async function ask(path: string): Promise<Record<string, unknown>> {
  const { ariPort, ariPassword } = asterisk.site;
  const authorization = `Basic ${Buffer.from(`sansheng:${ariPassword}`).toString('base64')}`;
  const response = await fetch(`http://127.0.0.1:${ariPort}/ari${path}`, { headers: { authorization } });
  return (await response.json()) as Record<string, unknown>;
}

const heartbeat = async () => Number((await ask('/asterisk/variable?variable=SANSHENG_HEARTBEAT')).value);
const filter = async () => ((await ask('/applications/sansheng')).events_allowed as unknown[]).length;

describe('the first connection', () => {
  const ari = () => ({
    url: `http://127.0.0.1:${asterisk.site.ariPort}`,
    user: 'sansheng',
    password: asterisk.site.ariPassword,
    app: 'sansheng',
    sounds: asterisk.site.sounds,
    ...ONE_TRUNK,
    variables: () => ({}),
    log: quiet,
  });

  test('a wrong password is told with the user and the address, without the password', async () => {
    const { url } = ari();
    const starting = createAriTelephony({ ...ari(), password: 'wrong-password' }).start(ignore);
    const error: unknown = await starting.catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'BAD_CREDENTIALS', message: expect.stringContaining(url) });
    expect(error).toMatchObject({ message: expect.stringContaining('sansheng') });
    expect(JSON.stringify([String(error), error])).not.toContain('wrong-password');
  });

  test('nobody there is told', async () => {
    const starting = createAriTelephony({ ...ari(), url: 'http://127.0.0.1:9' }).start(ignore);
    await expect(starting).rejects.toMatchObject({
      code: 'UNREACHABLE',
      cure: expect.stringContaining('http.conf'),
    });
  });

  test('an Asterisk that is just starting, or stopping, does not end the process', async () => {
    const server = createServer((request, response) => {
      const ready = request.url?.includes('/asterisk/info') || request.url?.endsWith('resources.json');
      const apis = [{ path: '/api-docs/asterisk.{format}' }];
      const { port } = server.address() as { port: number };
      const basePath = `http://127.0.0.1:${port}/ari`;
      const body = JSON.stringify({ swaggerVersion: '1.1', basePath, apis });
      response.writeHead(ready ? 200 : 503, { 'content-type': 'application/json' }).end(body);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    const starting = createAriTelephony({ ...ari(), url: `http://127.0.0.1:${port}` }).start(ignore);
    await expect(starting).rejects.toMatchObject({ code: 'UNREACHABLE' });
    server.closeAllConnections();
    server.close();
  });

  test('AMI: a wrong password, and nobody there, are told', async () => {
    const { amiPort: port, amiPassword: password } = asterisk.site;
    const ami = { host: '127.0.0.1', port, user: 'sansheng', password, log: quiet };
    const wrong = createAmiPresence({ ...ami, password: 'wrong-password' }).start([], ignore);
    await expect(wrong).rejects.toMatchObject({ code: 'BAD_CREDENTIALS' });
    const nobody = createAmiPresence({ ...ami, port: 9 }).start([], ignore);
    await expect(nobody).rejects.toMatchObject({ code: 'UNREACHABLE' });
    const forged = createAmiPresence({ ...ami, user: 'sansheng\r\nAction: Originate' }).start([], ignore);
    await expect(forged).rejects.toMatchObject({ code: 'REFUSED' });
  });
});

describe('while it is linked', () => {
  test('only events of use come, and the dialplan sees the heart beat until the stop', async () => {
    const { telephony } = await started();
    expect(await filter()).toBe(EVENT_TYPES.length);
    const first = await heartbeat();
    expect(Math.abs(Date.now() / 1000 - first)).toBeLessThan(2);
    await vi.waitFor(async () => expect(await heartbeat()).toBeGreaterThan(first), { timeout: 5_000 });
    await telephony.stop();
    expect(await heartbeat()).toBe(0);
  });

  test('the dialplan is told whom the lines may call, whole, and again when that has changed', async () => {
    const [first = ''] = dialPatterns('CN', callbackRules('CN'));
    let variables: Record<string, string> = { SANSHENG_RULE_1_1: first, SANSHENG_RULE_1_2: '' };
    const telephony = telephonyOf(asterisk, quiet, undefined, () => variables);
    await telephony.start(ignore);
    open.push(telephony);
    const told = async () => (await ask('/asterisk/variable?variable=SANSHENG_RULE_1_1')).value;
    expect(await told()).toBe(first);
    variables = { SANSHENG_RULE_1_1: '' };
    await telephony.setVariables();
    expect(await told()).toBe('');
  });

  test.each(['*31', '*9', '*7130#', '*7113800138000#'])(
    "a feature code comes with the agent's name: %s",
    async (dialled) => {
      const { telephony, seen } = await started();
      const phone = await sipkit().phone({ id: '8001', secret: 'secret-of-8001' });
      const leg = await phone.dial(dialled);
      const code = await ofType(seen, 'codeDialled');
      expect(code).toMatchObject({ agent: '8001', code: dialled });
      await telephony.perform({ do: 'hangUp', leg: code.leg, reason: 'normal' });
      await leg.event('ended');
    },
  );
});

describe('a link that is lost', () => {
  test('another engine takes over what the one before it left', async () => {
    const before = await started();
    const caller = await sipkit().caller({ from: CALLER, to: LINE });
    const { leg } = await ofType(before.seen, 'callArrived');
    await before.telephony.perform({ do: 'answer', leg });
    await before.telephony.perform({ do: 'wait', leg });
    const play = { do: 'play', on: { leg }, prompts: ['first', 'second'], language: 'zh' } as const;
    await before.telephony.perform({ ...play, playback: 'left' });
    await ofType(before.seen, 'playStarted');
    await before.telephony.stop();

    const after = await started();
    const snapshot = await after.telephony.snapshot({ playbacks: ['left', 'never'] });
    const [{ caller: party, ...found } = expect.fail('no leg')] = snapshot.legs;
    expect({ ...snapshot, legs: [found] }).toEqual({
      legs: [{ leg, answered: true, held: false, place: 'music' }],
      bridges: [],
      playbacks: ['left'],
    });
    expect(party).toMatchObject({ line: LINE, from: CALLER });
    // of the same machine's clock
    expect(Math.abs(Date.now() - (party?.arrivedWall ?? 0))).toBeLessThan(60_000);
    expect(await ofType(after.seen, 'playEnded')).toMatchObject({ playback: 'left', outcome: 'done' });
    await caller.hangUp();
    expect(await ofType(after.seen, 'legEnded')).toMatchObject({ leg, how: 'hungUp' });
    expect(after.seen.events.map(({ type }) => type)).toEqual(['playEnded', 'legEnded']);
  });

  test('an application that somebody else takes is told, and taken back', async () => {
    const { telephony, seen } = await started();
    const other = await started();
    expect(await ofType(seen, 'linkDown')).toMatchObject({ cause: expect.stringContaining('another') });
    await expect(telephony.snapshot({ playbacks: [] })).rejects.toMatchObject({ code: 'LINK_DOWN' });
    await other.telephony.stop();
    await ofType(seen, 'linkUp');
  });

  test('Asterisk freezes and wakes again', async () => {
    const { seen } = await started();
    process.kill(asterisk.process.pid, 'SIGSTOP');
    try {
      await ofType(seen, 'linkDown');
    } finally {
      process.kill(asterisk.process.pid, 'SIGCONT');
    }
    await ofType(seen, 'linkUp');
  });

  test('Asterisk ends and is started again: everything is as it was at the start', async () => {
    const { telephony, seen } = await started();
    const presence = presenceOf(asterisk, quiet);
    const phones = new EventLog<PresenceEvent>();
    await presence.start(['8001'], phones.take);
    await asterisk.process.stop();
    await ofType(seen, 'linkDown');
    const answering = telephony.perform({ do: 'answer', leg: 'any' });
    await expect(answering).rejects.toMatchObject({ code: 'LINK_DOWN' });

    await asterisk.restart();
    await ofType(seen, 'linkUp');
    expect(await filter()).toBe(EVENT_TYPES.length);
    expect(await heartbeat()).toBeGreaterThan(0);
    await phones.find(
      (event): event is PresenceEvent => phones.events.indexOf(event) > 0,
      'the states again',
    );
    const caller = await sipkit().caller({ from: CALLER, to: LINE });
    const { leg } = await ofType(seen, 'callArrived');
    await telephony.perform({ do: 'answer', leg });
    await telephony.perform({ do: 'wait', leg });
    await caller.hangUp();
    expect(await ofType(seen, 'legEnded')).toMatchObject({ leg, how: 'hungUp' });
    await presence.stop();
  });
});
