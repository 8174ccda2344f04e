import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensurePackages } from '../host/debian.ts';
import { runnable } from '../host/loader.ts';
import { run } from '../host/run.ts';
import { decodeWav, type Sound } from '../host/wav.ts';
import { readIfThere } from './files.ts';

/** Reads recordings of every format that is known. */
export interface Decoder {
  /** The sound of a file, mixed into one channel. Throws {@link NotAudioError}. */
  decode(file: string): Promise<Sound>;
  /** Removes the temporary folder. */
  close(): Promise<void>;
}

/** Why a file is no recording; the message is the end of a sentence: "is empty". */
export class NotAudioError extends Error {}

/** An MP4 file (m4a) or a bare AAC stream. */
function isAac(bytes: Buffer): boolean {
  const mp4 = bytes.toString('latin1', 4, 8) === 'ftyp';
  return mp4 || (bytes.length > 2 && bytes[0] === 0xff && ((bytes[1] ?? 0) & 0xf6) === 0xf0);
}

/** Debian's own programs rather than ffmpeg, which would bring 234 packages and 490 MB with it: these are 16 and 19 MB. */
const PACKAGES = ['sndfile-programs', 'faad'];

/** What is no plain WAV file goes to libsndfile (FLAC, Ogg, Opus, MP3, AIFF, CAF) or, if it is AAC, to faad. Both tell a file by
 * what is in it, whatever its name says. libsndfile brings the peaks of compressed sound to full scale. */
async function convert(root: string, file: string, aac: boolean, out: string): Promise<Sound> {
  const program = aac ? 'faad' : 'sndfile-convert';
  const args = aac ? ['-q', '-b', '4', '-o', out, file] : ['-float32', file, out];
  const command = await runnable(root, `usr/bin/${program}`);
  const { stdout, stderr } = await run(command.file, [...command.args, ...args], command.env);
  // faad says that all went well when it did not: what counts is what it wrote.
  const sound = await readIfThere(out).then((bytes) => bytes && decodeWav(bytes));
  if (sound !== undefined) return sound;
  const said = `${stdout}${stderr}`.trim().split('\n').at(-1) ?? '';
  const why = aac ? 'such a file must have AAC in it, and be whole' : said.replace(/[\s.]+$/, '');
  throw new NotAudioError(`cannot be read as a recording (${program}: ${why})`);
}

/**
 * Opens what reads recordings. WAV files need nothing; the programs for the rest are fetched into the cache folder (5 MB)
 * when the first of them comes. `progress` is told what a person would want to see.
 */
export function openDecoder(progress: (line: string) => void): Decoder {
  let folder: string | undefined;
  async function decodeOther(file: string, bytes: Buffer): Promise<Sound> {
    const root = await ensurePackages({
      name: 'recordings',
      suite: 'bookworm',
      packages: PACKAGES,
      progress,
    });
    folder ??= await mkdtemp(join(tmpdir(), 'recordings-'));
    const out = join(folder, 'out.wav');
    await rm(out, { force: true });
    return await convert(root, file, isAac(bytes), out);
  }
  return {
    async decode(file) {
      const bytes = await readFile(file);
      if (bytes.length === 0) throw new NotAudioError('is empty');
      const sound = decodeWav(bytes) ?? (await decodeOther(file, bytes));
      if (sound.samples.length === 0) throw new NotAudioError('holds no sound');
      return sound;
    },
    close: async () => {
      if (folder !== undefined) await rm(folder, { recursive: true, force: true });
    },
  };
}
