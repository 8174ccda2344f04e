import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Bridges } from '../../../src/telephony/ari/bridges.ts';
import { AriConnection } from '../../../src/telephony/ari/client.ts';
import type { AriContext } from '../../../src/telephony/ari/context.ts';
import { Legs } from '../../../src/telephony/ari/legs.ts';
import { perform } from '../../../src/telephony/ari/perform.ts';
import { Playbacks } from '../../../src/telephony/ari/playbacks.ts';
import { WaitingMusic } from '../../../src/telephony/ari/waiting-music.ts';
import { type FakeAri, openFakeAri } from './fake-ari.ts';

const CONNECT = { do: 'connect', bridge: 'b1', caller: 'in-1', agent: 'out-1' } as const;

let ari: FakeAri;
let connection: AriConnection;
let context: AriContext;
let bridges: Bridges;
let legs: Legs;
beforeEach(async () => {
  ari = await openFakeAri();
  const events = { message: () => undefined, closed: () => undefined };
  connection = await AriConnection.open({ url: ari.url, user: 'u', password: 'p', app: 'sansheng' }, events);
  legs = new Legs();
  for (const leg of [CONNECT.caller, CONNECT.agent]) legs.expect(leg, false);
  bridges = new Bridges();
  const playbacks = new Playbacks(() => false);
  const nothing = () => undefined;
  const log = { debug: nothing, info: nothing, warn: nothing, error: nothing };
  const known = { legs, bridges, playbacks, log, waitingMusic: new WaitingMusic(legs, log), app: 'sansheng' };
  context = { ...known, connection: () => connection } as unknown as AriContext;
});
afterEach(async () => {
  connection.end('the test is over');
  await ari.close();
});

/** What Asterisk was asked, without queries but for the channel. */
const asked = () =>
  ari.asked.map(({ method, url }) => {
    const { pathname, searchParams } = new URL(url, ari.url);
    return `${method} ${pathname.replace('/ari/bridges/b1', '')} ${searchParams.get('channel') ?? ''}`.trim();
  });

/** Asterisk answers so as this leg is to enter the bridge. */
function answersAt(leg: string, status: number, message: string): void {
  ari.answer(({ url = '' }, answer) => {
    const isIt = /\/(?:add|remove)Channel/.test(url) && url.includes(`channel=${leg}`);
    if (isIt)
      answer.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ message }));
    else answer.writeHead(204).end();
  });
}

it('two whom Asterisk has refused to connect leave the bridge, which stays for the second try', async () => {
  answersAt(CONNECT.caller, 500, 'a fault');
  await expect(perform(context, CONNECT)).rejects.toMatchObject({ code: 'REFUSED' });
  expect(asked().slice(-2).toSorted()).toEqual(['POST /removeChannel in-1', 'POST /removeChannel out-1']);
  expect(asked().some((one) => one.startsWith('DELETE'))).toBe(false);
});

it('where one of the two has gone the bridge is of no use, and ended', async () => {
  answersAt(CONNECT.caller, 400, 'Channel not found');
  await expect(perform(context, CONNECT)).rejects.toMatchObject({ code: 'LEG_GONE' });
  expect(asked().at(-1)).toBe('DELETE');
});

it('where one has ended while it is put into the bridge, Asterisk says yes and the bridge is ended all the same', async () => {
  ari.answer(({ url = '' }, answer) => {
    if (url.includes('addChannel') && url.includes(`channel=${CONNECT.caller}`)) {
      legs.take({ type: 'StasisEnd', channel: { id: CONNECT.caller, caller: { number: '' } } });
    }
    answer.writeHead(204).end();
  });
  await expect(perform(context, CONNECT)).rejects.toMatchObject({ code: 'LEG_GONE' });
  expect(asked().at(-1)).toBe('DELETE');
});

it('a prompt for one who has just ended is refused, though Asterisk takes it', async () => {
  legs.take({ type: 'StasisEnd', channel: { id: CONNECT.caller, caller: { number: '' } } });
  const on = { leg: CONNECT.caller };
  const play = { do: 'play', playback: 'p1', on, prompts: ['first'], language: 'zh' } as const;
  await expect(perform(context, play)).rejects.toMatchObject({ code: 'LEG_GONE' });
  expect(ari.asked).toHaveLength(1);
  expect(context.playbacks.has('p1')).toBe(false);
});

const END = { do: 'endBridge', bridge: 'b1' } as const;
const hold = (type: 'ChannelHold' | 'ChannelUnhold', id = CONNECT.agent) =>
  bridges.take({ type, channel: { id, caller: { number: '' } } });

describe('a bridge that is ended', () => {
  const since = () => asked().slice(3);

  it('is one request where the caller has hung up, and nobody holds', async () => {
    await perform(context, CONNECT);
    hold('ChannelHold');
    hold('ChannelUnhold');
    legs.take({
      type: 'ChannelDestroyed',
      channel: { id: CONNECT.caller, caller: { number: '' } },
      cause: 16,
    });
    await perform(context, END);
    expect(since()).toEqual(['DELETE']);
  });

  it('is left by the caller first though the agent is being hung up, or has ended', async () => {
    await perform(context, CONNECT);
    legs.markEnding(CONNECT.agent);
    await perform(context, END);
    expect(since()).toEqual(['POST /removeChannel in-1', 'DELETE']);
  });

  it('is left by the caller first, so that what is played to him then is played', async () => {
    await perform(context, CONNECT);
    await perform(context, END);
    expect(since()).toEqual(['POST /removeChannel in-1', 'DELETE']);
  });

  it('is left by both, one after the other, where one holds, so that no prompt is cut off', async () => {
    await perform(context, CONNECT);
    hold('ChannelHold');
    await perform(context, END);
    expect(since()).toEqual(['POST /removeChannel in-1', 'POST /removeChannel out-1', 'DELETE']);
  });

  it('is left by the one who is there where the other one has died on hold', async () => {
    await perform(context, CONNECT);
    hold('ChannelHold');
    const gone = {
      type: 'ChannelDestroyed',
      channel: { id: CONNECT.agent, caller: { number: '' } },
    } as const;
    bridges.take({ ...gone, cause: 44 });
    legs.take({ ...gone, cause: 44 });
    await perform(context, END);
    expect(since()).toEqual(['POST /removeChannel in-1', 'DELETE']);
  });

  it('is asked for who is in it where it was made over another link', async () => {
    ari.answer(({ method }, answer) => {
      if (method === 'GET') answer.end(JSON.stringify({ channels: ['in-1', 'out-1'] }));
      else answer.writeHead(204).end();
    });
    await perform(context, END);
    expect(asked()).toEqual(['GET', 'POST /removeChannel in-1', 'POST /removeChannel out-1', 'DELETE']);
  });
});
