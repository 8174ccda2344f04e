import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { EventName } from '../../../src/core/facts.ts';
import { aBatch } from '../../contract/store-samples.ts';
import { aCallback, aHook, aReceiver, type Receiver, WebhookFixture } from './support.ts';

const LIFE: readonly EventName[] = [
  'callbackPromised',
  'callbackDue',
  'customerDialled',
  'customerNotReached',
  'callbackAtRisk',
  'callbackOverdue',
  'callbackSettled',
];
const TOLD = ['created', 'due', 'attempt', 'notReached', 'atRisk', 'overdue', 'settled'];
const PATIENT = { timeout: 30_000 };

const whole = (receiver: Receiver, callback: string, told: readonly string[] = TOLD) =>
  vi.waitFor(() => expect(receiver.told(callback)).toEqual(told), PATIENT);

/** What docs/developers/webhooks.md gives receivers to check signatures with. */
async function snippet(): Promise<(header: string | undefined, body: string, secret: string) => boolean> {
  const page = readFileSync(
    join(import.meta.dirname, '..', '..', '..', 'docs', 'developers', 'webhooks.md'),
    'utf8',
  );
  const code = /```js\n([\s\S]*?)```/.exec(page)?.[1] ?? '';
  return (await import(`data:text/javascript,${encodeURIComponent(code)}`)).isGenuine;
}

describe('a message', () => {
  it('says what has happened to which callback, and is signed over time and body', async () => {
    const [receiver, fixture] = [await aReceiver(), await WebhookFixture.open()];
    await fixture.start([aHook(receiver)]);
    await fixture.happens(aCallback('b1'), 'callbackPromised');
    await whole(receiver, 'b1', ['created']);
    const [message] = receiver.received;
    const { headers, text, body } = message ?? expect.fail('nothing came');
    expect(headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'sansheng-event': 'created',
      'sansheng-id': body.id,
    });
    expect(body).toMatchObject({
      event: 'created',
      callback: { id: 'b1', number: '+8613800138000', line: '4008001234', status: 'due', revision: 1 },
    });
    const { secret } = aHook(receiver);
    const signature = String(headers['sansheng-signature']);
    const isGenuine = await snippet();
    expect(isGenuine(signature, text, secret)).toBe(true);
    expect(isGenuine(signature, text.replace('due', 'xxx'), secret)).toBe(false);
    expect(isGenuine(signature.replace('t=1', 't=2'), text, secret)).toBe(false);
    expect(isGenuine(signature, text, `${secret}!`)).toBe(false);
    expect(isGenuine(undefined, text, secret)).toBe(false);
  });

  it('privacy.customer: has the number masked, and no more where the configuration does not say so', async () => {
    const [receiver, fixture] = [await aReceiver(), await WebhookFixture.open()];
    await fixture.start([aHook(receiver, { numbers: 'masked' })]);
    await fixture.happens(aCallback('b1', { about: 'ring 13900139000 please' }), 'callbackPromised');
    await whole(receiver, 'b1', ['created']);
    expect(receiver.received[0]?.text).not.toMatch(/138001|139001/);
    expect(receiver.received[0]?.body.callback).toMatchObject({ number: '+86*********00' });
  });

  it('is of the events and the lines that are asked for alone', async () => {
    const [receiver, fixture] = [await aReceiver(), await WebhookFixture.open()];
    await fixture.start([aHook(receiver, { events: ['settled', 'joined'], lines: ['4008001234'] })]);
    await fixture.happens(aCallback('other', { line: '4008000001' }), ...LIFE);
    const one = aCallback('b1');
    await fixture.happens(one, ...LIFE);
    const joined = fixture.fact(one, 'callbackPromised', { joined: true });
    fixture.feed.publish(await fixture.store.commit(aBatch({ facts: [joined] })));
    await whole(receiver, 'b1', ['settled', 'joined']);
    expect(receiver.received).toHaveLength(2);
  });

  it('comes of what has happened since the webhook is there, not of what was before', async () => {
    const [receiver, fixture] = [await aReceiver(), await WebhookFixture.open()];
    await fixture.happens(aCallback('before'), ...LIFE);
    await fixture.start([aHook(receiver)]);
    await fixture.happens(aCallback('b1'), ...LIFE);
    await whole(receiver, 'b1');
    expect(receiver.told('before')).toEqual([]);
  });
});

