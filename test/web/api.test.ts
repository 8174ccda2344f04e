import { afterAll, describe, expect, it, vi } from 'vitest';
import { StoreError } from '../../src/store/sqlite/error.ts';
import { createApi } from '../../src/web/api.ts';
import { LINE } from '../scenarios/support/site.ts';
import { fault, Office, TOKENS } from './support.ts';

const HOUR = 3_600_000;

const office = await Office.open();
const { sim, records, errors } = office;
const { engine, base, ports, log } = office.parts;

afterAll(() => office[Symbol.asyncDispose]());

const ask = (method: string, path: string, body?: unknown, token: string | null = TOKENS.supervisor) =>
  office.ask(method, path, body, { token });

describe('outage.notice by HTTP', () => {
  it('is put on for four hours where no end is given, is listed, and taken off: on record by whom', async () => {
    const on = await ask('POST', '/v1/outages', { area: '021', by: '赵敏' });
    expect(on).toMatchObject({
      status: 201,
      body: { area: '+8621', line: null, on: true, by: '赵敏', heard: 0 },
    });
    expect(Date.parse(on.body.until) - sim.clock.now().wall).toBeLessThanOrEqual(4 * HOUR);
    expect(engine.desk.outages()).toHaveLength(1);
    const { outages } = (await ask('GET', '/v1/outages')).body;
    expect(outages).toEqual([on.body]);

    const off = await ask('DELETE', `/v1/outages/${on.body.id}?by=${encodeURIComponent('王芳')}`);
    expect(off).toMatchObject({ status: 200, body: { id: on.body.id, on: false } });
    expect(off.body.endedAt).not.toBeNull();
    expect(records.happened('outageOn')).toMatchObject([{ detail: { who: '赵敏', area: '+8621' } }]);
    expect(records.happened('outageOff')).toMatchObject([{ detail: { who: '王芳' } }]);
    expect(await ask('DELETE', `/v1/outages/${on.body.id}`)).toEqual(fault(409, 'OUTAGE_OVER'));
  });

  it('takes a line, an end, or minutes; who is not named is the role of the token', async () => {
    const until = new Date(sim.clock.now().wall + HOUR).toISOString();
    expect((await ask('POST', '/v1/outages', { line: LINE, until })).body).toMatchObject({
      line: LINE,
      until,
      by: 'supervisor',
    });
    const { body } = await ask('POST', '/v1/outages', { minutes: 30 }, TOKENS.admin);
    expect(body.by).toBe('admin');
    expect(Date.parse(body.until) - sim.clock.now().wall).toBe(HOUR / 2);
  });

  it.each([
    [{ line: '4000000000' }, 'LINE_UNKNOWN'],
    [{ area: 'Shanghai' }, 'AREA_UNKNOWN'],
    [{ area: '0' }, 'AREA_UNKNOWN'],
    [{ minutes: 0 }, 'API_BAD_REQUEST'],
    [{ minutes: 1e9 }, 'API_BAD_REQUEST'],
    [{ until: 'tomorrow' }, 'API_BAD_REQUEST'],
    [{ until: '2020-01-01T00:00:00Z' }, 'API_BAD_REQUEST'],
    [{ until: '2026-03-02T05:00:00Z', minutes: 5 }, 'API_BAD_REQUEST'],
    [{ by: '' }, 'API_BAD_REQUEST'],
    [{ everywhere: true }, 'API_BAD_REQUEST'],
    [[], 'API_BAD_REQUEST'],
    ['{"line":', 'API_BAD_REQUEST'],
    ['{"__proto__": {"line": "1"}}', 'API_BAD_REQUEST'],
  ])('refuses %j: %s', async (body, code) => {
    const before = engine.desk.outages().length;
    expect(await ask('POST', '/v1/outages', body)).toEqual(fault(400, code));
    expect(engine.desk.outages()).toHaveLength(before);
  });

  it('says what is wrong where: the field is named', async () => {
    expect((await ask('POST', '/v1/outages', { minutes: 'two' })).body.cause).toMatch(/^minutes: /);
  });

  it('an outage that nobody knows, an address, a body too large or of another kind', async () => {
    expect(await ask('DELETE', '/v1/outages/nothing')).toEqual(fault(404, 'OUTAGE_UNKNOWN'));
    expect(await ask('GET', '/v1/outage')).toEqual(fault(404, 'API_NOT_FOUND'));
    expect(await ask('POST', '/v1/outages', { by: 'x'.repeat(20_000) })).toEqual(fault(413, 'API_TOO_LARGE'));
    expect(await ask('DELETE', '/v1/outages/%zz')).toEqual(fault(400, 'API_BAD_REQUEST'));
    expect(await ask('DELETE', `/v1/outages/${'x'.repeat(200)}`)).toEqual(fault(400, 'API_BAD_REQUEST'));
    const text = { method: 'POST', body: 'on', headers: { authorization: `Bearer ${TOKENS.admin}` } };
    expect((await fetch(`${base}/v1/outages`, text)).status).toBe(415);
  });

  it('reads no body of who may not send it', async () => {
    const headers = { authorization: 'Bearer wrong', 'content-type': 'application/json' };
    const broken = await fetch(`${base}/v1/outages`, { method: 'POST', body: '{"minutes":', headers });
    expect(broken.status).toBe(401);
  });

  it('is answered only once it is kept: a store that refuses is a fault, and on record in the log', async () => {
    records.refusals = 500;
    const asked = ask('POST', '/v1/outages', { minutes: 5 });
    while (records.refusals === 500) await new Promise((go) => setTimeout(go, 5));
    await sim.advance(6000);
    expect(await asked).toEqual(fault(503, 'API_NOT_KEPT'));
    records.refusals = 0;
    await sim.advance(5000);
    errors.length = 0;
  });
});

