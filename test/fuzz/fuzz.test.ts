// A short run of what `npm run fuzz` does for longer.

import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { runs } from '../support/runs.ts';
import { PARSERS, removeFiles } from './parsers.ts';
import { agiDoor, httpDoor } from './servers.ts';

afterAll(removeFiles);

/** YAML with its checks takes a hundred times as long as the others. */
const SLOW = ['sansheng.yaml', 'standards (YAML)'];

describe.each(PARSERS)('$name', ({ name, inputs, read }) => {
  it('refuses in its own words what it does not take', async () => {
    await fc.assert(fc.asyncProperty(inputs, read), { numRuns: runs(SLOW.includes(name) ? 40 : 2000) });
  });
});

describe.each([
  ['the HTTP API', httpDoor],
  ['the FastAGI port', agiDoor],
])('%s', (_name, open) => {
  it('answers no request with a fault of the product', async () => {
    await using door = await open();
    await fc.assert(fc.asyncProperty(door.inputs, door.read), { numRuns: runs(500) });
    expect(door.faults).toEqual([]);
  });
});