describe('a receiver that is', () => {
  const bad: [string, (receiver: Receiver) => void, string][] = [
    ['broken', (receiver) => (receiver.manner = () => 500), 'it answers 500'],
    ['moved', (receiver) => (receiver.manner = () => 302), 'it answers 302'],
    ['silent', (receiver) => (receiver.manner = () => 'silent'), 'no answer within 200 ms'],
    ['down', (receiver) => void receiver.close(), 'ECONNREFUSED'],
  ];
  it.each(bad)('%s gets all of it when it is well again, in order', async (_, spoil, why) => {
    const [receiver, fixture] = [await aReceiver(), await WebhookFixture.open()];
    await fixture.start([aHook(receiver)], { answer: 200, retry: [60_000, 20] });
    spoil(receiver);
    for (const id of ['b1', 'b2', 'b3']) await fixture.happens(aCallback(id), ...LIFE);
    await vi.waitFor(async () => {
      expect(await fixture.state()).toMatchObject({ pending: 21, failure: why });
      // no attempt is under way any more: a late failure would be logged after a success
      expect(await fixture.due(receiver.url)).toEqual([]);
    }, PATIENT);
    expect(fixture.logged).toEqual(['WEBHOOK_FAILING']);
    receiver.manner = () => 200;
    await receiver.close();
    receiver.received.length = 0;
    await receiver.open();
    // from here on only a receiver that is not well takes that long, not a machine with much to do
    fixture.times.answer = 10_000;
    // the sender sees first that its connections to the closed receiver are gone
    await new Promise((go) => setTimeout(go, 50));
    fixture.ahead = 60_000;
    for (const id of ['b1', 'b2', 'b3']) await whole(receiver, id);
    await vi.waitFor(
      async () => expect(await fixture.state()).toMatchObject({ pending: 0, failure: null }),
      PATIENT,
    );
    expect(fixture.logged).toEqual(['WEBHOOK_FAILING', 'a webhook takes messages again']);
    expect(receiver.received.every(({ genuine }) => genuine)).toBe(true);
  });

  it('at odds with one callback holds up no other', async () => {
    const [receiver, fixture] = [await aReceiver(), await WebhookFixture.open()];
    receiver.manner = ({ body }) => (body.callback.id === 'poison' ? 400 : 200);
    await fixture.start([aHook(receiver)]);
    await fixture.happens(aCallback('poison'), ...LIFE);
    await fixture.happens(aCallback('b1'), ...LIFE);
    await whole(receiver, 'b1');
    expect(receiver.told('poison')).toEqual(['created']);
    // the receiver has a message before its sender has noted that
    await vi.waitFor(async () => expect(await fixture.state()).toMatchObject({ pending: 7 }), PATIENT);
  });

  it('never well is given up after a day, loudly', async () => {
    const [receiver, fixture] = [await aReceiver(), await WebhookFixture.open()];
    receiver.manner = () => 503;
    await fixture.start([aHook(receiver)]);
    await fixture.happens(aCallback('b1'), 'callbackPromised');
    await vi.waitFor(() => expect(receiver.received.length).toBeGreaterThan(2), PATIENT);
    fixture.ahead = 3_700_000;
    await vi.waitFor(
      async () => expect(await fixture.state()).toMatchObject({ pending: 0, givenUp: 1 }),
      PATIENT,
    );
    expect(fixture.logged).toEqual(['WEBHOOK_FAILING', 'WEBHOOK_GIVEN_UP']);
  });
});

