import { open, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LANGUAGES, type Language, type PromptId } from '../core/ids.ts';
import { messageOf, systemCode } from '../util/errors.ts';
import { parsePromptTexts } from './prompt-texts.ts';
import { NotWavError, readWavHeader, type WavHeader } from './wav.ts';

/** What can be wrong with the prompts and the music; sounds/README.md explains each. */
export const SOUND_PROBLEM_CODES = [
  'SOUND_LIST_UNREADABLE',
  'SOUND_LANGUAGE_MISSING',
  'SOUND_MISSING',
  'SOUND_UNREADABLE',
  'SOUND_NOT_AUDIO',
  'SOUND_WRONG_FORMAT',
  'SOUND_CUT_SHORT',
  'SOUND_NO_MUSIC',
] as const;

export type SoundProblemCode = (typeof SOUND_PROBLEM_CODES)[number];

/** One thing that is wrong with a sound, and how it is put right. */
export interface SoundProblem {
  readonly code: SoundProblemCode;
  readonly file: string;
  /** What is wrong, one sentence without its full stop. */
  readonly cause: string;
  /** What to do about it, one sentence with its full stop. */
  readonly cure: string;
}

/** The prompts that can be played. */
export interface SoundLibrary {
  /** Milliseconds, as measured from the files; a prompt that cannot be played has no entry. */
  readonly durations: Record<Language, Record<PromptId, number>>;
  readonly problems: SoundProblem[];
}

/** A file's length in milliseconds, where it can be played, and what is wrong with it. */
export type FoundSound =
  | { durationMs: number; problem?: SoundProblem }
  | { durationMs?: never; problem: SoundProblem };

/** The sound of every sensible WAV file begins within this many bytes, whatever its editor wrote ahead of it. */
const HEAD_BYTES = 65536;
const CONVERT =
  'Save it as 16-bit PCM WAV, mono, 8000 Hz: sox IN.wav -b 16 -e signed-integer -r 8000 -c 1 OUT.wav';
const CURE_OF_ABSENCE =
  'Put recordings of the prompts there, or run npm run prompts, which makes what is missing.';

async function readHead(file: string): Promise<{ head: Buffer; size: number }> {
  const handle = await open(file);
  try {
    const { size } = await handle.stat();
    const { buffer, bytesRead } = await handle.read({
      buffer: Buffer.alloc(Math.min(size, HEAD_BYTES)),
      position: 0,
    });
    return { head: buffer.subarray(0, bytesRead), size };
  } finally {
    await handle.close();
  }
}

/** What keeps Asterisk from playing it as 8 kHz signed linear, or undefined. */
function wrongFormat({
  encoding,
  extensible,
  bitsPerSample,
  channels,
  sampleRate,
  dataBytes,
}: WavHeader): string | undefined {
  const wrong: string[] = [];
  if (encoding !== 'pcm' || extensible) wrong.push('is compressed or otherwise not plain PCM');
  if (bitsPerSample !== 16) wrong.push(`has ${bitsPerSample} bits a sample`);
  if (channels !== 1) wrong.push(`has ${channels} channels`);
  if (sampleRate !== 8000) wrong.push(`has ${sampleRate} samples a second`);
  // Asterisk takes the length for a signed number; programs that write to a pipe leave 0 or the largest one there.
  if (dataBytes === 0 || dataBytes > 0x7fffffff) wrong.push('does not say how much sound it holds');
  return wrong.length === 0 ? undefined : wrong.join(', ');
}

function judge(file: string, head: Buffer, size: number): FoundSound {
  const header = readWavHeader(head);
  if (!header.formatFirst) {
    throw new NotWavError('does not have its format first, where Asterisk looks for it');
  }
  const wrong = wrongFormat(header);
  if (wrong !== undefined) {
    return {
      problem: { code: 'SOUND_WRONG_FORMAT', file, cause: `The sound ${wrong}`, cure: `${CONVERT}.` },
    };
  }
  const there = Math.min(header.dataBytes, size - header.dataOffset);
  const durationMs = Math.round(there / 16);
  if (there === header.dataBytes) return { durationMs };
  const cause = `The sound ends after ${durationMs} ms of the ${Math.round(header.dataBytes / 16)} ms it announces`;
  return {
    durationMs,
    problem: { code: 'SOUND_CUT_SHORT', file, cause, cure: 'Copy the file again, whole.' },
  };
}

