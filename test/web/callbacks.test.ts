import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aBatch, aCall } from '../contract/store-samples.ts';
import { LINE } from '../scenarios/support/site.ts';
import { fault, Office, TOKENS } from './support.ts';

const MINUTE = 60_000;
const SUPERVISOR = { token: TOKENS.supervisor };

let office: Office;
const ask: Office['ask'] = (...args) => office.ask(...args);
const iso = (minutes: number) => new Date(office.now + minutes * MINUTE).toISOString();
const order = (id: string, what: string, body: object, options = {}) =>
  ask('POST', `/v1/callbacks/${id}/${what}`, body, options);

beforeEach(async () => {
  office = await Office.open();
  return () => office[Symbol.asyncDispose]();
});

const ids = (body: { callbacks: { id: string }[] }) => body.callbacks.map(({ id }) => id);
const audit = () => office.parts.ledger.entries(9);

describe('adding a callback', () => {
  const WISH = {
    line: LINE,
    number: '１３８ 0013 8000',
    name: '李雷',
    about: '燃气表 reading; wants Wang Fang',
    language: 'en',
    agent: '8002',
    hours: { from: '09:00', to: '17:30' },
    by: '赵敏',
  };

  it('promises one, as it was asked for, and says so with the number masked', async () => {
    const due = iso(90);
    const { status, body } = await ask('POST', '/v1/callbacks', { ...WISH, due });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      joined: false,
      callback: {
        ...{ kind: 'requested', status: 'scheduled', open: true, overdue: false, revision: 1, line: LINE },
        ...{ number: '+86*********00', name: '李雷', language: 'en', agent: '8002', requestedBy: '赵敏' },
        ...{ hours: { from: '09:00', to: '17:30' }, dueAt: due, call: null, attempts: [], ended: null },
      },
    });
    const kept = await office.parts.store.callback(body.callback.id);
    expect(kept?.state).toMatchObject({ number: '+8613800138000', dialled: WISH.number });
    expect(await audit()).toMatchObject([
      { who: '赵敏', did: 'callbackAdded', callback: body.callback.id, detail: WISH.about },
    ]);
  });

  it('the same number asked for ten times makes one', async () => {
    const wishes = Array.from({ length: 10 }, () => ask('POST', '/v1/callbacks', WISH));
    const answers = await Promise.all(wishes);
    expect(answers.filter(({ body }) => !body.joined)).toHaveLength(1);
    expect(new Set(answers.map(({ body }) => body.callback.id)).size).toBe(1);
    expect((await ask('GET', '/v1/callbacks')).body.total).toBe(1);
  });

  it.each([
    [{ number: '13800' }, 422, 'NUMBER_REFUSED'],
    [{ number: '1'.repeat(40) }, 422, 'NUMBER_REFUSED'],
    [{ number: '+1 900 555 0100' }, 422, 'NUMBER_REFUSED'],
    [{ number: '١٣٨٠٠١٣٨٠٠٠' }, 422, 'NUMBER_REFUSED'],
    [{ number: "13800138000'; DROP TABLE callbacks; --" }, 422, 'NUMBER_REFUSED'],
    [{ number: '13800138000\r\nAction: Originate' }, 422, 'NUMBER_REFUSED'],
    [{ number: '1'.repeat(61) }, 400, 'API_BAD_REQUEST'],
    [{ number: 13800138000 }, 400, 'API_BAD_REQUEST'],
    [{ line: '4009999999' }, 400, 'LINE_UNKNOWN'],
    [{ agent: '9999' }, 400, 'AGENT_UNKNOWN'],
    [{ name: 'Li\r\nLei' }, 400, 'API_BAD_REQUEST'],
    [{ about: 'x'.repeat(501) }, 400, 'API_BAD_REQUEST'],
    [{ language: 'fr' }, 400, 'API_BAD_REQUEST'],
    [{ due: '2026-02-30T09:00:00+08:00' }, 400, 'API_BAD_REQUEST'],
    [{ due: '2026-03-02T09:00:00' }, 400, 'API_BAD_REQUEST'],
    [{ due: '2026-03-01T09:00:00+08:00' }, 400, 'API_BAD_REQUEST'],
    [{ due: '2031-03-01T09:00:00+08:00' }, 400, 'API_BAD_REQUEST'],
    [{ hours: { from: '17:00', to: '09:00' } }, 400, 'API_BAD_REQUEST'],
    [{ hours: { from: '9', to: '25:00' } }, 400, 'API_BAD_REQUEST'],
    [{ kind: 'queue' }, 400, 'API_BAD_REQUEST'],
    [{ status: { is: 'settled' } }, 400, 'API_BAD_REQUEST'],
  ])('refuses %j: %i %s', async (wrong, status, code) => {
    expect(await ask('POST', '/v1/callbacks', { ...WISH, ...wrong })).toEqual(fault(status, code));
    expect((await ask('GET', '/v1/callbacks')).body.total).toBe(0);
    expect(await audit()).toEqual([]);
  });

  it('names the rule that a number is refused by, and the field that is wrong', async () => {
    const { body } = await ask('POST', '/v1/callbacks', { ...WISH, number: '110' });
    expect(body.cause).toContain('noNumber');
    const wrong = await ask('POST', '/v1/callbacks', { ...WISH, hours: { from: '9' } });
    expect(wrong.body.cause).toMatch(/^hours\./);
  });

  it('what SQL or a formula stands in a text stays a text', async () => {
    const about = `'); DROP TABLE callbacks; -- "=cmd|' /C calc'!A0"`;
    const { body } = await ask('POST', '/v1/callbacks', { ...WISH, name: '=1+1', about });
    expect(body.callback).toMatchObject({ name: '=1+1', about });
    const found = await ask('GET', `/v1/callbacks?text=${encodeURIComponent("'); DROP")}`);
    expect(ids(found.body)).toEqual([body.callback.id]);
    const csv = await ask('GET', '/v1/callbacks/export.csv', undefined, SUPERVISOR);
    expect(csv.body).toContain(",'=1+1,");
  });

  describe('sent again', () => {
    const key = { headers: { 'idempotency-key': 'a-key-of-the-client' } };

    it('with its key is answered as it was, and does nothing', async () => {
      const first = await ask('POST', '/v1/callbacks', WISH, key);
      await order(first.body.callback.id, 'cancel', { revision: 1, why: 'a slip' });
      expect(await ask('POST', '/v1/callbacks', WISH, key)).toEqual(first);
      expect((await ask('GET', '/v1/callbacks')).body.total).toBe(1);
    });

    it('at the same time, too', async () => {
      const answers = await Promise.all([1, 2, 3].map(() => ask('POST', '/v1/callbacks', WISH, key)));
      expect(answers[1]).toEqual(answers[0]);
      expect(answers[2]).toEqual(answers[0]);
      expect(answers[0]?.body.joined).toBe(false);
    });

    it('with its key and another body is refused', async () => {
      await ask('POST', '/v1/callbacks', WISH, key);
      const other = await ask('POST', '/v1/callbacks', { ...WISH, number: '13912345678' }, key);
      expect(other).toEqual(fault(409, 'IDEMPOTENCY_REUSED'));
    });

    it('by somebody else, or after a day, is another request', async () => {
      const first = await ask('POST', '/v1/callbacks', WISH, key);
      const others = await ask('POST', '/v1/callbacks', WISH, { ...key, token: TOKENS.admin });
      expect(others.body).toMatchObject({ joined: true, callback: { id: first.body.callback.id } });
      await office.sim.advance(25 * 60 * MINUTE);
      const late = await ask('POST', '/v1/callbacks', WISH, key);
      expect(late.body.joined).toBe(true);
    });

    it('a request that was refused may be put right under the same key', async () => {
      expect((await ask('POST', '/v1/callbacks', { ...WISH, agent: '1' }, key)).status).toBe(400);
      expect((await ask('POST', '/v1/callbacks', WISH, key)).status).toBe(201);
    });

    it.each(['', 'with space', 'x'.repeat(129)])('a key such as %j is none', async (text) => {
      const answer = await ask('POST', '/v1/callbacks', WISH, { headers: { 'idempotency-key': text } });
      expect(answer).toEqual(fault(400, 'API_BAD_REQUEST'));
    });
  });
});

