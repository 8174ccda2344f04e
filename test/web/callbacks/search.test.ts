import { describe, expect, it } from 'vitest';
import { aBatch, aCall } from '../../contract/store-samples.ts';
import { LINE } from '../../scenarios/support/site.ts';
import { fault } from '../support.ts';
import { ask, ids, iso, MINUTE, office, openOfficeForEachTest, order, SUPERVISOR } from './support.ts';

openOfficeForEachTest();

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

  it('shows an operator no number that somebody has written in groups, and finds none by a part of it', async () => {
    const one = await office.promised('13800138001', { about: '2026-12-01 改打139 0013-9000' });
    const found = async (text: string, options = {}) =>
      (await ask('GET', `/v1/callbacks?text=${encodeURIComponent(text)}`, undefined, options)).body.callbacks;
    expect(await found('改打')).toMatchObject([{ id: one, about: '2026-12-01 改打139******00' }]);
    expect(await found('0013')).toEqual([]);
    expect(await found('0013', SUPERVISOR)).toMatchObject([{ about: '2026-12-01 改打139 0013-9000' }]);
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
