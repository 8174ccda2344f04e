import { afterAll, describe, expect, it } from 'vitest';
import { fault, Office, TOKENS } from './support.ts';

const office = await Office.open();
afterAll(() => office[Symbol.asyncDispose]());
const supervisor = { token: TOKENS.supervisor };
const add = (numbers: unknown, more: object = { why: 'the customer asked' }) =>
  office.ask('POST', '/v1/do-not-call', { numbers, ...more });

describe('the do-not-call list [callback.purpose]', () => {
  it('takes numbers however they are written, and names what is none', async () => {
    const sent = ['138 0013 8000', '+8613800138000', '+12125551212', 'x', "1'; DROP TABLE do_not_call"];
    expect(await add(sent)).toMatchObject({
      status: 200,
      body: { added: 2, known: 0, refused: [{ row: 4, number: 'x' }, { row: 5 }] },
    });
    expect((await add(['13800138000'])).body).toMatchObject({ added: 0, known: 1, refused: [] });
  });

  it('is kept before it is told, on record with who and why', async () => {
    expect((await office.parts.store.load()).doNotCall).toMatchObject([
      { number: '+8613800138000', by: 'operator', why: 'the customer asked' },
      { number: '+12125551212' },
    ]);
    expect(office.records.happened('doNotCall')).toMatchObject([
      { detail: { number: '+8613800138000', who: 'operator', why: 'the customer asked' } },
      {},
    ]);
    const [noted] = await office.parts.ledger.entries(1);
    expect(noted).toMatchObject({ who: 'operator', did: 'doNotCallAdded' });
  });

  it('shows numbers in full to a supervisor, and masked to an operator', async () => {
    const numbers = async (token: string) =>
      (await office.ask('GET', '/v1/do-not-call', undefined, { token })).body.numbers;
    expect(await numbers(TOKENS.supervisor)).toContainEqual(
      expect.objectContaining({ number: '+8613800138000' }),
    );
    expect(JSON.stringify(await numbers(TOKENS.operator))).not.toContain('13800138000');
  });

  it('shows no operator the numbers in what was written down', async () => {
    await add(['13800138005'], { why: 'call 13912345678 in place of it' });
    const { body } = await office.ask('GET', '/v1/do-not-call');
    expect(body.numbers).toContainEqual(
      expect.objectContaining({ why: 'call 139******78 in place of it', by: 'operator' }),
    );
    await office.ask('DELETE', '/v1/do-not-call/13800138005?why=over', undefined, supervisor);
  });

  it('who is on it is not called, whoever asks', async () => {
    const wish = { line: '4008001234', number: '13800138000' };
    expect(await office.ask('POST', '/v1/callbacks', wish)).toMatchObject(fault(422, 'NUMBER_REFUSED'));
  });

  it('a supervisor takes a number off, with a reason, once', async () => {
    const path = '/v1/do-not-call/13800138000?why=asked%20again';
    expect(await office.ask('DELETE', path)).toMatchObject(fault(403, 'API_FORBIDDEN'));
    expect(await office.ask('DELETE', '/v1/do-not-call/13800138000', undefined, supervisor)).toMatchObject(
      fault(400, 'API_BAD_REQUEST'),
    );
    expect(await office.ask('DELETE', path, undefined, supervisor)).toMatchObject({ status: 200 });
    expect(await office.ask('DELETE', path, undefined, supervisor)).toMatchObject(
      fault(404, 'NUMBER_UNKNOWN'),
    );
    expect((await office.parts.store.load()).doNotCall).toMatchObject([{ number: '+12125551212' }]);
    expect(office.records.happened('mayCallAgain')).toHaveLength(2);
  });

  it.each([
    ['no numbers', [], { why: 'x' }],
    ['too many', Array(301).fill('13800138000'), { why: 'x' }],
    ['no reason', ['13800138000'], {}],
    ['a reason with a line of its own', ['13800138000'], { why: 'x\r\nAction: Originate' }],
    ['a number of 100 digits', ['1'.repeat(100)], { why: 'x' }],
    ['something else', 'all', { why: 'x' }],
  ])('refuses %s', async (_what, numbers, more) => {
    expect(await add(numbers, more)).toMatchObject(fault(400, 'API_BAD_REQUEST'));
  });
});
