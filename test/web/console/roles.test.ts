// Who may do what: every route, with the token of each role, with a session of each role, and with neither.

import { request } from 'node:http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { API_ROLES, type ApiRole } from '../../../src/engine/access.ts';
import { Office, TOKENS } from '../support.ts';
import { addUser, signedIn } from './browser.ts';

const office = await Office.open();
const { base } = office.parts;
const cookies = new Map<ApiRole, string>();

beforeAll(async () => {
  for (const role of API_ROLES) {
    await addUser(office, `a ${role}`, role);
    cookies.set(role, (await signedIn(office, `a ${role}`)).cookie ?? '');
  }
});
afterAll(() => office[Symbol.asyncDispose]());

/** The lowest role that may; null: whoever asks. */
const MAY: Readonly<Record<string, ApiRole | null>> = {
  'GET /': null,
  'GET /console/': null,
  'GET /metrics': null,
  'GET /v1/health': null,
  'GET /v1/openapi.json': null,
  'POST /v1/session': null,
  'GET /v1/agents': 'operator',
  'GET /v1/callbacks': 'operator',
  'GET /v1/callbacks/export.csv': 'supervisor',
  'GET /v1/callbacks/figures': 'supervisor',
  'GET /v1/callbacks/{id}': 'operator',
  'GET /v1/calls': 'operator',
  'GET /v1/calls/{id}': 'operator',
  'GET /v1/closures': 'supervisor',
  'GET /v1/customer': 'operator',
  'GET /v1/customers/{number}/frequency': 'operator',
  'GET /v1/do-not-call': 'operator',
  'GET /v1/events': 'operator',
  'GET /v1/live': 'operator',
  'GET /v1/me': 'operator',
  'GET /v1/outages': 'supervisor',
  'GET /v1/programmes': 'operator',
  'GET /v1/programmes/{id}/rows': 'operator',
  'POST /v1/agents/{id}/log-out': 'supervisor',
  'POST /v1/agents/{id}/pause': 'supervisor',
  'POST /v1/agents/{id}/resume': 'supervisor',
  'POST /v1/callbacks': 'operator',
  'POST /v1/callbacks/{id}/assign': 'operator',
  'POST /v1/callbacks/{id}/call-now': 'operator',
  'POST /v1/callbacks/{id}/cancel': 'operator',
  'POST /v1/callbacks/{id}/notes': 'operator',
  'POST /v1/callbacks/{id}/release': 'supervisor',
  'POST /v1/callbacks/{id}/reschedule': 'operator',
  'POST /v1/callbacks/{id}/settle': 'operator',
  'POST /v1/closures': 'supervisor',
  'POST /v1/customers/{number}/frequency': 'operator',
  'POST /v1/do-not-call': 'operator',
  'POST /v1/outages': 'supervisor',
  'POST /v1/programmes': 'supervisor',
  'POST /v1/programmes/{id}/orders': 'supervisor',
  'DELETE /v1/closures/{id}': 'supervisor',
  'DELETE /v1/customers/{number}': 'admin',
  'DELETE /v1/do-not-call/{number}': 'supervisor',
  'DELETE /v1/outages/{id}': 'supervisor',
  'DELETE /v1/session': null,
};

/** The status of what is asked without anything that it needs. */
function status(operation: string, headers: Readonly<Record<string, string>>): Promise<number> {
  const [method = '', path = ''] = operation.replace(/\{\w+\}/, 'x').split(' ');
  const body = method === 'POST' ? '{}' : undefined;
  const type = body === undefined ? {} : { 'content-type': 'application/json' };
  return new Promise((resolve, reject) => {
    request(base + path, { method, headers: { origin: base, ...type, ...headers } }, (answer) => {
      resolve(answer.statusCode ?? 0);
      answer.destroy();
    })
      .on('error', reject)
      .end(body);
  });
}

it('each route of the document is in the matrix', async () => {
  const { body } = await office.ask('GET', '/v1/openapi.json', undefined, { token: null });
  const routes = Object.entries<object>(body.paths).flatMap(([path, of]) =>
    Object.keys(of).map((method) => `${method.toUpperCase()} ${path}`),
  );
  const pages = ['GET /', 'GET /console/', 'GET /v1/openapi.json'];
  expect([...routes, ...pages].sort()).toEqual(Object.keys(MAY).sort());
});

const OPERATIONS = Object.keys(MAY);

it.each(OPERATIONS.filter((one) => MAY[one] === null))('%s is open to whoever asks', async (operation) => {
  const cookie = operation.includes('session') ? '' : (cookies.get('operator') ?? '');
  for (const headers of [{}, { cookie }, { authorization: `Bearer ${TOKENS.operator}` }])
    expect([401, 403]).not.toContain(await status(operation, headers));
});

it.each(OPERATIONS.filter((one) => MAY[one] !== null))('%s', async (operation) => {
  const needed = MAY[operation] ?? 'operator';
  expect(await status(operation, {})).toBe(401);
  for (const role of API_ROLES) {
    const allowed = API_ROLES.indexOf(role) >= API_ROLES.indexOf(needed);
    const ways = [{ authorization: `Bearer ${TOKENS[role]}` }, { cookie: cookies.get(role) ?? '' }];
    for (const headers of ways) {
      const found = await status(operation, headers);
      if (allowed) expect([401, 403]).not.toContain(found);
      else expect(found).toBe(403);
    }
  }
});