describe('a line closed for today by HTTP', () => {
  it('is closed at once, listed apart from outages, and opened again: on record by whom', async () => {
    const on = await ask('POST', '/v1/closures', { line: LINE, minutes: 90, by: '赵敏' });
    expect(on).toMatchObject({ status: 201, body: { line: LINE, on: true, by: '赵敏' } });
    expect((await ask('GET', '/v1/closures')).body).toEqual({ closures: [on.body] });
    const { outages } = (await ask('GET', '/v1/outages')).body as { outages: { id: string }[] };
    expect(outages.map(({ id }) => id)).not.toContain(on.body.id);
    // an outage is something else
    expect(await ask('DELETE', `/v1/outages/${on.body.id}`)).toEqual(fault(404, 'OUTAGE_UNKNOWN'));
    expect((await ask('GET', '/v1/closures')).body).toEqual({ closures: [on.body] });
    const off = await ask('DELETE', `/v1/closures/${on.body.id}?by=${encodeURIComponent('王芳')}`);
    expect(off).toMatchObject({ status: 200, body: { id: on.body.id, on: false } });
    expect(records.happened('lineClosed')).toMatchObject([
      { detail: { closure: on.body.id, who: '赵敏', line: LINE } },
    ]);
    expect(records.happened('lineOpened')).toMatchObject([{ detail: { closure: on.body.id, who: '王芳' } }]);
    expect(await ask('DELETE', `/v1/closures/${on.body.id}`)).toEqual(fault(409, 'CLOSURE_OVER'));
    expect(await ask('DELETE', '/v1/closures/nothing')).toEqual(fault(404, 'CLOSURE_UNKNOWN'));
  });

  it.each([
    [{}, 'API_BAD_REQUEST'],
    [{ line: '999', minutes: 5 }, 'LINE_UNKNOWN'],
    [{ minutes: 8 * 24 * 60 }, 'API_BAD_REQUEST'],
  ])('%j is refused: %s', async (body, code) => {
    expect(await ask('POST', '/v1/closures', body)).toEqual(fault(400, code));
  });
});

it('a list that takes too long to read is refused, with what to do', async () => {
  const cure = 'Ask for less.';
  const tooLong = new StoreError('STORE_READ_TOO_LONG', 'the store was read for more than 30 s', cure);
  const read = vi.spyOn(ports.queries, 'callbacks').mockRejectedValueOnce(tooLong);
  const { status, body } = await ask('GET', '/v1/callbacks');
  read.mockRestore();
  expect([status, body]).toMatchObject([503, { code: 'API_TOO_LONG', cure }]);
  errors.length = 0;
});