describe('looking for callbacks', () => {
  it('in order, page by page, each once, with how many there are', async () => {
    const made: string[] = [];
    for (const index of [5, 3, 1, 4, 2]) {
      made[index] = await office.promised(`1380013800${index}`, { dueAt: office.now + index * MINUTE });
    }
    const first = await ask('GET', '/v1/callbacks?sort=due&limit=2');
    expect(ids(first.body)).toEqual([made[1], made[2]]);
    expect(first.body.total).toBe(5);
    // what ends meanwhile moves nothing
    const { body: shown } = await ask('GET', `/v1/callbacks/${made[1]}`);
    await order(made[1] ?? '', 'cancel', { revision: shown.callback.revision, why: 'a slip' });
    const second = await ask('GET', `/v1/callbacks?sort=due&limit=2&after=${first.body.next}`);
    expect(ids(second.body)).toEqual([made[3], made[4]]);
    const third = await ask('GET', `/v1/callbacks?sort=due&limit=2&after=${second.body.next}`);
    expect(third.body).toMatchObject({ callbacks: [{ id: made[5] }], next: null });
    expect(ids((await ask('GET', '/v1/callbacks?sort=-due&limit=2')).body)).toEqual([made[5], made[4]]);
  });

  it('by status, line, agent, number, time and text', async () => {
    const soon = await office.promised('13800138001', { dueAt: office.now + MINUTE, agent: '8001' });
    const late = await office.promised('13800138002', {
      ...{ kind: 'complaint', withinMs: 2 * MINUTE, about: 'Gas smells', dueAt: office.now + 60 * MINUTE },
    });
    await office.sim.advance(5 * MINUTE);
    const found = async (query: string) => ids((await ask('GET', `/v1/callbacks?${query}`)).body);
    expect(await found('status=open&sort=promised')).toEqual([soon, late]);
    expect(await found('status=overdue')).toEqual([late]);
    expect(await found('status=due')).toEqual([soon]);
    expect(await found('status=due,overdue&sort=due')).toEqual([soon, late]);
    expect(await found('status=settled')).toEqual([]);
    expect(await found('kind=complaint')).toEqual([late]);
    expect(await found(`line=${LINE}&agent=8001`)).toEqual([soon]);
    expect(await found(`number=${encodeURIComponent('138 0013 8002')}`)).toEqual([late]);
    expect(await found(`number=${encodeURIComponent('+8613800138001')}`)).toEqual([soon]);
    expect(await found('number=1380013800')).toEqual([]);
    expect(await found('text=gas')).toEqual([late]);
    expect(await found(`dueFrom=${iso(30)}`)).toEqual([late]);
    expect(await found(`dueBefore=${iso(30)}`)).toEqual([soon]);
    // an operator who cannot read a number cannot find it out digit by digit
    expect(await found('text=8002')).toEqual([]);
  });

  it.each([
    'status=dew',
    'sort=name',
    'limit=0',
    'limit=1e9',
    'after=nonsense',
    'dueFrom=tomorrow',
    'colour=red',
    'limit=5&limit=6',
  ])('refuses ?%s', async (query) => {
    expect(await ask('GET', `/v1/callbacks?${query}`)).toEqual(fault(400, 'API_BAD_REQUEST'));
  });

  it('shows one by as much of its id as no other has, with its history and the call it came from', async () => {
    await office.parts.store.commit(aBatch({ calls: [aCall('call-1', { endedAt: office.now })] }));
    const one = await office.promised('13800138001', { from: 'call-1' });
    const { status, body } = await ask('GET', `/v1/callbacks/${one}`);
    expect(status).toBe(200);
    expect(body.callback).toMatchObject({ id: one, number: '+86*********01', call: 'call-1' });
    expect(body.history).toMatchObject([
      { what: 'callbackPromised', callback: one, detail: { kind: 'queue' } },
    ]);
    expect(body.call).toMatchObject({ id: 'call-1', number: '+86*********00', history: expect.any(Array) });
    expect((await ask('GET', `/v1/callbacks/${one.slice(0, 6)}`)).body.callback.id).toBe(one);
    await office.promised('13800138002');
    expect(await ask('GET', `/v1/callbacks/${one.slice(0, 2)}`)).toEqual(fault(400, 'CALLBACK_AMBIGUOUS'));
    expect((await ask('GET', `/v1/callbacks/${one}`)).status).toBe(200);
    expect(await ask('GET', '/v1/callbacks/zzz')).toEqual(fault(404, 'CALLBACK_UNKNOWN'));
    expect(await ask('GET', `/v1/callbacks/${encodeURIComponent("' OR 1=1")}`)).toEqual(
      fault(404, 'CALLBACK_UNKNOWN'),
    );
  });
});

