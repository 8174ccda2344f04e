import { createHash } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { Fact } from '../../src/core/facts.ts';
import { aBatch, aFact, anAuditEntry } from '../contract/store-samples.ts';
import { fault, Office, TOKENS } from './support.ts';

let office: Office;

beforeEach(async () => {
  office = await Office.open();
  return () => office[Symbol.asyncDispose]();
});

interface Event {
  readonly id: number;
  // biome-ignore lint/suspicious/noExplicitAny: what JSON gives
  readonly data: any;
}

/** A client that follows the events. */
class Follower {
  readonly events: Event[] = [];
  readonly status: number;
  readonly #leave = new AbortController();
  /** Resolves when the stream has ended, by whomever. */
  readonly over: Promise<void>;

  private constructor(response: Response, leave: AbortController) {
    this.status = response.status;
    this.#leave = leave;
    this.over = this.#read(response).catch(() => undefined);
  }

  static async open(query = '', headers: Record<string, string> = {}, token = TOKENS.operator) {
    const leave = new AbortController();
    const response = await fetch(`${office.parts.base}/v1/events${query}`, {
      headers: { authorization: `Bearer ${token}`, ...headers },
      signal: leave.signal,
    });
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    const follower = new Follower(response, leave);
    onTestFinished(() => follower.leave());
    return follower;
  }

  async has(count: number): Promise<Event[]> {
    await expect.poll(() => this.events.length, { timeout: 10_000 }).toBeGreaterThanOrEqual(count);
    return this.events;
  }

  leave(): void {
    this.#leave.abort();
  }

  async #read(response: Response): Promise<void> {
    let text = '';
    for await (const piece of response.body ?? []) {
      text += new TextDecoder().decode(piece);
      const blocks = text.split('\n\n');
      text = blocks.pop() ?? '';
      for (const block of blocks) {
        const field = (name: string) =>
          block
            .split('\n')
            .find((line) => line.startsWith(`${name}: `))
            ?.slice(name.length + 2);
        const data = field('data');
        if (data) this.events.push({ id: Number(field('id')), data: JSON.parse(data) });
      }
    }
  }
}

