import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { AriConnection } from '../../../src/telephony/ari/client.ts';
import { type FakeAri, openFakeAri } from './fake-ari.ts';

const JSON_TYPE = { 'content-type': 'application/json' };

let ari: FakeAri;
let connection: AriConnection;

beforeEach(async () => {
  ari = await openFakeAri();
  const events = { message: () => undefined, closed: () => undefined };
  connection = await AriConnection.open({ url: ari.url, user: 'u', password: 'pä', app: 'sansheng' }, events);
});
afterEach(async () => {
  connection.end('the test is over');
  await ari.close();
});

/** Asks for a bridge, which is an operation whose answer holds something. */
const make = () => connection.request('bridges', 'createWithId', { bridgeId: 'b1', type: 'mixing' });
/** Asks for something whose answer holds nothing. */
const add = () => connection.request('bridges', 'addChannel', { bridgeId: 'b1', channel: 'c1' });

describe('what is sent', () => {
  it('has each parameter where the description of ARI wants it, encoded', async () => {
    await connection.request('bridges', 'createWithId', { bridgeId: 'b 1/é', type: 'a,b', name: undefined });
    await connection.request('channels', 'originate', {
      endpoint: 'PJSIP/8001',
      timeout: 3,
      callerId: '"坐席 1" <1>',
      variables: { 'TALK_DETECT(set)': '1,2' },
    });
    const filter = { allowed: [{ type: 'Dial' }] };
    await connection.request('applications', 'filter', { applicationName: 'sansheng', filter });
    expect(ari.asked.map(({ method, url, body }) => `${method} ${url} ${body}`)).toEqual([
      'POST /ari/bridges/b%201%2F%C3%A9?type=a%2Cb ',
      `POST /ari/channels?endpoint=PJSIP%2F8001&timeout=3&callerId=${encodeURIComponent('"坐席 1" <1>')} {"variables":{"TALK_DETECT(set)":"1,2"}}`,
      'PUT /ari/applications/sansheng/eventFilter {"allowed":[{"type":"Dial"}]}',
    ]);
    const sent = `Basic ${Buffer.from('u:pä').toString('base64')}`;
    expect(new Set(ari.asked.map(({ headers }) => headers.authorization))).toEqual(new Set([sent]));
  });

  it('goes over a connection that stays open', async () => {
    for (let n = 0; n < 5; n += 1) await add();
    expect(ari.connections()).toBe(1);
  });
});

describe('what an answer means', () => {
  it.each([
    ['an object', 200, '{"id":"坐席"}', { id: '坐席' }],
    ['a list', 200, '[{"id":"1"}]', [{ id: '1' }]],
    ['nothing', 200, '', undefined],
    ['no content', 204, '', undefined],
  ])('done: %s', async (_, status, body, holds) => {
    ari.answer((__, answer) => answer.writeHead(status, JSON_TYPE).end(body));
    expect(await make()).toEqual(holds);
    expect(await add()).toBeUndefined();
  });

  it.each([
    ['a leg that has gone', 404, '{"message":"Channel not found"}', 'LEG_GONE', 'Channel not found'],
    ['a bridge that has gone', 404, '{"message":"Bridge not found"}', 'NOT_FOUND', 'Bridge not found'],
    [
      'a bridge in pieces',
      409,
      '{"message":"Bridge not in Stasis application"}',
      'NOT_FOUND',
      'not in Stasis',
    ],
    ['a leg in pieces', 409, '{"message":"Channel not in Stasis application"}', 'REFUSED', 'not in Stasis'],
    ['not there', 422, '{"message":"Channel not in this bridge"}', 'REFUSED', 'not in this bridge'],
    ['no phone', 500, '{"error":"Allocation failed"}', 'REFUSED', 'Allocation failed'],
    ['an error without a word', 500, '', 'REFUSED', 'Asterisk refused'],
    ['a wrong password, later', 401, '', 'REFUSED', 'Asterisk refused'],
    ['half an error', 500, '{"message":', 'REFUSED', '{"message":'],
    ['a page of something in between', 503, '<html>gateway</html>', 'REFUSED', 'gateway'],
  ])('not done: %s', async (_, status, body, code, words) => {
    ari.answer((__, answer) => answer.writeHead(status, JSON_TYPE).end(body));
    const message = expect.stringContaining(words);
    await expect(make()).rejects.toMatchObject({ code, message });
    await expect(add()).rejects.toMatchObject({ code, message });
  });

  it.each(['{"id":', '<html>gateway</html>'])('cannot be read: %s', async (body) => {
    ari.answer((_, answer) => answer.writeHead(200, JSON_TYPE).end(body));
    const message = expect.stringContaining('the answer cannot be read');
    await expect(make()).rejects.toMatchObject({ code: 'REFUSED', message });
    // nobody reads what this one holds
    expect(await add()).toBeUndefined();
  });
});

