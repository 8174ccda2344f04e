// privacy.customer: who sees numbers masked cannot find one out by searching, neither part by part nor by trying.

import { expect, it } from 'vitest';
import { LINE } from '../../scenarios/support/site.ts';
import { fault } from '../support.ts';
import { ask, ids, office, openOfficeForEachTest, SUPERVISOR } from './support.ts';

openOfficeForEachTest();

const search = (query: string, options = {}) => ask('GET', `/v1/callbacks?${query}`, undefined, options);
const found = async (query: string, options = {}) => ids((await search(query, options)).body);

it('a number that is masked in a text is not found by a part of it', async () => {
  const about = 'Order 4711, call me at 13912345678';
  const one = await office.promised('13800138001', { about });
  const other = await office.promised('13800138002', { name: 'Room 4711' });
  const { body } = await search('text=call%20me');
  expect(body.callbacks[0].about).toBe('Order 4711, call me at 139******78');
  for (const part of ['13912', '345', 'at 13912345678', '4711, call me at 1', '３４５'])
    expect((await search(`text=${encodeURIComponent(part)}`)).body).toMatchObject({
      callbacks: [],
      total: 0,
    });
  expect(await found('text=4711')).toEqual([other]);
  expect(await found(`text=${one}`)).toEqual([one]);
  expect(await found('text=345', SUPERVISOR)).toEqual([one]);
});

const candidate = (index: number) => `139000000${index + 10}`;

it.each<[string, (number: string) => string]>([
  ['callbacks', (number) => `/v1/callbacks?number=${number}`],
  ['calls', (number) => `/v1/calls?number=${number}`],
  ['customers', (number) => `/v1/customer?number=${number}`],
  ['frequencies', (number) => `/v1/customers/${number}/frequency`],
])('unknown numbers are looked for among %s thirty times an hour', async (_of, path) => {
  const one = await office.promised('13800138001');
  for (let index = 0; index < 30; index += 1)
    expect((await ask('GET', path(candidate(index)))).status).not.toBe(429);
  expect(office.warnings).toEqual([]);
  // one that was asked for already tells nothing new
  expect((await ask('GET', path(candidate(0)))).status).not.toBe(429);
  expect(await ask('GET', path(candidate(30)))).toMatchObject(fault(429, 'NUMBERS_TRIED'));
  expect(await search('number=13800138001')).toMatchObject(fault(429, 'NUMBERS_TRIED'));
  expect(office.warnings).toEqual(['somebody who sees numbers masked has tried many']);
  expect((await ask('GET', path(candidate(30)), undefined, SUPERVISOR)).status).not.toBe(429);
  await office.sim.advance(60 * 60_000);
  expect(await found('number=13800138001')).toEqual([one]);
});

it('who adds callbacks for numbers that are guessed does not find out by them which one is a customer’s', async () => {
  const opened = async (number: string) => {
    const { body } = await ask('POST', '/v1/callbacks', { line: LINE, number });
    return ask('GET', `/v1/customer?callback=${body.callback.id}`);
  };
  for (let index = 0; index < 30; index += 1) expect((await opened(candidate(index))).status).toBe(200);
  expect(await opened(candidate(30))).toMatchObject(fault(429, 'NUMBERS_TRIED'));
  // one that a customer left tells nothing that was guessed
  const left = await office.promised('13800138001');
  expect((await ask('GET', `/v1/customer?callback=${left}`)).body.number).toBe('+86*********01');
});

it('a number that is found counts for nothing, however it is written', async () => {
  await office.promised('13800138001');
  for (let index = 0; index < 40; index += 1)
    expect((await search(`number=${['13800138001', '%2B8613800138001'][index % 2]}`)).body.total).toBe(1);
  expect((await search(`number=${candidate(0)}`)).status).toBe(200);
});
