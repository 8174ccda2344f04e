import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { ExistingAsterisk } from '../../../src/config/site.ts';
import type { OfflineRequest } from '../../../src/engine/ports.ts';
import { ensureSipp } from '../../../src/host/sipp.ts';
import { type Leg, openSipkit, type Station } from '../../../src/sipkit/index.ts';
import { createAmiPresence } from '../../../src/telephony/ami/presence.ts';
import { pause } from '../../host/machine.ts';
import { type SiteAsterisk, startSiteAsterisk, type Undo, undoAll } from './site.ts';
import { testLog } from './telephony-harness.ts';
import { testFolder } from './test-folder.ts';

const SOUNDS = join(import.meta.dirname, '../../../sounds');
const LINE = '4008001234';
/** A line whose callers hear English. */
const ENGLISH = '4008000001';

/** Caller ids of which nothing may be made: they are asked for a number. */
export const ODD_IDS = [
  'anonymous',
  '123',
  '10086',
  '0012125551212',
  '13800138000;ext=5',
  "138'); DROP TABLE astdb;--",
  'a)b}{c',
  '$[1+1]',
  '9'.repeat(40),
] as const;

const CALLERS = [
  'english',
  'international',
  'wrong',
  'mended',
  'silent',
  'slow',
  'notWritten',
  'notCommitted',
] as const;

/** What came of callers of an Asterisk that has no engine, by what they did. */
export interface AsteriskOnlyCalls {
  readonly legs: Readonly<Record<(typeof CALLERS)[number], Leg>>;
  readonly entries: readonly OfflineRequest[];
}

/** An admin's own context gets those who leave no number. */
const CUSTOM = `[engine-away-custom]
exten = s,1,Playback(${SOUNDS}/recording.notice)
 same = n,Hangup(16)
`;

/** Asterisk alone: no engine was ever there. */
export async function callAsteriskOnly(): Promise<AsteriskOnlyCalls> {
  const undo: Undo = [];
  try {
    const { site, connection, paths } = await startAsteriskOnly(undo);
    const kit = openSipkit({
      sipp: await ensureSipp(() => undefined),
      server: { host: '127.0.0.1', port: site.ports.sip },
    });
    undo.push(async () => kit[Symbol.asyncDispose]());
    const callers = await kit.customer();
    const legs = await callAll(callers);
    const database = join(paths.asterisk, 'lib', 'astdb.sqlite3');
    // Asterisk may not write; and it may write, and not commit
    const notWritten = await refused(callers, '13800050007', database, 'BEGIN IMMEDIATE');
    const notCommitted = await refused(callers, '13800050008', database, 'BEGIN; SELECT count(*) FROM astdb');
    return { legs: { ...legs, notWritten, notCommitted }, entries: await readAwayEntries(connection, undo) };
  } finally {
    await undoAll(undo);
  }
}

async function startAsteriskOnly(undo: Undo): Promise<SiteAsterisk> {
  const { dir, remove } = await testFolder('alone');
  undo.push(remove);
  const configure = (etc: string) => writeFile(join(etc, 'sansheng-custom.conf'), CUSTOM);
  const change = <S extends { lines: readonly { number: string }[] }>(site: S) => ({
    ...site,
    lines: site.lines.map((line) => (line.number === ENGLISH ? { ...line, language: 'en' as const } : line)),
  });
  return startSiteAsterisk(dir, SOUNDS, { configure, change }, undo);
}

interface Caller {
  readonly from: string;
  readonly to?: string;
  readonly does: (leg: Leg) => Promise<unknown>;
}

async function call(callers: Station, { from, to = LINE, does }: Caller): Promise<Leg> {
  const leg = await callers.dial(to, { from });
  await leg.event('answered', { timeoutMs: 30_000 });
  await does(leg);
  await leg.event('ended', { timeoutMs: 90_000 });
  return leg;
}

/** Presses 1 while somebody else holds a lock on Asterisk's own database. */
async function refused(callers: Station, from: string, database: string, lock: string): Promise<Leg> {
  const other = new Database(database);
  try {
    other.exec(lock);
    return await call(callers, { from, does: (leg) => pressKeys(leg, '1') });
  } finally {
    other.close();
  }
}

/** All callers call at the same time. */
async function callAll(callers: Station) {
  const odd = ODD_IDS.map((from) => ({ from, does: (leg: Leg) => pause(6000).then(() => leg.hangUp()) }));
  const others = odd.map((each) => call(callers, each));
  const confirmed = async (leg: Leg) => pause(9000).then(() => pressKeys(leg, '1'));
  const [english, international, wrong, mended, silent, slow] = await Promise.all(
    (
      [
        { from: '13800050001', to: ENGLISH, does: (leg) => pause(8000).then(() => pressKeys(leg, '1')) },
        { from: '+8613800050002', does: (leg) => pressKeys(leg, '1') },
        { from: '13800050003', does: (leg) => pressKeys(leg, '2', '*13800#', '4008001234#', '#') },
        {
          from: '13800050004',
          does: (leg) => pressKeys(leg, '2', '00209#', '02112345678#').then(() => confirmed(leg)),
        },
        { from: '13800050005', does: async () => undefined },
        // three digits, and then longer than the 8 s that Asterisk waits for a key
        {
          from: '13800050006',
          does: async (leg) => {
            await pressKeys(leg, '2', '139');
            await pause(12_000);
            await pressKeys(leg, '13900003333#');
            await confirmed(leg);
          },
        },
      ] satisfies Caller[]
    ).map((each) => call(callers, each)),
  );
  await Promise.all(others);
  if (!english || !international || !wrong || !mended || !silent || !slow) throw new Error('six have called');
  return { english, international, wrong, mended, silent, slow };
}

async function pressKeys(leg: Leg, ...pressed: readonly string[]): Promise<void> {
  for (const each of pressed) {
    await pause(1500);
    await leg.rtp.sendDigits(each);
  }
}

async function readAwayEntries(connection: ExistingAsterisk, undo: Undo): Promise<readonly OfflineRequest[]> {
  const { amiHost: host, amiPort: port, amiUser: user, amiPassword: password } = connection;
  const presence = createAmiPresence({ host, port, user, password, log: testLog });
  await presence.start([], () => undefined);
  undo.push(() => presence.stop());
  return presence.awayEntries();
}
