import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { LANGUAGES, type Language, type PromptId } from '../core/ids.ts';
import type { PromptText } from '../host/prompt-texts.ts';
import { encodeWav, type Sound } from '../host/wav.ts';
import { type Decoder, NotAudioError } from './decode.ts';
import { type PromptFile, promptFiles } from './examine.ts';
import { putAside, readIfThere, writeWhole } from './files.ts';
import { finishTake } from './finish.ts';
import { judgeSound, type Measurement, measurePrompt } from './lint.ts';
import { describeRecording, entryOf, formatManifest, type ManifestEntry, readManifest } from './manifest.ts';
import type { PromptProblem } from './problems.ts';
import { type ScriptLine, targetSeconds } from './script.ts';
import { countClipped, findSpeech, signalToNoise } from './speech.ts';
import { type Refusal, sortTakes, type Take } from './takes.ts';

/** A recording that has become a prompt. */
export interface Imported {
  readonly name: string;
  readonly id: PromptId;
  /** Where it was written: more than one where a prompt is the same in every language's folder. */
  readonly files: string[];
  /** Where the files went that were there before. */
  readonly replaced: string[];
  readonly measured: Measurement;
  /** What still falls short, and only a new recording mends. */
  readonly problems: PromptProblem[];
}

export interface ImportReport {
  readonly language: Language;
  readonly dryRun: boolean;
  readonly imported: Imported[];
  readonly refused: Refusal[];
}

export interface ImportRequest {
  /** Where the recordings are. */
  readonly folder: string;
  /** The folder of sounds. */
  readonly dir: string;
  readonly language: Language;
  readonly texts: ReadonlyMap<PromptId, PromptText>;
  /** Say what would be done, and write nothing. */
  readonly dryRun: boolean;
  readonly decoder: Decoder;
}

/** No line takes half as long: a longer recording is several in one file. */
const LONGEST_SECONDS = 60;

/** In dB. A quiet office gives 35 and more; a word without a stop in it that was cut close at both ends, 12 and more. */
const LEAST_SIGNAL_TO_NOISE = 12;

function refusal(name: string, code: Refusal['code'], cause: string, cure: string): Refusal {
  return { name, code, cause, cure };
}

async function decode(take: Take, { folder, decoder }: ImportRequest): Promise<Sound | Refusal> {
  const file = join(folder, take.name);
  try {
    return await decoder.decode(file);
  } catch (error) {
    if (!(error instanceof NotAudioError)) throw error;
    const cure = 'Save the recording as WAV, FLAC, MP3, Ogg or M4A (AAC) and try again.';
    return refusal(take.name, 'TAKE_NOT_AUDIO', `The file ${error.message}`, cure);
  }
}

/** The prompt that a recording makes, or why it makes none. */
function makePrompt({ name, line }: Take, recorded: Sound): Sound | Refusal {
  const seconds = recorded.samples.length / recorded.rate;
  if (seconds > LONGEST_SECONDS) {
    const cause = `The recording lasts ${Math.round(seconds)} s: it has more than this line in it`;
    return refusal(name, 'TAKE_TOO_LONG', cause, 'Cut it into one file for each line.');
  }
  const finished = finishTake(recorded, line.words.text);
  if (finished === undefined) return silent(name);
  return noisy(name, recorded) ?? otherLength(name, line, finished) ?? finished;
}

function silent(name: string): Refusal {
  const cure = 'Record it again, and see that the right microphone is on.';
  return refusal(name, 'TAKE_SILENT', 'Nobody speaks in the recording', cure);
}

/** Room noise is no speech, and speech in much of it is not understood on a telephone. */
function noisy(name: string, recorded: Sound): Refusal | undefined {
  const ratio = signalToNoise(recorded);
  if (ratio === Number.NEGATIVE_INFINITY) return silent(name);
  if (ratio >= LEAST_SIGNAL_TO_NOISE) return undefined;
  const cause = `What is loudest in the recording is ${Math.round(ratio)} dB above the noise of the room, where ${LEAST_SIGNAL_TO_NOISE} are due`;
  const cure =
    'Record it again in a quiet room, nearer to the microphone, with half a second of silence at both ends.';
  return refusal(name, 'TAKE_NOISY', cause, cure);
}

