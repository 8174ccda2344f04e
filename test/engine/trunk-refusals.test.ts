import { expect, it } from 'vitest';
import type { Log } from '../../src/engine/ports.ts';
import { TrunkRefusals } from '../../src/engine/trunk-refusals.ts';

const FORBIDDEN = { trunk: 'ims', status: 403 };
const minutes = (count: number) => ({ wall: 0, mono: count * 60_000 });

it('one line for each trunk and status, and again after ten minutes with what was refused meanwhile', () => {
  const lines: unknown[] = [];
  const ignore = () => undefined;
  const log: Log = {
    ...{ debug: ignore, info: ignore, warn: ignore },
    error: (_message, detail) => lines.push([detail?.code, detail?.status, detail?.calls]),
  };
  const refusals = new TrunkRefusals(log);
  for (const at of [0, 1, 2]) refusals.note(minutes(at), FORBIDDEN);
  refusals.note(minutes(3), { ...FORBIDDEN, status: 503 });
  expect(lines).toEqual([
    ['TRUNK_REFUSED', 403, 1],
    ['TRUNK_REFUSED', 503, 1],
  ]);
  refusals.note(minutes(10), FORBIDDEN);
  expect(lines.at(-1)).toEqual(['TRUNK_REFUSED', 403, 3]);
  expect(refusals.counts).toEqual([
    { ...FORBIDDEN, count: 4 },
    { ...FORBIDDEN, status: 503, count: 1 },
  ]);
});