describe('who may ask', () => {
  it.each([null, 'wrong', '', `${TOKENS.supervisor}x`])('not one with the token %j', async (token) => {
    expect(await ask('GET', '/v1/outages', undefined, token)).toEqual(fault(401, 'API_UNAUTHORIZED'));
  });

  it('one who tries many tokens waits for the answer, and those who have one do not', async () => {
    const tries = Array.from({ length: 8 }, () => ask('GET', '/v1/outages', undefined, 'guessed'));
    let answered = 0;
    for (const one of tries)
      void one.then(() => {
        answered += 1;
      });
    expect(await ask('GET', '/v1/outages')).toMatchObject({ status: 200 });
    expect(answered).toBeLessThan(8);
    for (const one of await Promise.all(tries)) expect(one).toEqual(fault(401, 'API_UNAUTHORIZED'));
  });

  it('what is an admin’s is no supervisor’s', async () => {
    expect(await ask('DELETE', '/v1/customers/13800138000')).toEqual(fault(403, 'API_FORBIDDEN'));
    expect(await ask('DELETE', '/v1/customers/13800138000', undefined, TOKENS.admin)).toEqual(
      fault(404, 'NUMBER_UNKNOWN'),
    );
  });
});

/** Every operation of the OpenAPI document. */
const OPERATIONS = [
  'delete /v1/closures/{id}',
  'delete /v1/customers/{number}',
  'delete /v1/do-not-call/{number}',
  'delete /v1/outages/{id}',
  'delete /v1/session',
  'get /metrics',
  'get /v1/agents',
  'get /v1/callbacks',
  'get /v1/callbacks/export.csv',
  'get /v1/callbacks/figures',
  'get /v1/callbacks/{id}',
  'get /v1/calls',
  'get /v1/calls/{id}',
  'get /v1/closures',
  'get /v1/customer',
  'get /v1/customers/{number}/frequency',
  'get /v1/do-not-call',
  'get /v1/events',
  'get /v1/health',
  'get /v1/live',
  'get /v1/me',
  'get /v1/outages',
  'get /v1/programmes',
  'get /v1/programmes/{id}/rows',
  'post /v1/agents/{id}/log-out',
  'post /v1/agents/{id}/pause',
  'post /v1/agents/{id}/resume',
  'post /v1/callbacks',
  'post /v1/callbacks/{id}/assign',
  'post /v1/callbacks/{id}/call-now',
  'post /v1/callbacks/{id}/cancel',
  'post /v1/callbacks/{id}/notes',
  'post /v1/callbacks/{id}/release',
  'post /v1/callbacks/{id}/reschedule',
  'post /v1/callbacks/{id}/settle',
  'post /v1/closures',
  'post /v1/customers/{number}/frequency',
  'post /v1/do-not-call',
  'post /v1/outages',
  'post /v1/programmes',
  'post /v1/programmes/{id}/orders',
  'post /v1/session',
];

describe('for everybody', () => {
  it('the health', async () => {
    const failedInputs = { count: 0, lastAt: null };
    const body = { status: 'ok', asterisk: true, store: true, failedInputs, loopDelay: 0.012 };
    expect(await ask('GET', '/v1/health', undefined, null)).toEqual({ status: 200, body });
  });

  it('an OpenAPI document that has every route, with what it takes and gives', async () => {
    const { body } = await ask('GET', '/v1/openapi.json', undefined, null);
    expect(body.openapi).toBe('3.1.0');
    const operations = Object.entries<object>(body.paths).flatMap(([path, of]) =>
      Object.keys(of).map((method) => `${method} ${path}`),
    );
    expect(operations.sort()).toEqual(OPERATIONS);
    const { post } = body.paths['/v1/outages'];
    const taken = post.requestBody.content['application/json'].schema;
    expect(Object.keys(taken.properties)).toEqual(['line', 'area', 'until', 'minutes', 'by']);
    expect(taken.additionalProperties).toBe(false);
    expect(Object.keys(post.responses)).toEqual(['201', 'default']);
    expect(body.paths['/v1/outages/{id}'].delete.parameters).toMatchObject([
      { name: 'id', in: 'path', required: true },
      { name: 'by', in: 'query', required: false },
    ]);
  });
});

it('a port that another has is named, with a cure', async () => {
  const port = Number(new URL(base).port);
  const rules = () => ({ hosts: [], idleMinutes: 30, sessionHours: 12 });
  const second = createApi({ port, tokens: TOKENS, ports, log, console: { dir: '/nowhere', rules } });
  await expect(second.start()).rejects.toMatchObject({ code: 'API_PORT_UNUSABLE' });
  await second.stop();
});
