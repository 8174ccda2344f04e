import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { isClockTrusted } from '../../src/engine/clock-watch.ts';
import { runHousekeeping } from '../../src/housekeeping.ts';
import { openSqliteStore } from '../../src/store/sqlite/store.ts';
import { aBatch, aCall, NOON } from '../contract/store-samples.ts';
import { keptLog, type LogLine } from '../scenarios/support/records.ts';

const DAY = 86_400_000;
const YEARS = 3650 * DAY;

/** A site's store, with a call that ended at NOON and a recording of it. */
async function aNightlySite() {
  const dir = mkdtempSync(join(tmpdir(), 'sansheng-nightly-'));
  const file = join(dir, 's.db');
  let store = await openSqliteStore(file);
  onTestFinished(async () => {
    await store.close();
    rmSync(dir, { recursive: true });
  });
  await store.commit(aBatch({ calls: [aCall('c', { endedAt: NOON })] }));
  const recording = join(dir, 'c.wav');
  writeFileSync(recording, '');
  utimesSync(recording, NOON / 1000, NOON / 1000);
  const lines: LogLine[] = [];
  const log = keptLog(lines);
  const forgotten: number[] = [];
  const parts = {
    desk: { forgetBefore: (wall: number) => void forgotten.push(wall) },
    ...{ paths: { backups: join(dir, 'backups'), recordings: dir }, log },
    rules: { keepDays: 180, keepRecordingsDays: 30, keepBackupsDays: 30, backup: false },
  };
  return {
    ...{ lines, forgotten },
    starts: async (wall: number) => {
      await store.close();
      store = await openSqliteStore(file);
      return isClockTrusted(store, wall, log);
    },
    nights: (wall: number) => runHousekeeping({ ...parts, store }, wall),
    kept: async () => (await store.call('c')) !== undefined,
  };
}

it('a clock that is ten years ahead removes nothing, and the engine says so at its start and each night', async () => {
  const site = await aNightlySite();
  expect(await site.starts(NOON)).toBe(true);
  expect(await site.starts(NOON + YEARS)).toBe(false);
  expect(site.lines).toMatchObject([
    {
      level: 'error',
      message: expect.stringMatching(/3650 days ahead of/),
      detail: { code: 'CLOCK_JUMPED', cure: expect.stringContaining('Compare the clock') },
    },
  ]);
  for (let night = 1; night <= 10; night += 1) await site.nights(NOON + YEARS + night * DAY);
  expect(await site.kept()).toBe(true);
  expect(site.forgotten).toEqual([]);
  // set right
  await site.nights(NOON + 11 * DAY);
  expect(site.lines.at(-2)).toMatchObject({ message: expect.stringMatching(/days behind/) });
  await site.nights(NOON + 181 * DAY);
  expect(await site.kept()).toBe(true);
});

it('a clock that jumps while the engine runs is seen at the next housekeeping', async () => {
  const site = await aNightlySite();
  await site.nights(NOON + DAY);
  await site.nights(NOON + YEARS);
  expect(await site.kept()).toBe(true);
  expect(site.lines.at(-1)).toMatchObject({
    level: 'warn',
    message: expect.stringMatching(/removes nothing/),
  });
});

it('a site that was off for months is told, and removes what is old a month later; one that runs does each night', async () => {
  const site = await aNightlySite();
  expect(await site.starts(NOON)).toBe(true);
  expect(await site.starts(NOON + 200 * DAY)).toBe(false);
  for (let night = 1; night <= 31; night += 1) await site.nights(NOON + (200 + night) * DAY);
  expect(await site.kept()).toBe(true);
  await site.nights(NOON + 232 * DAY);
  expect(await site.kept()).toBe(false);
});
