import { afterAll, expect, it } from 'vitest';
import { fault, Office, TOKENS } from './support.ts';

const office = await Office.open();

afterAll(() => office[Symbol.asyncDispose]());

const ask = (query = '', token = TOKENS.supervisor) =>
  office.ask('GET', `/v1/callbacks/figures${query}`, undefined, { token });

it('the figures of callbacks, and what will be late, are a supervisor’s', async () => {
  const first = await office.promised('13800138001');
  await office.promised('13800138002', { kind: 'requested', place: office.now + 1 });
  const { status, body } = await ask('?by=kind');
  expect(status).toBe(200);
  expect(body.total).toMatchObject({ promised: 2, open: 2, keptShare: null, attempts: { made: 0 } });
  expect(body.groups.map(({ key }: { key: string }) => key)).toEqual(['queue', 'requested']);
  expect(body.outlook).toMatchObject({
    asNow: { overdue: 0, withinTheHour: 2, ever: 2 },
    agents: { there: 0, free: 0 },
    talkSeconds: 240,
  });
  expect(body.outlook.expected[0]).toMatchObject({ id: first, startsAt: null, late: true });
  expect(body.outlook.ifNobody.first).toBe(body.outlook.expected[0].deadlineAt);
  expect(JSON.stringify(body)).not.toContain('13800138001');
  expect(await ask('', TOKENS.operator)).toEqual(fault(403, 'API_FORBIDDEN'));
});

it('a period has a beginning before its end, and is no longer than a year', async () => {
  const to = new Date(office.now - 3_600_000).toISOString();
  expect((await ask(`?to=${to}`)).body.total.promised).toBe(0);
  for (const wrong of [
    `?from=${to}&to=${to}`,
    '?from=2020-01-01T00:00:00Z',
    '?from=yesterday',
    '?by=weather',
  ]) {
    expect(await ask(wrong)).toEqual(fault(400, 'API_BAD_REQUEST'));
  }
});