describe('a restart', () => {
  it('loses nothing, whenever it comes: at least once, in order, the same id each time', async () => {
    const [receiver, fixture] = [await aReceiver(), await WebhookFixture.open()];
    const ids = Array.from({ length: 10 }, (_, i) => `b${i}`);
    let turn = 0;
    // takes every third, answers the others with a fault or not at all
    receiver.manner = () => [500, 200, 'silent' as const][(turn++ + 1) % 3] ?? 200;
    for (const id of ids) {
      await fixture.start([aHook(receiver)], { answer: 50 });
      await fixture.happens(aCallback(id), ...LIFE);
      await vi.waitFor(() => expect(receiver.received.length).toBeGreaterThan(turn / 2), PATIENT);
      await fixture.stop();
      // while nobody follows
      await fixture.happens(aCallback(`${id}-away`), 'callbackPromised');
    }
    receiver.manner = () => 200;
    await fixture.start([aHook(receiver)]);
    for (const id of ids) {
      await whole(receiver, id);
      await whole(receiver, `${id}-away`, ['created']);
    }
    const events = new Map(receiver.received.map(({ body, text }) => [body.id, text]));
    expect(events.size).toBe(10 * (LIFE.length + 1));
    // what is sent again is the same to the letter
    for (const { body, text } of receiver.received) expect(events.get(body.id)).toBe(text);
  });

  it('without a webhook forgets what there was to tell it', async () => {
    const [receiver, fixture] = [await aReceiver(), await WebhookFixture.open()];
    receiver.manner = () => 500;
    await fixture.start([aHook(receiver)]);
    await fixture.happens(aCallback('b1'), 'callbackPromised');
    await vi.waitFor(async () => expect((await fixture.state()).pending).toBe(1), PATIENT);
    await fixture.stop();
    await fixture.start([]);
    await expect(fixture.state()).rejects.toThrow('no webhook is followed');
  });
});

it('what the store has not kept is not told, and it goes on when the store does', async () => {
  const [receiver, fixture] = [await aReceiver(), await WebhookFixture.open()];
  await fixture.start([aHook(receiver)]);
  const other = new Database(fixture.file);
  onTestFinished(() => void other.close());
  await fixture.happens(aCallback('b1'), 'callbackPromised');
  await whole(receiver, 'b1', ['created']);
  other.exec('BEGIN IMMEDIATE');
  await expect(fixture.happens(aCallback('b2'), 'callbackPromised')).rejects.toMatchObject({
    code: 'STORE_BUSY',
  });
  other.exec('ROLLBACK');
  await fixture.happens(aCallback('b3'), 'callbackPromised');
  await whole(receiver, 'b3', ['created']);
  other.exec('BEGIN IMMEDIATE');
  await expect(fixture.happens(aCallback('b4'), 'callbackPromised')).rejects.toMatchObject({
    code: 'STORE_BUSY',
  });
  other.exec('ROLLBACK');
  await fixture.happens(aCallback('b4'), 'callbackPromised');
  await whole(receiver, 'b4', ['created']);
  expect(receiver.told('b2')).toEqual([]);
});

describe('what cannot be followed', () => {
  it('because the outbox refuses holds up nothing else in the process, and is sent later', async () => {
    const [receiver, fixture] = [await aReceiver(), await WebhookFixture.open()];
    await fixture.start([aHook(receiver)]);
    fixture.refusals = 100_000;
    await fixture.happens(aCallback('b1'), 'callbackPromised');
    await new Promise((go) => setTimeout(go, 50));
    // some attempts in that time, not as many as the processor can do
    expect(fixture.refusals).toBeGreaterThan(99_000);
    expect(fixture.logged).toEqual(['WEBHOOK_STUCK']);
    fixture.refusals = 0;
    await whole(receiver, 'b1', ['created']);
  });

  it('because a stored callback cannot be read is logged once, and the others are sent', async () => {
    const [receiver, fixture] = [await aReceiver(), await WebhookFixture.open()];
    await fixture.start([aHook(receiver)]);
    const cut = aCallback('cut');
    const facts = [fixture.fact(cut, 'callbackPromised'), fixture.fact(cut, 'callbackDue')];
    const committed = await fixture.store.commit(aBatch({ callbacks: [cut], facts }));
    const other = new Database(fixture.file);
    onTestFinished(() => void other.close());
    other.exec(`UPDATE callbacks SET state = '{}' WHERE id = 'cut'`);
    fixture.feed.publish(committed);
    await fixture.happens(aCallback('b1'), ...LIFE);
    await whole(receiver, 'b1');
    expect(receiver.told('cut')).toEqual([]);
    expect(fixture.logged).toEqual(['WEBHOOK_CALLBACK_UNREADABLE']);
  });
});