function problemOf(file: string, error: unknown): SoundProblem {
  if (error instanceof NotWavError) {
    return { code: 'SOUND_NOT_AUDIO', file, cause: `The file ${error.message}`, cure: `${CONVERT}.` };
  }
  if (systemCode(error) === 'ENOENT') {
    return { code: 'SOUND_MISSING', file, cause: 'There is no such file', cure: CURE_OF_ABSENCE };
  }
  const cause = `The file cannot be read: ${messageOf(error)}`;
  return {
    code: 'SOUND_UNREADABLE',
    file,
    cause,
    cure: 'Let the user that runs the engine and Asterisk read it.',
  };
}

/** Looks at one file: whether Asterisk can play it, and how long it is. Never rejects. */
export async function checkSound(file: string): Promise<FoundSound> {
  try {
    const { head, size } = await readHead(file);
    return judge(file, head, size);
  } catch (error) {
    return { problem: problemOf(file, error) };
  }
}

async function readLanguage(
  folder: string,
  ids: PromptId[],
): Promise<{ durations: Record<PromptId, number>; problems: SoundProblem[] }> {
  const found = await Promise.all(
    ids.map(async (id) => ({ id, ...(await checkSound(join(folder, `${id}.wav`))) })),
  );
  if (found.every(({ problem }) => problem?.code === 'SOUND_MISSING')) {
    const cause = 'There are no prompts in this language, and Asterisk would play English ones instead';
    const problem: SoundProblem = {
      code: 'SOUND_LANGUAGE_MISSING',
      file: folder,
      cause,
      cure: CURE_OF_ABSENCE,
    };
    return { durations: {}, problems: [problem] };
  }
  return {
    durations: Object.fromEntries(
      found.flatMap(({ id, durationMs }) => (durationMs === undefined ? [] : [[id, durationMs]])),
    ),
    problems: found.flatMap(({ problem }) => problem ?? []),
  };
}

/** Asterisk plays every file of the music folder: each must be playable, and there must be one. */
async function readMusic(folder: string): Promise<SoundProblem[]> {
  try {
    const files = await readdir(folder);
    const found = await Promise.all(files.map((file) => checkSound(join(folder, file))));
    if (files.length > 0) return found.flatMap(({ problem }) => problem ?? []);
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') return [problemOf(folder, error)];
  }
  const cause = 'There is no music for callers who wait: they would hear nothing between the prompts';
  return [{ code: 'SOUND_NO_MUSIC', file: folder, cause, cure: `Put a recording there. ${CONVERT}.` }];
}

/**
 * Looks over all prompts that `prompts.yaml` in `dir` lists, in every language, and the hold music. Lengths are taken from
 * the files themselves, since an admin may have put recordings of a real voice in place. Never rejects: whatever is wrong is
 * among the problems, and the rest can be played.
 */
export async function readSounds(dir: string): Promise<SoundLibrary> {
  const durations: SoundLibrary['durations'] = { zh: {}, yue: {}, en: {} };
  const list = join(dir, 'prompts.yaml');
  let ids: PromptId[];
  try {
    ids = [...parsePromptTexts(await readFile(list, 'utf8')).keys()];
  } catch (error) {
    const cause = `The list of prompts cannot be read: ${messageOf(error)}`;
    const cure = 'Put the file back as it was shipped, and correct the texts in it only.';
    return { durations, problems: [{ code: 'SOUND_LIST_UNREADABLE', file: list, cause, cure }] };
  }
  const problems: SoundProblem[] = [];
  for (const language of LANGUAGES) {
    const read = await readLanguage(join(dir, language), ids);
    durations[language] = read.durations;
    problems.push(...read.problems);
  }
  problems.push(...(await readMusic(join(dir, 'music'))));
  return { durations, problems };
}