describe('live events', () => {
  it('come as they are kept, each once, with the number of the fact as id', async () => {
    await office.promised('13800138000');
    const follower = await Follower.open();
    const id = await office.promised('13912345678');
    const [first] = await follower.has(1);
    expect(first?.data).toMatchObject({
      ...{ about: 'callbacks', what: 'callbackPromised', callback: id, detail: { kind: 'queue' } },
      ...{ at: new Date(office.now).toISOString(), verdict: null },
    });
    const facts = await office.parts.store.facts((first?.id ?? 0) - 1, 1);
    expect(facts).toMatchObject([{ number: first?.id, fact: { callback: id } }]);
  });

  it('go on after the last that was received: nothing is missed, nothing comes twice', async () => {
    const follower = await Follower.open();
    await office.promised('13800138000');
    const [first] = await follower.has(1);
    follower.leave();
    await follower.over;
    const missed = [await office.promised('13800138001'), await office.promised('13800138002')];
    const back = await Follower.open('', { 'last-event-id': String(first?.id) });
    missed.push(await office.promised('13800138003'));
    const events = await back.has(3);
    expect(events.map(({ data }) => data.callback)).toEqual(missed);
    const other = await Follower.open(`?after=${first?.id}`);
    expect((await other.has(3)).map(({ data }) => data.callback)).toEqual(missed);
  });

  it('come without the store being asked, and with what another process has added in between', async () => {
    const { store, ports } = office.parts;
    const reads: number[] = [];
    const real = store.facts.bind(store);
    ports.queries.facts = async (after, limit) => {
      reads.push(after);
      return real(after, limit);
    };
    const follower = await Follower.open();
    await expect.poll(() => reads.length).toBe(1);
    const ids = [await office.promised('13800138000'), await office.promised('13800138001')];
    await follower.has(2);
    expect(reads).toHaveLength(1);
    // a command beside the engine writes to the store itself
    await store.commit(aBatch({ facts: [aFact(office.now, { callback: 'beside' })] }));
    ids.push('beside', await office.promised('13800138002'));
    const events = await follower.has(4);
    expect(events.map(({ data }) => data.callback)).toEqual(ids);
    expect(reads).toHaveLength(2);
  });

  it('are about callbacks where nothing else is asked for', async () => {
    const [narrow, all] = [await Follower.open(), await Follower.open('?about=callbacks,calls,agents')];
    const at = office.now;
    const facts = [aFact(at, { call: 'c-1' }), aFact(at), aFact(at, { call: 'c-1', callback: 'b-1' })];
    await office.commit(aBatch({ facts }));
    expect((await all.has(3)).map(({ data }) => data.about)).toEqual(['calls', 'agents', 'callbacks']);
    expect((await narrow.has(1)).map(({ data }) => [data.what, data.verdict, data.callback])).toEqual([
      ['hold.reminder', 'kept', 'b-1'],
    ]);
  });

  it('have their numbers masked for operators', async () => {
    const [operator, supervisor] = [await Follower.open(), await Follower.open('', {}, TOKENS.supervisor)];
    const detail = { number: '+8613800138000', why: 'asked for on 13912345678' };
    const at = { mono: 0, wall: office.now };
    const fact: Fact = { kind: 'event', name: 'callbackChanged', callback: 'b-1', at, detail };
    await office.commit(aBatch({ facts: [fact] }));
    expect((await operator.has(1))[0]?.data.detail).toEqual({
      ...{ number: '+86*********00', why: 'asked for on 139******78' },
    });
    expect((await supervisor.has(1))[0]?.data.detail).toEqual(detail);
  });

  it('many more than are read at once come in order', async () => {
    const before = await office.parts.store.lastFact();
    const facts = Array.from({ length: 700 }, () => aFact(office.now, { callback: 'b-1' }));
    await office.commit(aBatch({ facts }));
    const follower = await Follower.open(`?after=${before}`);
    const events = await follower.has(700);
    expect(events.map(({ id }) => id)).toEqual(facts.map((_, index) => before + 1 + index));
  });

  it('end with the API, and no client keeps it from stopping', async () => {
    const follower = await Follower.open();
    await office.parts.api.stop();
    await follower.over;
  });

  it('are none any more for whoever has had a token', async () => {
    const { books } = office.parts;
    const token = 'that-of-somebody-who-leaves';
    const hash = createHash('sha256').update(token).digest('hex');
    const zhao = { name: '赵敏', role: 'supervisor', madeAt: office.now } as const;
    await books.addToken(zhao, hash, anAuditEntry('tokenMade'));
    const [follower, other] = [await Follower.open('', {}, token), await Follower.open()];
    await office.promised('13800138000');
    await follower.has(1);
    await books.removeToken('赵敏', anAuditEntry('tokenRemoved'));
    await office.promised('13800138001');
    await other.has(2);
    await follower.over;
    expect(follower.events).toHaveLength(1);
  });

  it('nothing is piled up for a client that does not read', async () => {
    const note = 'x'.repeat(50_000);
    const reads: number[] = [];
    const { store, base } = office.parts;
    const real = store.facts.bind(store);
    office.parts.ports.queries.facts = async (after, limit) => {
      reads.push(after);
      return real(after, limit);
    };
    const socket = await idle(
      `GET /v1/events?after=0 HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${TOKENS.operator}\r\n\r\n`,
      base,
    );
    for (let batch = 0; batch < 20; batch += 1) {
      const facts = Array.from({ length: 20 }, () => ({ ...aFact(office.now, { callback: 'b-1' }), note }));
      await office.commit(aBatch({ facts }));
    }
    // 20 MB wait in the store; what the system takes for the client is far less
    await expect.poll(() => reads.length).toBeGreaterThan(0);
    const settled = async () => {
      const before = reads.length;
      await new Promise((go) => setTimeout(go, 700));
      return reads.length === before;
    };
    await expect.poll(settled, { timeout: 20_000 }).toBe(true);
    expect(Math.max(...reads)).toBeLessThan(await store.lastFact());
    socket.destroy();
  });

  it.each([
    ['?about=everything', {}],
    ['?after=x', {}],
    ['', { 'last-event-id': '1; DROP TABLE facts' }],
  ])('refuses %s %j', async (query, headers) => {
    expect(await office.ask('GET', `/v1/events${query}`, undefined, { headers })).toEqual(
      fault(400, 'API_BAD_REQUEST'),
    );
  });

  it('are for those with a token, and for so many at once', async () => {
    expect(await office.ask('GET', '/v1/events', undefined, { token: null })).toEqual(
      fault(401, 'API_UNAUTHORIZED'),
    );
    const followers = await Promise.all(Array.from({ length: 64 }, () => Follower.open()));
    expect(await office.ask('GET', '/v1/events')).toEqual(fault(503, 'EVENTS_BUSY'));
    followers[0]?.leave();
    await expect
      .poll(async () => {
        const follower = await Follower.open().catch(() => null);
        return follower?.status;
      })
      .toBe(200);
  });
});

/** A client that asks and reads nothing. */
async function idle(request: string, base: string): Promise<Socket> {
  const socket = connect(Number(new URL(base).port), '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  socket.pause();
  await new Promise<void>((go) => socket.once('connect', go));
  socket.write(request);
  return socket;
}
