import { afterAll, expect, it } from 'vitest';
import { LINE } from '../scenarios/support/site.ts';
import { Office, TOKENS } from './support.ts';

// callback.programme: a long list is taken in pieces, between which calls have their turn.

const office = await Office.open();
afterAll(() => office[Symbol.asyncDispose]());

const WISH = { name: '三月回访', template: 'firstFollowUp', line: LINE, schedule: '0 14 * * *' };
const MOST = 100;
const customers = (from: number, count: number) =>
  Array.from({ length: count }, (_, n) => ({
    line: n + 2,
    number: `138${String(from + n).padStart(8, '0')}`,
  }));

async function imported(body: object) {
  const token = TOKENS.supervisor;
  return (await office.ask('POST', '/v1/programmes', { preview: false, by: '李', ...body }, { token })).body;
}

/** How many rows each commit since then had that had any. */
const rowsSince = (before: number) =>
  office.records.batches
    .slice(before)
    .map(({ batch }) => batch.programmes.rows.length)
    .filter((rows) => rows > 0);

it('each piece is a turn of its own; a number that stands twice, or comes twice, is on the list once', async () => {
  const before = office.records.batches.length;
  const list = [...customers(0, 250), { line: 300, number: '13800000001' }];
  const first = await imported({ make: WISH, customers: list });
  expect(first).toMatchObject({ taken: 250, refused: [{ line: 300, code: 'LIST_TWICE_IN_FILE' }] });
  expect(rowsSince(before)).toEqual([MOST, MOST, 50]);

  // two lists at the same time, with half of their numbers in common
  const into = first.programme;
  const both = await Promise.all(
    [1000, 1100].map((from) => imported({ into, customers: customers(from, 200) })),
  );
  expect(both.map(({ taken }) => taken).reduce((sum, taken) => sum + taken, 0)).toBe(300);
  const refused = both.flatMap((one) => one.refused);
  expect(refused).toHaveLength(100);
  expect(new Set(refused.map(({ code }) => code))).toEqual(new Set(['LIST_TWICE_IN_PROGRAMME']));

  const { rows } = (await office.ask('GET', `/v1/programmes/${into}/rows`)).body;
  expect(rows).toHaveLength(550);
  expect(Math.max(...rowsSince(before))).toBeLessThanOrEqual(MOST);
});

it('the audit log tells of a long list when it begins and when all of it is there', async () => {
  const done = await imported({ make: WISH, customers: customers(5000, 230) });
  const entries = await office.parts.ledger.entries(2);
  expect(entries).toMatchObject([
    { did: 'programmeImported', detail: `${done.programme}: 230 rows` },
    { did: 'programmeImported', detail: `${done.programme}: a list of 230 rows begins` },
  ]);
});

it('a store that fails in the middle: the error names the programme, and the same list adds what is missing', async () => {
  const { records, sim, errors } = office;
  const list = customers(9000, 250);
  const before = records.batches.length;
  const asked = imported({ make: WISH, customers: list });
  // the second piece finds a store that refuses
  while (rowsSince(before).length === 0) await new Promise((go) => setImmediate(go));
  records.refusals = 500;
  while (records.refusals === 500) await new Promise((go) => setImmediate(go));
  await sim.advance(6000);
  const failed = await asked;
  records.refusals = 0;
  await sim.advance(5000);
  const [{ id }] = (await office.ask('GET', '/v1/programmes', undefined, { token: TOKENS.supervisor })).body
    .programmes;
  expect(failed).toMatchObject({
    code: 'PROGRAMME_PARTLY_IMPORTED',
    cause: `the list was not taken to its end: at least 100 of 250 rows are in programme ${id}`,
    cure: expect.stringContaining(`--into ${id}`),
  });
  const again = await imported({ into: id, customers: list });
  const { rows } = (await office.ask('GET', `/v1/programmes/${id}/rows`)).body;
  expect([again.taken + again.refused.length, rows.length]).toEqual([250, 250]);
  errors.length = 0;
});