describe('a request without an answer', () => {
  const head = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n';

  it.each([
    ['is cut before it', ''],
    ['is cut in its head', 'HTTP/1.1 200 OK\r\nContent-Le'],
    ['is cut in its body', `${head}Content-Length: 100\r\n\r\n{"id":"1"}`],
    ['is cut between its parts', `${head}Transfer-Encoding: chunked\r\n\r\n5\r\n{"id"\r\n`],
    ['is no HTTP', 'SSH-2.0-OpenSSH\r\n'],
  ])('may have been done, and ends with the time limit: %s', async (_, text) => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const cut = new Promise<void>((resolve) => {
      ari.answer(({ socket }) => {
        socket.once('close', () => resolve());
        socket.end(text);
      });
    });
    const failed = make().catch((error: unknown) => error);
    await cut;
    expect(vi.getTimerCount()).toBe(1);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(await failed).toMatchObject({ code: 'TIMED_OUT' });
  });

  it('ends with the time limit, and with its connection; the next one is answered', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const closed = new Promise<void>((resolve) => {
      ari.answer(({ socket }) => socket.once('close', () => resolve()));
    });
    const failed = make().catch((error: unknown) => error);
    await vi.waitUntil(() => ari.asked.length === 1);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(await failed).toMatchObject({ code: 'TIMED_OUT' });
    await closed;
    ari.answer((_, answer) => answer.writeHead(204).end());
    await add();
  });

  it('ends when the link does', async () => {
    ari.answer(() => undefined);
    const failed = make().catch((error: unknown) => error);
    connection.end('the test ends it');
    expect(await failed).toMatchObject({ code: 'LINK_DOWN' });
    await expect(add()).rejects.toMatchObject({ code: 'LINK_DOWN' });
  });
});

describe('a connection that fails', () => {
  it('before the request could be sent: nobody waits, and it is known that nothing was done', async () => {
    await add();
    await ari.refuse();
    await new Promise(setImmediate);
    const since = performance.now();
    for (const request of [add, make]) {
      const message = expect.stringContaining('ECONNREFUSED');
      await expect(request()).rejects.toMatchObject({ code: 'UNREACHABLE', message });
    }
    expect(performance.now() - since).toBeLessThan(2_000);
  });

  it('was open before, and Asterisk has closed it meanwhile: the request is sent once more, over a new one', async () => {
    await add();
    const before = ari.connections();
    const closesOne = () => {
      let left = 1;
      ari.answer(({ socket }, answer) => {
        left -= 1;
        if (left < 0) answer.writeHead(200, JSON_TYPE).end('{"id":"b1"}');
        else socket.destroy();
      });
    };
    closesOne();
    const since = performance.now();
    expect(await make()).toEqual({ id: 'b1' });
    expect(performance.now() - since).toBeLessThan(2_000);
    expect(ari.asked.map(({ method, url }) => `${method} ${url.split('?')[0]}`).slice(1)).toEqual([
      'POST /ari/bridges/b1',
      'POST /ari/bridges/b1',
    ]);
    expect(ari.connections()).toBe(before + 1);
  });

  it('is not tried again where Asterisk may have done what must not be done twice', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    await add();
    const cut = new Promise<void>((resolve) => {
      ari.answer(({ socket }) => {
        socket.once('close', () => resolve());
        socket.destroy();
      });
    });
    const failed = add().catch((error: unknown) => error);
    await cut;
    await new Promise(setImmediate);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(await failed).toMatchObject({ code: 'TIMED_OUT' });
    expect(ari.asked).toHaveLength(2);
  });
});
