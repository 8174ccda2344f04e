import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureAsterisk } from '../../../src/host/asterisk/install.ts';
import { type AsteriskProcess, startAsterisk } from '../../../src/host/asterisk/process.ts';
import { renderAsterisk } from '../../../src/host/asterisk/render.ts';
import type { AsteriskSite } from '../../../src/host/asterisk/site.ts';
import type { Runnable } from '../../../src/host/loader.ts';
import { ensureSipp } from '../../../src/host/sipp.ts';
import { testSite } from '../../host/support.ts';
import { testFolder } from './test-folder.ts';

/** A real Asterisk of the test's own, with tones for prompts: they are short, and an ear tells them apart. */
export interface TestAsterisk {
  readonly site: AsteriskSite;
  readonly sipp: Runnable;
  readonly process: AsteriskProcess;
  /** The folder of its configuration and data. */
  readonly home: string;
  /** Where it puts recordings. */
  readonly recordings: string;
  /** Starts it again after its process was ended. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** Frequencies (Hz) by which each sound is known, and how long each one is (s). */
export const TONES = {
  music: { hz: 400, seconds: 20 },
  first: { hz: 1000, seconds: 1.2 },
  second: { hz: 1600, seconds: 1 },
  'name.with.dots': { hz: 1300, seconds: 1 },
} as const;

const RATE = 8000;
const quiet = () => undefined;

/** A WAV file of a tone, 8 kHz, 16 bit, mono. */
export function toneFile(hz: number, seconds: number): Buffer {
  const samples = Math.round(seconds * RATE);
  const file = Buffer.alloc(44 + 2 * samples);
  file.write('RIFF', 0);
  file.writeUInt32LE(36 + 2 * samples, 4);
  file.write('WAVEfmt ', 8);
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(RATE, 24);
  file.writeUInt32LE(2 * RATE, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36);
  file.writeUInt32LE(2 * samples, 40);
  for (let i = 0; i < samples; i += 1) {
    file.writeInt16LE(Math.round(8000 * Math.sin((2 * Math.PI * hz * i) / RATE)), 44 + 2 * i);
  }
  return file;
}

async function writeSounds(folder: string): Promise<void> {
  for (const [name, { hz, seconds }] of Object.entries(TONES)) {
    const inside = join(folder, name === 'music' ? 'music' : 'zh');
    await mkdir(inside, { recursive: true });
    await writeFile(join(inside, `${name}.wav`), toneFile(hz, seconds));
  }
}

/** Brings it up on ports of its own, with agents 8001 to 8003. `trunkTimeoutS`: seconds without a packet after which a leg of the trunk
 * counts as lost. */
export async function startTestAsterisk(
  changes: Partial<AsteriskSite> = {},
  trunkTimeoutS = 60,
): Promise<TestAsterisk> {
  const [root, sipp] = await Promise.all([ensureAsterisk(quiet), ensureSipp(quiet)]);
  const { dir, remove } = await testFolder('telephony');
  const sounds = join(dir, 'sounds');
  await writeSounds(sounds);
  const agents = ['8001', '8002', '8003'].map((id) => ({ id, name: `坐席${id}`, secret: `secret-of-${id}` }));
  const shared = await testSite();
  const trunks = shared.trunks.map((trunk) => ({ ...trunk, rtpTimeoutSeconds: trunkTimeoutS }));
  const site: AsteriskSite = { ...shared, trunks, sounds, agents, ...changes };
  const home = join(dir, 'asterisk');
  await renderAsterisk(home, site);
  let running = await startAsterisk(root, home);
  return {
    site,
    sipp,
    get process() {
      return running;
    },
    home,
    recordings: join(home, 'spool', 'recording'),
    restart: async () => {
      running = await startAsterisk(root, home);
    },
    stop: async () => {
      await running.stop();
      await remove();
    },
  };
}
