// Requests to the HTTP API that are nearly right, as bytes and without a token.

import fc from 'fast-check';
import { LINE } from '../scenarios/support/site.ts';
import { mutated } from './mutated.ts';

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body?: Readonly<Record<string, unknown>>;
}

/** A request as it goes over the wire. */
function bytesOf({ method, path, body }: Asked): string {
  const json = body === undefined ? '' : JSON.stringify(body);
  const type = body === undefined ? '' : 'content-type: application/json\r\n';
  const head = `${method} ${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n${type}`;
  return `${head}content-length: ${Buffer.byteLength(json)}\r\n\r\n${json}`;
}

const WITH_BODY: readonly Asked[] = [
  {
    method: 'POST',
    path: '/v1/callbacks',
    body: { number: '13800000001', line: LINE, about: '账单', by: 'anna', due: '2026-03-04T10:00:00+08:00' },
  },
  { method: 'POST', path: '/v1/callbacks', body: { number: '13800000001', line: LINE } },
  { method: 'POST', path: '/v1/callbacks/x/cancel', body: { by: 'anna', reason: 'x' } },
  { method: 'PUT', path: '/v1/customers/13800000001/frequency', body: { frequency: 'never', by: 'anna' } },
  { method: 'POST', path: '/v1/do-not-call', body: { number: '13800000002', reason: 'asked', by: 'anna' } },
  {
    method: 'POST',
    path: '/v1/outages',
    body: { line: LINE, area: '浦东', until: '2026-03-02T12:00:00+08:00' },
  },
  {
    method: 'POST',
    path: '/v1/programmes',
    body: { make: { name: 'x', line: LINE }, customers: [{ line: 2, number: '13800000001' }], by: 'anna' },
  },
];

const WITHOUT_BODY = [
  '/v1/callbacks?limit=10&status=open&from=2026-03-01',
  '/v1/callbacks/x',
  '/v1/callbacks/export.csv?from=2026-03-01&to=2026-03-05',
  '/v1/callbacks/figures?from=2026-03-01&to=2026-03-05',
  '/v1/customers/%2B8613800000001',
  '/v1/customers/13800000001/frequency',
  '/v1/do-not-call?limit=5',
  '/v1/outages',
  '/v1/programmes',
  '/v1/programmes/x/rows?limit=5',
  '/v1/me',
  '/v1/live',
  '/metrics',
  '/v1/health',
].map((path): Asked => ({ method: 'GET', path }));

const ALL = [...WITH_BODY, ...WITHOUT_BODY];
const HEADERS = ['transfer-encoding: chunked\r\n', 'expect: 100-continue\r\n', 'idempotency-key: a\r\n'];

/** One value of the body is anything. */
const withAnyValue = fc
  .tuple(
    fc.constantFrom(...WITH_BODY),
    fc.nat(9),
    fc.oneof(fc.jsonValue(), fc.string({ unit: 'binary' }), mutated(['+8613800000001', '2026-03-04'])),
  )
  .map(([{ body = {}, ...asked }, n, value]) => {
    const keys = Object.keys(body);
    return bytesOf({ ...asked, body: { ...body, [keys[n % keys.length] ?? '']: value } });
  });

/** An address that is nearly right, in letters that one may have. */
const withAnyAddress = fc
  .tuple(
    fc.constantFrom(...ALL),
    mutated(
      ALL.map(({ path }) => path),
      ['&limit=', '&', '%', 'export.csv'],
    ),
  )
  .map(([asked, path]) => {
    const encoded = path.replace(/\p{Surrogate}/gu, '?').replace(/[^!-~]/gu, encodeURIComponent);
    return bytesOf({ ...asked, path: encoded.startsWith('/') ? encoded : `/${encoded}` });
  });

const anyBytes = mutated(ALL.map(bytesOf), [...HEADERS, '{"number":', '%']);

/** The first line is the method and the address. */
export const HTTP_REQUESTS = fc.oneof(withAnyValue, withAnyAddress, anyBytes);
