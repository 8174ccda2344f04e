import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExistingAsterisk } from '../../../src/config/site.ts';
import type { OfflineRequest } from '../../../src/engine/ports.ts';
import { ensureSipp } from '../../../src/host/sipp.ts';
import { type Leg, openSipkit, type Station } from '../../../src/sipkit/index.ts';
import { createAmiPresence } from '../../../src/telephony/ami/presence.ts';
import { pause } from '../../host/machine.ts';
import { type SiteAsterisk, startSiteAsterisk, type Undo, undoAll } from './site.ts';
import { testLog } from './telephony-harness.ts';

const SOUNDS = join(import.meta.dirname, '../../../sounds');
const LINE = '4008001234';
/** A line whose callers hear English. */
const ENGLISH = '4008000001';

/** Caller ids of which nothing may be made: they are asked for a number. */
export const ODD_IDS = [
  'anonymous',
  '123',
  '13800138000;ext=5',
  "138'); DROP TABLE astdb;--",
  'a)b}{c',
  '$[1+1]',
  '9'.repeat(40),
] as const;

/** What came of callers of an Asterisk that has no engine, by what they did. */
export interface AsteriskOnlyCalls {
  readonly legs: Readonly<Record<'english' | 'international' | 'wrong' | 'mended' | 'silent', Leg>>;
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
    const { site, connection } = await startAsteriskOnly(undo);
    const kit = openSipkit({
      sipp: await ensureSipp(() => undefined),
      server: { host: '127.0.0.1', port: site.ports.sip },
    });
    undo.push(async () => kit[Symbol.asyncDispose]());
    const legs = await callAll(await kit.customer());
    return { legs, entries: await readAwayEntries(connection, undo) };
  } finally {
    await undoAll(undo);
  }
}

async function startAsteriskOnly(undo: Undo): Promise<SiteAsterisk> {
  const dir = await mkdtemp(join(tmpdir(), 'sansheng-alone-'));
  undo.push(() => rm(dir, { recursive: true, force: true }));
  const configure = (etc: string) => writeFile(join(etc, 'sansheng-custom.conf'), CUSTOM);
  const change = <S extends { lines: readonly { number: string }[] }>(site: S) => ({
    ...site,
    lines: site.lines.map((line) => (line.number === ENGLISH ? { ...line, language: 'en' as const } : line)),
  });
  return startSiteAsterisk(dir, SOUNDS, { configure, change }, undo);
}

/** All callers call at the same time. */
async function callAll(callers: Station): Promise<AsteriskOnlyCalls['legs']> {
  const call = async (from: string, does: (leg: Leg) => Promise<unknown>, to = LINE) => {
    const leg = await callers.dial(to, { from });
    await leg.event('answered', { timeoutMs: 30_000 });
    await does(leg);
    await leg.event('ended', { timeoutMs: 90_000 });
    return leg;
  };
  const odd = ODD_IDS.map((from) => call(from, async (leg) => pause(6000).then(() => leg.hangUp())));
  const [english, international, wrong, mended, silent] = await Promise.all([
    call('13800050001', async (leg) => pause(8000).then(() => pressKeys(leg, '1')), ENGLISH),
    call('+8613800050002', (leg) => pressKeys(leg, '1')),
    call('13800050003', (leg) => pressKeys(leg, '2', '12#', '*13800#', '#')),
    call('13800050004', async (leg) => {
      await pressKeys(leg, '2', '12#', '02112345678#');
      await pause(9000);
      await pressKeys(leg, '1');
    }),
    call('13800050005', async () => undefined),
    ...odd,
  ]);
  if (!english || !international || !wrong || !mended || !silent) throw new Error('five have called');
  return { english, international, wrong, mended, silent };
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
