// Judges what was heard, on a thread of its own: the parties go on speaking meanwhile.
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parentPort } from 'node:worker_threads';
import { findPrompts, type Interval, type ReceivedAudio, readSpeech } from '../../../src/sipkit/index.ts';
import type { FoundPrompt, Span } from './leg-record.ts';
import { spansOf } from './spans.ts';
import { TONES } from './tones.ts';

/** One leg's sound, to be judged from one moment to another. */
export interface JudgeRequest {
  readonly id: number;
  readonly heard: ReceivedAudio;
  readonly during: Interval;
}

export interface Judgement {
  readonly id: number;
  readonly spans: readonly Span[];
  readonly prompts: readonly FoundPrompt[];
}

const SOUNDS = join(import.meta.dirname, '../../../sounds/zh');
/** What the audits have to know by its words; all else is a voice. */
const SEARCHED = /^(hold\.promise|close\.goodbye|close\.goodbye\.outbound|fallback\.apology)$/;

const known = Promise.all(
  (await readdir(SOUNDS))
    .map((file) => file.slice(0, -'.wav'.length))
    .filter((name) => SEARCHED.test(name))
    .map(async (name) => [name, await readSpeech(join(SOUNDS, `${name}.wav`))] as const),
).then(Object.fromEntries<Int16Array>);

async function judge({ id, heard, during }: JudgeRequest): Promise<Judgement> {
  const spans = spansOf(heard, during, TONES);
  const voices = spans.some(({ what }) => what === 'speech');
  const found = voices ? findPrompts(heard, await known) : [];
  const prompts = found.map(({ name, from, to, heardMs, lengthMs }) => {
    return { name, from, to, heard: heardMs / lengthMs };
  });
  return { id, spans, prompts };
}

parentPort?.on('message', (request: JudgeRequest) => {
  void judge(request).then((judgement) => parentPort?.postMessage(judgement));
});
