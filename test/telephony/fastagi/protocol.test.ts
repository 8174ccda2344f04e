import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { quoted } from '../../../src/telephony/fastagi/protocol.ts';
import { createFastAgi } from '../../../src/telephony/fastagi/server.ts';
import { Channel, type Exchange, openExchange, requestText } from './support.ts';

let exchange: Exchange;
beforeEach(async () => {
  exchange = await openExchange({ limits: { answerMs: 5000, sessionMs: 1000 } });
});
afterEach(() => exchange.close());

const callbacks = () => exchange.store.callbacks({ limit: 100 });
const codes = () => exchange.logged.map(({ code }) => code);
const ending = (line: string) => requestText('callback').replace('\n\n', `\n${line}\n\n`);

describe('what comes by the port', () => {
  it.each([
    ['a web browser', 'GET / HTTP/1.1\r\nHost: localhost\r\n\r\n'],
    ['noise', Buffer.from(Array.from({ length: 2000 }, (_, i) => (i * 7919) % 256))],
    ['an endless line', 'x'.repeat(1_000_000)],
    ['an endless value', ending(`agi_arg_1: number=${'1'.repeat(100_000)}`)],
    ['an endless request', `agi_network: yes\n${'agi_x: y\n'.repeat(100_000)}`],
    ['no script', 'agi_network: yes\n\n'],
    ['nothing but an empty line', '\n'],
    ['a line of another form', ending('DROP TABLE callbacks')],
  ])('%s is cut off, and the port goes on', async (_, bytes) => {
    expect(await new Channel(exchange.port).say(bytes).set()).toEqual({});
    expect(codes()).toEqual(['AGI_UNREADABLE']);
    expect((await exchange.ask('callback')).SANSHENG_STATUS).toBe('CREATED');
    expect(await callbacks()).toHaveLength(1);
  });

  it('who connects and says nothing, or is slow, is cut off in time', async () => {
    const silent = new Channel(exchange.port);
    const slow = new Channel(exchange.port);
    const drip = setInterval(() => slow.say('agi_x: y\n'), 100);
    try {
      await Promise.all([silent.closed, slow.closed]);
    } finally {
      clearInterval(drip);
    }
    expect(codes()).toEqual(['AGI_UNREADABLE', 'AGI_UNREADABLE']);
  });

  it('a request in pieces is a request', async () => {
    const channel = new Channel(exchange.port);
    for (const piece of requestText('callback', ['number=13800000009']).match(/[\s\S]{1,60}/g) ?? []) {
      channel.say(piece);
      await pause(1);
    }
    expect((await channel.set()).SANSHENG_STATUS).toBe('CREATED');
  });

  it('a caller who hangs up in the middle has the callback all the same', async () => {
    const channel = new Channel(exchange.port, null);
    channel.say(requestText('callback'));
    await expect.poll(() => channel.heard).toContain('SET VARIABLE');
    channel.socket.destroy();
    await channel.closed;
    expect(await callbacks()).toHaveLength(1);
    expect(exchange.logged).toEqual([]);
  });

  it('HANGUP between the answers is no answer', async () => {
    const channel = new Channel(exchange.port, 'HANGUP\n200 result=1\n');
    channel.say(requestText('callback'));
    expect((await channel.set()).SANSHENG_STATUS).toBe('CREATED');
  });

  it('a channel that takes no variables is left alone', async () => {
    const channel = new Channel(exchange.port, '511 Command Not Permitted on a dead channel\n');
    await channel.say(requestText('callback')).closed;
    expect(Object.keys(channel.variables)).toEqual(['SANSHENG_CALLBACK']);
    expect(await callbacks()).toHaveLength(1);
  });
});

describe('what is sent back', () => {
  it('is quoted', () => {
    expect(quoted('a "b" \\c')).toBe('"a \\"b\\" \\\\c"');
  });

  it.each(['a\nHANGUP', 'a\rb', 'a\0b'])('has no second line: %j', (value) => {
    expect(() => quoted(value)).toThrow('control character');
  });

  it('whatever a caller sends as a name or number, nothing but our own words comes back', async () => {
    const evil = `"\\nHANGUP\\n$\{SHELL(id)}`;
    const channel = new Channel(exchange.port);
    channel.say(requestText('callback', [`number=${evil}`], { agi_callerid: evil, agi_calleridname: evil }));
    await channel.closed;
    expect(channel.heard.split('\n').filter((line) => line !== '')).toEqual([
      'SET VARIABLE SANSHENG_CALLBACK ""',
      'SET VARIABLE SANSHENG_STATUS "REFUSED"',
      'SET VARIABLE SANSHENG_REASON "noNumber"',
    ]);
  });
});

describe('the port', () => {
  it('that another program has is said with its cure', async () => {
    const agi = createFastAgi(exchange.port, {} as never, {} as never);
    await expect(agi.start()).rejects.toMatchObject({ code: 'AGI_PORT_UNUSABLE' });
    await agi.stop();
  });

  it('is free again when the engine has stopped, whoever is connected', async () => {
    const channel = new Channel(exchange.port);
    await once(channel.socket, 'connect');
    await exchange.close();
    await channel.closed;
    const server = createServer();
    await new Promise<void>((go) => server.listen(exchange.port, '127.0.0.1', go));
    await new Promise((go) => server.close(go));
    exchange = await openExchange();
  });
});
