import { describe, expect, it } from 'vitest';
import { fault } from '../support.ts';
import { ask, audit, iso, MINUTE, office, openOfficeForEachTest, order, SUPERVISOR } from './support.ts';

openOfficeForEachTest();

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
      {
        who: 'operator',
        saysToBe: '赵敏',
        did: 'callbackAssigned',
        callback: id,
        detail: '8002: knows the case',
      },
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
    expect(release.body.cause).toContain('no rule blocks it');
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