describe('ordering', () => {
  const later = () => office.promised('13800138000', { dueAt: office.now + 60 * MINUTE });

  it('assign, reschedule, call-now: kept, on record by whom and why, and each is another revision', async () => {
    const id = await later();
    const to = await order(id, 'assign', { revision: 1, agent: '8002', by: '赵敏', why: 'knows the case' });
    expect(to).toMatchObject({ status: 200, body: { id, revision: 2, assigned: '8002' } });
    const due = iso(120);
    const moved = await order(id, 'reschedule', { revision: 2, due });
    expect(moved.body).toMatchObject({ revision: 3, dueAt: due, status: 'scheduled' });
    expect((await ask('GET', `/v1/callbacks/${id}`)).body.history).toContainEqual(
      expect.objectContaining({ detail: { order: 'reschedule', who: 'operator', dueAt: due } }),
    );
    const now = await order(id, 'call-now', { revision: 3 });
    expect(now.body).toMatchObject({ revision: 4, status: 'due' });
    expect(await audit()).toMatchObject([
      { who: 'operator', did: 'callbackCalledNow', callback: id },
      { who: 'operator', did: 'callbackRescheduled', callback: id, detail: due },
      { who: '赵敏', did: 'callbackAssigned', callback: id, detail: '8002: knows the case' },
    ]);
    expect((await ask('GET', `/v1/callbacks/${id}`)).body.history).toContainEqual(
      expect.objectContaining({ what: 'callbackChanged', detail: expect.objectContaining({ who: '赵敏' }) }),
    );
  });

  it.each(['settle', 'cancel'])('%s needs a reason, which everybody reads', async (what) => {
    const id = await later();
    expect(await order(id, what, { revision: 1 })).toEqual(fault(400, 'API_BAD_REQUEST'));
    const { body } = await order(id, what, { revision: 1, why: '客户已到营业厅', by: '赵敏' });
    expect(body).toMatchObject({ open: false, ended: { by: '赵敏', why: '客户已到营业厅' } });
    expect(await order(id, 'call-now', { revision: body.revision })).toMatchObject({
      status: 409,
      body: { code: 'CALLBACK_OVER', present: { id, open: false } },
    });
  });

  it('of two operators who have looked at the same, one is too late, and is told how it is now', async () => {
    const id = await later();
    const both = await Promise.all([
      order(id, 'assign', { revision: 1, agent: '8001' }),
      order(id, 'assign', { revision: 1, agent: '8002' }),
    ]);
    const [won, lost] = both.toSorted((a, b) => a.status - b.status);
    expect(won).toMatchObject({ status: 200, body: { revision: 2 } });
    expect(lost).toMatchObject({
      status: 409,
      body: { code: 'CALLBACK_CHANGED', present: { id, revision: 2, assigned: won?.body.assigned } },
    });
    expect(await audit()).toHaveLength(1);
  });

  it('what means nothing as it is now is refused with why, and nothing is on record', async () => {
    const id = await later();
    const past = await order(id, 'reschedule', { revision: 1, due: iso(0) });
    expect(past).toMatchObject({ status: 409, body: { code: 'CALLBACK_REFUSED', present: { id } } });
    const release = await order(id, 'release', { revision: 1 }, SUPERVISOR);
    expect(release).toMatchObject({ status: 409, body: { code: 'CALLBACK_REFUSED' } });
    expect(release.body.cause).toContain('no rule holds it back');
    expect(await audit()).toEqual([]);
  });

  it.each([
    ['assign', { agent: '9999' }, 400, 'AGENT_UNKNOWN'],
    ['assign', {}, 400, 'API_BAD_REQUEST'],
    ['reschedule', { due: '2026-02-30T09:00:00Z' }, 400, 'API_BAD_REQUEST'],
    ['reschedule', { due: '2020-01-01T09:00:00Z' }, 400, 'API_BAD_REQUEST'],
    ['reschedule', { due: '2126-01-01T09:00:00Z' }, 400, 'API_BAD_REQUEST'],
    ['cancel', { why: 'a\nb' }, 400, 'API_BAD_REQUEST'],
    ['cancel', { why: '  ' }, 400, 'API_BAD_REQUEST'],
    ['cancel', { why: 'x', revision: '1' }, 400, 'API_BAD_REQUEST'],
    ['cancel', { why: 'x', force: true }, 400, 'API_BAD_REQUEST'],
    ['vanish', {}, 404, 'API_NOT_FOUND'],
  ])('refuses %s %j: %i %s', async (what, body, status, code) => {
    const id = await later();
    expect(await order(id, what, { revision: 1, ...body })).toEqual(fault(status, code));
    expect((await ask('GET', `/v1/callbacks/${id}`)).body.callback.revision).toBe(1);
  });

  it('of a callback that nobody knows', async () => {
    expect(await order('b-nothing', 'call-now', { revision: 1 })).toEqual(fault(404, 'CALLBACK_UNKNOWN'));
  });
});

