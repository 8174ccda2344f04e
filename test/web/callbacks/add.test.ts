import { describe, expect, it } from 'vitest';
import { LINE } from '../../scenarios/support/site.ts';
import { fault, TOKENS } from '../support.ts';
import { ask, audit, ids, iso, MINUTE, office, openOfficeForEachTest, order, SUPERVISOR } from './support.ts';

openOfficeForEachTest();

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
      {
        who: 'operator',
        saysToBe: '赵敏',
        did: 'callbackAdded',
        callback: body.callback.id,
        detail: WISH.about,
      },
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

    it('three at the same time, of which the first fails, do it once', async () => {
      const { records } = office;
      records.refusals = 1_000_000;
      const first = ask('POST', '/v1/callbacks', WISH, key);
      while (records.refusals === 1_000_000) await new Promise((go) => setTimeout(go, 5));
      const others = [2, 3].map(() => ask('POST', '/v1/callbacks', { ...WISH }, key));
      await new Promise((go) => setTimeout(go, 50));
      await office.sim.advance(6000);
      expect((await first).status).toBe(503);
      // it will be kept as soon as the store works: until then nobody does it again
      for (const answer of await Promise.all(others)) expect(answer).toEqual(fault(503, 'API_NOT_KEPT'));
      const other = { ...WISH, name: '别人' };
      expect(await ask('POST', '/v1/callbacks', other, key)).toEqual(fault(409, 'IDEMPOTENCY_REUSED'));
      records.refusals = 0;
      await office.sim.advance(2000);
      const again = await ask('POST', '/v1/callbacks', WISH, key);
      expect(again.body).toMatchObject({ joined: false, callback: { revision: 1 } });
      const { total, callbacks } = (await ask('GET', '/v1/callbacks')).body;
      expect([total, callbacks[0].revision]).toEqual([1, 1]);
      office.errors.length = 0;
    });

    it('while the first is still being kept, waits for what comes of that', async () => {
      const { records } = office;
      records.refusals = 2;
      const first = ask('POST', '/v1/callbacks', WISH, key);
      while (records.refusals === 2) await new Promise((go) => setTimeout(go, 5));
      const others = [2, 3].map(() => ask('POST', '/v1/callbacks', WISH, key));
      await new Promise((go) => setTimeout(go, 50));
      await office.sim.advance(1000);
      const kept = await first;
      expect(kept).toMatchObject({ status: 201, body: { joined: false } });
      for (const answer of await Promise.all(others)) expect(answer).toEqual(kept);
      office.errors.length = 0;
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