/** Speech that cannot be this line: nobody speaks twice as fast as the script asks, or half as fast and a second more. */
function otherLength(name: string, { id, words }: ScriptLine, finished: Sound): Refusal | undefined {
  const { start, end } = findSpeech(finished);
  const { min, max } = targetSeconds(id, words);
  const said = `Somebody speaks for ${(end - start).toFixed(1)} s, where ${id} takes ${min.toFixed(1)} to ${max.toFixed(1)}`;
  if (end - start > 2 * max + 1)
    return refusal(name, 'TAKE_TOO_LONG', said, 'Cut it into one file for each line.');
  if (end - start < min / 2)
    return refusal(
      name,
      'TAKE_TOO_SHORT',
      said,
      'Record the whole line, or name the file by the line that it is.',
    );
  return undefined;
}

function judge(file: PromptFile, take: Take, recorded: Sound, measured: Measurement): PromptProblem[] {
  const findings = judgeSound(file.id, take.line.words, measured);
  const clipped = countClipped(recorded);
  const problems: PromptProblem[] = findings.map((finding) => ({ ...file, ...finding }));
  if (clipped > 0)
    problems.push({
      ...file,
      code: 'TAKE_CLIPPED',
      clause: 'prompts.volume',
      measured: clipped,
      limits: { max: 0 },
      unit: 'places',
      cause: `The recording is clipped in ${clipped} ${clipped === 1 ? 'place' : 'places'}`,
      cure: 'Record it again with less gain: what was cut off is lost.',
    });
  return problems;
}

/** Puts a prompt in its place or places. What was there is kept, unless it is the same. */
async function place(files: PromptFile[], bytes: Buffer, dir: string): Promise<string[]> {
  const replaced: string[] = [];
  for (const { file } of files) {
    if ((await readIfThere(file))?.equals(bytes)) continue;
    const aside = await putAside(dir, file);
    if (aside !== undefined) replaced.push(aside);
    await writeWhole(file, bytes);
  }
  return replaced;
}

async function importTake(
  take: Take,
  request: ImportRequest,
  manifest: Map<string, ManifestEntry>,
): Promise<Imported | Refusal> {
  const recorded = await decode(take, request);
  if ('code' in recorded) return recorded;
  const finished = makePrompt(take, recorded);
  if ('code' in finished) return finished;
  const { texts, dir, language, dryRun } = request;
  const { id, words } = take.line;
  const prompt = texts.get(id);
  if (prompt === undefined) throw new Error(`${id} was in the script and is no prompt`);
  const everywhere = 'text' in prompt ? LANGUAGES : [language];
  const files = everywhere.flatMap((each) => promptFiles(dir, new Map([[id, prompt]]), each));
  const measured = measurePrompt(words, finished);
  const own: PromptFile = { id, language, file: join(dir, language, `${id}.wav`) };
  const problems = judge(own, take, recorded, measured);
  const replaced = dryRun ? [] : await place(files, encodeWav(finished), dir);
  for (const file of files) {
    const before = entryOf([...manifest.values()], file);
    manifest.set(`${file.language}/${id}`, describeRecording(file, prompt, finished, before));
  }
  return { name: take.name, id, files: files.map(({ file }) => file), replaced, measured, problems };
}

/** The names of the files in a folder. */
async function namesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
}

/**
 * Takes recordings in: each is decoded, cut to its speech, levelled, brought to 8 kHz 16-bit mono and put in its place in the
 * folder of sounds; what was there before goes to `replaced/`. Judges each as it is then (prompts.rate, prompts.volume).
 * Rejects where the folder cannot be read or written, or a decoder cannot be fetched (HostError).
 */
export async function importTakes(request: ImportRequest): Promise<ImportReport> {
  const { folder, dir, language, texts, dryRun } = request;
  const { takes, refused } = sortTakes(await namesIn(folder), texts, language);
  const manifest = new Map(
    (await readManifest(dir)).map((entry) => [`${entry.language}/${entry.id}`, entry]),
  );
  const imported: Imported[] = [];
  for (const take of takes) {
    const result = await importTake(take, request, manifest);
    if ('code' in result) refused.push(result);
    else imported.push(result);
  }
  if (!dryRun && imported.length > 0)
    await writeWhole(join(dir, 'manifest.json'), formatManifest([...manifest.values()]));
  return { language, dryRun, imported, refused };
}