describe('who may', () => {
  it('operators see masked numbers, supervisors whole ones', async () => {
    const id = await office.promised('13800138000', { about: 'the other number is 13912345678' });
    const seen = async (token: string) => {
      const { body } = await ask('GET', `/v1/callbacks/${id}`, undefined, { token });
      return [body.callback.number, body.callback.dialled, body.callback.about];
    };
    expect(await seen(TOKENS.operator)).toEqual([
      ...['+86*********00', '138******00', 'the other number is 139******78'],
    ]);
    const whole = ['+8613800138000', '13800138000', 'the other number is 13912345678'];
    expect(await seen(TOKENS.supervisor)).toEqual(whole);
    expect(await seen(TOKENS.admin)).toEqual(whole);
  });

  it('release and export are not an operator’s', async () => {
    const id = await office.promised('13800138000');
    expect(await order(id, 'release', { revision: 1 })).toEqual(fault(403, 'API_FORBIDDEN'));
    expect(await ask('GET', '/v1/callbacks/export.csv')).toEqual(fault(403, 'API_FORBIDDEN'));
  });

  it('the export has the filters of the list, masked numbers where whole ones are not asked for, and who did', async () => {
    await office.promised('13800138000', { name: '李雷, "老客户"', dueAt: office.now + MINUTE });
    await office.promised('13912345678', { kind: 'complaint' });
    const masked = await ask('GET', '/v1/callbacks/export.csv?kind=queue', undefined, SUPERVISOR);
    expect(masked.status).toBe(200);
    const [head, row, end] = masked.body.split('\r\n');
    expect(head).toMatch(/^\ufeffid,kind,status,/);
    expect(row).toContain(',"李雷, ""老客户""",');
    expect(row).toContain('+86*********00,138******00');
    expect(end).toBe('');
    expect(await audit()).toEqual([]);
    const path = `/v1/callbacks/export.csv?numbers=full&by=${encodeURIComponent('王主管')}`;
    expect((await ask('GET', path, undefined, SUPERVISOR)).body).toContain('+8613800138000,13800138000');
    expect(await audit()).toMatchObject([{ who: '王主管', did: 'numbersShown', detail: 'callbacks export' }]);
  });

  it('a person with a token of their own is on record by name, and speaks for nobody else', async () => {
    const { createHash } = await import('node:crypto');
    const hash = createHash('sha256').update('zhaos-own').digest('hex');
    await office.parts.books.addToken({ name: '赵敏', role: 'operator', madeAt: office.now }, hash);
    const own = { token: 'zhaos-own' };
    expect((await ask('GET', '/v1/me', undefined, own)).body).toMatchObject({
      ...{ who: '赵敏', role: 'operator' },
      ...{ lines: [{ number: LINE }], agents: [{ id: '8001' }, { id: '8002' }] },
    });
    const id = await office.promised('13800138000', { dueAt: office.now + MINUTE });
    const forged = await order(id, 'cancel', { revision: 1, why: 'x', by: '王芳' }, own);
    expect(forged).toEqual(fault(400, 'API_BAD_REQUEST'));
    await order(id, 'cancel', { revision: 1, why: 'x' }, own);
    expect(await audit()).toMatchObject([{ who: '赵敏', did: 'callbackCancelled' }]);
    expect((await order(id, 'release', { revision: 1 }, own)).status).toBe(403);
    await office.parts.books.removeToken('赵敏');
    expect((await ask('GET', '/v1/me', undefined, own)).status).toBe(401);
  });
});

afterEach(() => expect(office.errors).toEqual([]));
