// What an older store still has, or another program has written: it goes out to nobody as a command for a terminal, and turns no text around.

import { beforeEach, expect, it, vi } from 'vitest';
import { aBatch, aFact } from '../contract/store-samples.ts';
import { Office, TOKENS } from './support.ts';
import { aCallback, aHook, aReceiver, WebhookFixture } from './webhooks/support.ts';

/** Clears a terminal; a command of eight-bit terminals; turns the direction of writing; ends a line for a script. */
const EVIL = 'a\u001bc\u009b2J\u202e\u2066b\u2028';
const UNSEEN = /(?!\n|\r\n)[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;
const MOBILE = '13800138000';

let office: Office;
beforeEach(async () => {
  office = await Office.open();
  return () => office[Symbol.asyncDispose]();
});

async function raw(path: string): Promise<string> {
  const headers = { authorization: `Bearer ${TOKENS.admin}` };
  return (await fetch(office.parts.base + path, { headers, signal: AbortSignal.timeout(10_000) })).text();
}

it('an answer of the API means the same text, and shows none of it', async () => {
  await office.promised(MOBILE, { about: EVIL, name: EVIL });
  const text = await raw('/v1/callbacks');
  expect(text).not.toMatch(UNSEEN);
  expect(JSON.parse(text).callbacks[0]).toMatchObject({ about: EVIL, name: EVIL });
});

it('a table for a spreadsheet has marks in their place', async () => {
  await office.promised(MOBILE, { about: EVIL, name: EVIL });
  const text = await raw('/v1/callbacks/export.csv?numbers=full');
  expect(text.replaceAll('\r\n', '')).not.toMatch(UNSEEN);
  expect(text).toContain(',a\ufffdc\ufffd2J\ufffd\ufffdb\ufffd,');
});

it('a live event likewise', async () => {
  await office.commit(aBatch({ facts: [Object.assign(aFact(office.now, { call: 'c-1' }), { note: EVIL })] }));
  const { base } = office.parts;
  const headers = { authorization: `Bearer ${TOKENS.admin}` };
  const stream = await fetch(`${base}/v1/events?about=calls&after=0`, { headers });
  let text = '';
  for await (const piece of stream.body ?? []) {
    text += new TextDecoder().decode(piece);
    if (text.includes('"note"')) break;
  }
  expect(text).toContain('\\u001bc');
  expect(text).not.toMatch(UNSEEN);
});

it('a message of a webhook likewise', async () => {
  const [receiver, fixture] = [await aReceiver(), await WebhookFixture.open()];
  await fixture.start([aHook(receiver)]);
  await fixture.happens(aCallback('b1', { about: EVIL }), 'callbackPromised');
  await vi.waitFor(() => expect(receiver.received).toHaveLength(1), { timeout: 30_000 });
  expect(receiver.received[0]?.text).not.toMatch(UNSEEN);
  expect(receiver.received[0]?.body.callback).toMatchObject({ about: EVIL });
});

it.each(['name', 'about', 'by'])('none is taken in %s', async (field) => {
  for (const bad of ['a\u202eb', 'a\u2066b', 'a\u200fb', 'a\u001bb', 'a\u2028b']) {
    const wish = { number: MOBILE, line: '4008001234', [field]: bad };
    expect(await office.ask('POST', '/v1/callbacks', wish)).toMatchObject({ status: 400 });
  }
});
