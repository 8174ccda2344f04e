import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { ensureAsterisk } from '../../src/host/asterisk/install.ts';
import { type AsteriskProcess, startAsterisk } from '../../src/host/asterisk/process.ts';
import { renderAsterisk } from '../../src/host/asterisk/render.ts';
import type { AsteriskSite } from '../../src/host/asterisk/site.ts';
import {
  findPrompts,
  intervalsOfMusic,
  type Leg,
  openSipkit,
  type Sipkit,
  tonePresence,
} from '../../src/sipkit/index.ts';
import { later } from '../host/machine.ts';
import { testSite } from '../host/support.ts';
import { readPrompts, sipp } from './support.ts';

/** In place of the product's dialplan: 400 rings a phone, 401 says two prompts; *31… from a phone calls out by the trunk. */
const dialplan = (sounds: string): string => `[from-trunk]
exten = 400,1,Dial(PJSIP/8001,30)
exten = 401,1,Answer()
 same = n,Playback(${sounds}/zh/queue.announce&${sounds}/zh/hold.reminder)
 same = n,Hangup(16)
[from-agents]
exten = _*31X.,1,Dial(PJSIP/\${EXTEN:3}@trunk,20)
`;

let asterisk: AsteriskProcess;
let dir: string;
let site: AsteriskSite;
let kit: Sipkit;

beforeAll(async () => {
  const root = await ensureAsterisk(() => undefined);
  dir = await mkdtemp(join(tmpdir(), 'sansheng-sipkit-'));
  site = await testSite();
  await renderAsterisk(dir, site);
  await writeFile(join(dir, 'etc', 'extensions.conf'), dialplan(site.sounds));
  asterisk = await startAsterisk(root, dir);
  kit = openSipkit({ sipp: await sipp(), server: { host: site.sipHost, port: site.sipPort } });
});

afterEach(async () => {
  await kit[Symbol.asyncDispose]();
});

afterAll(async () => {
  await asterisk?.stop();
  await rm(dir, { recursive: true, force: true });
});

const phone8001 = () =>
  kit.phone({
    id: '8001',
    secret: 'secret-of-8001',
    voice: { kind: 'tone', hz: 440 },
    behaviour: { does: 'answer', afterMs: 200 },
  });

/** Waits until a leg has heard a tone for half a second since a moment. */
async function hears(leg: Leg, hz: number, since: number): Promise<void> {
  const heardMs = (): number =>
    tonePresence(leg.rtp.heard(since), hz).reduce((sum, { from, to }) => sum + to - from, 0);
  await expect.poll(heardMs, { timeout: 10_000, interval: 50 }).toBeGreaterThan(500);
}

test('a wrong secret is refused', async () => {
  await expect(kit.phone({ id: '8002', secret: 'wrong-secret' })).rejects.toMatchObject({
    code: 'REGISTRATION_REFUSED',
  });
});

test('a caller and a registered phone hear each other, on hold the caller hears music and the phone nothing', async () => {
  const phone = await phone8001();
  const caller = await kit.caller({ from: '13800138000', to: '400', voice: { kind: 'tone', hz: 1000 } });
  const agent = await phone.incoming();
  expect(agent.from).toBe('13800138000');
  await caller.event('answered');
  await Promise.all([hears(caller, 440, 0), hears(agent, 1000, 0)]);

  const held = await agent.hold();
  const music = (): number => {
    const heard = intervalsOfMusic(caller.rtp.heard(held.at), { tones: [440] });
    return heard.reduce((sum, { from, to }) => sum + to - from, 0);
  };
  await expect.poll(music, { timeout: 10_000, interval: 50 }).toBeGreaterThan(1000);
  const resumed = await agent.resume();
  const whileHeld = { from: later(held.at, 200), to: resumed.at };
  expect(tonePresence(caller.rtp.heard(), 440, whileHeld)).toEqual([]);
  expect(agent.rtp.heard().runs.filter(({ from, to }) => from < whileHeld.to && to > whileHeld.from)).toEqual(
    [],
  );
  await Promise.all([hears(caller, 440, resumed.at), hears(agent, 1000, resumed.at)]);

  await caller.rtp.sendDigits('12#');
  await agent.rtp.sendDigits('9');
  expect(agent.rtp.digits().map(({ digit }) => digit)).toEqual(['1', '2', '#']);
  expect(caller.rtp.digits().map(({ digit }) => digit)).toEqual(['9']);
  await agent.hangUp();
  expect(await caller.event('ended')).toMatchObject({ end: { how: 'bye', by: 'far' } });
});

test('which prompts a caller heard, and when', async () => {
  const caller = await kit.caller({ from: '13800138000', to: '401' });
  await caller.event('answered');
  await caller.event('ended', { timeoutMs: 20_000 });
  const found = findPrompts(caller.rtp.heard(), await readPrompts('zh'));
  expect(found).toMatchObject([
    { name: 'queue.announce', whole: true },
    { name: 'hold.reminder', whole: true },
  ]);
  for (const { similarity } of found) expect(similarity).toBeGreaterThan(0.98);
});

test('a phone calls out with a digest, and a customer on the trunk takes call after call', async () => {
  const phone = await phone8001();
  const customer = await kit.customer({
    localPort: site.trunks[0]?.outboundPort ?? 0,
    behaviour: { does: 'answer', afterMs: 100 },
    voice: { kind: 'tone', hz: 700 },
  });
  for (const number of ['13800138000', '13900139000']) {
    const agent = await phone.dial(`*31${number}`);
    const answering = await customer.incoming();
    expect(answering.to).toBe(number);
    await agent.event('answered');
    await Promise.all([hears(agent, 700, 0), hears(answering, 440, 0)]);
    await answering.hangUp();
    expect(await agent.event('ended')).toMatchObject({ end: { how: 'bye', by: 'far' } });
  }
  customer.behave({ does: 'busy' });
  const refused = await phone.dial('*3113800138000');
  expect(await refused.event('ended')).toMatchObject({ end: { how: 'refused', by: 'far' } });
});
