import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LANGUAGES, type Language } from '../../core/ids.ts';
import { decodeWav, encodeWav } from '../wav.ts';

/** Samples a second of what Asterisk plays. */
const RATE = 8000;
/** How many pieces are cut, how far apart they begin, and how long each is, s. A reassurance of the engine's own begins 14.7 s after the
 * beginning of the one before, or after the end of another prompt: while the engine is there no piece is heard to its end. */
const PIECES = 8;
const STEP_S = 12;
const PIECE_S = 14.9;
/** Each piece begins and ends softly, s. */
const FADE_S = 0.1;
const REASSURANCE = 'hold.reminder.wav';

/** The music that reassures by itself, as Asterisk's configuration has it. */
export interface WaitingMusicConf {
  /** For the engine: how many pieces, and the languages. Empty where there is none. */
  readonly variable: string;
  /** Sections of `musiconhold.conf`. */
  readonly classes: string;
}

/**
 * Writes to `<dir>/music` what those hear who wait while the engine is away: pieces of the music (`sounds/music`), after each of which
 * Asterisk plays the reassurance. There is none for a language whose reassurance is missing, nor where the music cannot be played.
 */
export async function writeWaitingMusic(dir: string, sounds: string): Promise<WaitingMusicConf> {
  const music = await readMusic(join(sounds, 'music'));
  const languages = music.length === 0 ? [] : await writeReassurances(join(dir, 'music'), sounds);
  if (languages.length === 0) return { variable: '', classes: '' };
  for (let piece = 0; piece < PIECES; piece += 1) {
    const samples = cut(music, piece * STEP_S * RATE);
    await writeFile(join(dir, 'music', `piece-${piece}.wav`), encodeWav({ samples, rate: RATE }), {
      mode: 0o600,
    });
  }
  const classes = languages.flatMap((language) =>
    Array.from({ length: PIECES }, (_, piece) => classOf(dir, language, piece)),
  );
  return { variable: [PIECES, ...languages].join(' '), classes: classes.join('\n') };
}

/** Asterisk plays the announcement from its beginning wherever the music begins, and again after each file of the folder. */
function classOf(dir: string, language: Language, piece: number): string {
  return [
    `[sansheng-${language}-${piece}]`,
    'mode = files',
    `directory = ${join(dir, 'music', language)}`,
    `announcement = ${join(dir, 'music', `piece-${piece}`)}`,
    '',
  ].join('\n');
}

/** All the music that Asterisk can play, in one; empty where there is none. */
async function readMusic(folder: string): Promise<Float64Array> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.wav')).toSorted();
  const sounds = await Promise.all(names.map(async (name) => decodeWav(await readFile(join(folder, name)))));
  const all = sounds.flatMap((sound) => (sound?.rate === RATE ? [sound.samples] : []));
  const whole = new Float64Array(all.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const samples of all) {
    whole.set(samples, at);
    at += samples.length;
  }
  return whole;
}

/** A piece of the music from this sample on; after its end it begins again. */
function cut(music: Float64Array, from: number): Float64Array {
  const length = PIECE_S * RATE;
  const fade = FADE_S * RATE;
  return Float64Array.from({ length }, (_, i) => {
    const loud = Math.min(1, i / fade, (length - i) / fade);
    return (music[(from + i) % music.length] ?? 0) * loud;
  });
}

/** A folder for each language, with the one file that is heard between the pieces. Returns the languages that have it. */
async function writeReassurances(to: string, sounds: string): Promise<Language[]> {
  const written = await Promise.all(
    LANGUAGES.map(async (language) => {
      await mkdir(join(to, language), { recursive: true, mode: 0o700 });
      try {
        await copyFile(join(sounds, language, REASSURANCE), join(to, language, 'reassurance.wav'));
        return [language];
      } catch {
        // a prompt that is missing is told at the start, and by `sansheng check`
        return [];
      }
    }),
  );
  return written.flat();
}
