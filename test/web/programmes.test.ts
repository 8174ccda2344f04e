import { afterAll, describe, expect, it } from 'vitest';
import { LINE } from '../scenarios/support/site.ts';
import { Office, TOKENS } from './support.ts';

const office = await Office.open();
afterAll(() => office[Symbol.asyncDispose]());
const ask = (method: string, path: string, body?: unknown, token: string = TOKENS.supervisor) =>
  office.ask(method, path, body, { token });

const WISH = { name: '三月回访', template: 'firstFollowUp', line: LINE, schedule: '0 14 * * *' };
const customers = (...numbers: string[]) => numbers.map((number, index) => ({ line: index + 2, number }));

describe('callback.programme by HTTP', () => {
  it('a preview says what would be taken, row by row, and keeps nothing', async () => {
    const list = customers(
      '13800138000',
      '138 0013 8000',
      'nobody',
      '02162345678',
      '1'.repeat(40),
      '+1 900 555 0100',
    );
    const { status, body } = await ask('POST', '/v1/programmes', {
      make: WISH,
      customers: list,
      preview: true,
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({ programme: null, taken: 2 });
    expect(body.refused.map(({ line, code }: { line: number; code: string }) => [line, code])).toEqual([
      [3, 'LIST_TWICE_IN_FILE'],
      [4, 'LIST_NUMBER_INVALID'],
      [6, 'LIST_NUMBER_INVALID'],
      [7, expect.stringMatching(/^LIST_(NUMBER_INVALID|COUNTRY|NUMBER_TYPE)$/)],
    ]);
    expect((await ask('GET', '/v1/programmes')).body).toEqual({ programmes: [] });
  });

  /** Imports a list of one customer; returns the id of its programme. */
  async function importList(): Promise<string> {
    const first = await ask('POST', '/v1/programmes', {
      make: WISH,
      customers: [
        {
          ...{ line: 2, number: '13800138000', name: '王芳', about: '打 13912345678 也行' },
          ...{ day: '2026-03-01', everyDays: 90 },
        },
      ],
      preview: false,
    });
    return first.body.programme;
  }

  it('a list is taken, added to and looked at', async () => {
    const id = await importList();
    const more = await ask('POST', '/v1/programmes', {
      into: id,
      customers: customers('13800138000', '13800138001'),
      preview: false,
    });
    expect(more.body).toMatchObject({
      programme: id,
      taken: 1,
      refused: [{ code: 'LIST_TWICE_IN_PROGRAMME' }],
    });
    const [programme] = (await ask('GET', '/v1/programmes')).body.programmes;
    expect(programme).toMatchObject({
      id,
      status: 'running',
      total: 2,
      done: 0,
      rows: { waiting: 2 },
      nextRoundAt: '2026-03-02T06:00:00.000Z',
      by: 'supervisor',
    });
    const { rows } = (await ask('GET', `/v1/programmes/${id}/rows`)).body;
    expect(rows).toMatchObject([
      // three days after the first of March, in Shanghai
      { row: 1, number: '+8613800138000', name: '王芳', status: 'waiting', at: '2026-03-03T16:00:00.000Z' },
      { row: 2, number: '+8613800138001' },
    ]);
    const seen = await ask('GET', `/v1/programmes/${id}/rows`, undefined, TOKENS.operator);
    expect(seen.body.rows[0].number).not.toContain('13800138000');
    expect(seen.body.rows[0].about).toBe('打 139******78 也行');
    expect(await ask('POST', `/v1/programmes/${id}/orders`, { do: 'pause' }, TOKENS.operator)).toMatchObject({
      status: 403,
    });
    expect((await ask('GET', '/v1/customers/13800138000/frequency')).body).toMatchObject({ everyDays: 90 });
  });

  it('a programme is paused, resumed and cancelled; then no more customers are added', async () => {
    const id = await importList();
    const order = (what: string) => ask('POST', `/v1/programmes/${id}/orders`, { do: what, by: '赵敏' });
    expect((await order('pause')).body).toMatchObject({ status: 'paused' });
    expect(await order('pause')).toMatchObject({ status: 409, body: { code: 'PROGRAMME_STATE' } });
    expect((await order('resume')).body).toMatchObject({ status: 'running' });
    expect((await order('cancel')).body).toMatchObject({
      status: 'cancelled',
      done: 1,
      rows: { cancelled: 1 },
    });
    const late = { into: id, customers: customers('13800138002'), preview: false };
    expect(await ask('POST', '/v1/programmes', late)).toMatchObject({
      status: 404,
      body: { code: 'PROGRAMME_UNKNOWN' },
    });
  });

  it('a customer says how often, and when', async () => {
    const wish = { everyDays: null, never: true, hours: { from: 540, to: 720 }, by: '赵敏' };
    const path = '/v1/customers/13800138009/frequency';
    expect(await ask('GET', path)).toMatchObject({ status: 404 });
    expect((await ask('POST', path, wish)).body).toMatchObject({ number: '+8613800138009', ...wish });
    expect((await ask('GET', path)).body).toMatchObject(wish);
  });

  it('a list that names only hours does not lift what the customer said: never', async () => {
    const path = '/v1/customers/13800138009/frequency';
    await ask('POST', path, { everyDays: 30, never: true, hours: null, by: '赵敏' });
    const listed = [{ line: 2, number: '13800138009', hours: { from: 600, to: 660 } }];
    expect(
      (await ask('POST', '/v1/programmes', { make: WISH, customers: listed, preview: false })).status,
    ).toBe(201);
    expect((await ask('GET', path)).body).toMatchObject({
      everyDays: 30,
      never: true,
      hours: { from: 600, to: 660 },
    });
  });

  it.each([
    [{ make: { ...WISH, schedule: '61 * * * *' } }, 400, 'API_BAD_REQUEST'],
    [{ make: { ...WISH, schedule: '* * * * * *' } }, 400, 'API_BAD_REQUEST'],
    [{ make: { ...WISH, line: '4000000000' } }, 400, 'LINE_UNKNOWN'],
    [{ make: { ...WISH, template: 'spam' } }, 400, 'API_BAD_REQUEST'],
    [{ into: 'both' }, 400, 'API_BAD_REQUEST'],
    [{ make: undefined }, 400, 'API_BAD_REQUEST'],
    [{ make: undefined, into: 'nobody' }, 404, 'PROGRAMME_UNKNOWN'],
    [{ customers: [{ line: 2, number: '13800138000', day: '2026-02-30' }] }, 400, 'API_BAD_REQUEST'],
    [
      { customers: [{ line: 2, number: '13800138000', hours: { from: 720, to: 540 } }] },
      400,
      'API_BAD_REQUEST',
    ],
    [{ customers: customers(...Array<string>(5001).fill('1')) }, 400, 'API_BAD_REQUEST'],
  ])('refuses %j with %d %s', async (wrong, status, code) => {
    const good = { make: WISH, customers: customers('13800138003'), preview: false };
    expect(await ask('POST', '/v1/programmes', { ...good, ...wrong })).toMatchObject({
      status,
      body: { code },
    });
  });
});
