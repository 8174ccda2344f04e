import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  findPrompts,
  type Instant,
  type Interval,
  intervalsOfMusic,
  type Leg,
  type LegEventName,
  type NamedPrompt,
  type ReceivedAudio,
  readSpeech,
} from '../../../src/sipkit/index.ts';
import { stood } from '../../host/machine.ts';

const SOUNDS = join(import.meta.dirname, '..', '..', '..', 'sounds', 'zh');
/** The way to a party, and back to the engine and out again, on a machine that runs, though it has other work to do, ms. */
export const AT_ONCE_MS = 500;
const RATE = 8000;
const PER_MS = RATE / 1000;
/** What is kept after the end of a call, ms. */
const TAIL_MS = 500;
/** Of what is cut out around a voice, Hz. */
const NOTCH_WIDTH_HZ = 250;
/** A voice is looked for in pieces of this length, ms: 50 Hz are told apart. */
const FRAME_MS = 20;

/** What is said in the calls that are judged here. */
const SAID =
  /^(survey|recording|salute|company|greeting\.(hello|agent|help|serving)|answer|queue|hold|callback|whisper|close\.(anything|goodbye)|fallback|digit)/;

/** All that is said by Asterisk alone: what is looked for among fewer is taken for what begins alike. */
export const SAID_BY_ASTERISK =
  /^(fallback|callback\.(key_in|read_back|confirm|invalid|timeout$)|digit|recording\.notice|hold\.promise$|close\.goodbye$)/;

const files = new Map<string, Promise<Int16Array>>();

/** The samples of a Chinese prompt. */
export function promptPcm(name: string): Promise<Int16Array> {
  const known = files.get(name) ?? readSpeech(join(SOUNDS, `${name}.wav`));
  files.set(name, known);
  return known;
}

/** Chinese prompts by their names, except the tones. */
async function namedPrompts(only: RegExp): Promise<Record<string, Int16Array>> {
  const names = (await readdir(SOUNDS)).map((file) => file.slice(0, -'.wav'.length));
  const spoken = names.filter((name) => !name.startsWith('tone.') && only.test(name));
  return Object.fromEntries(
    await Promise.all(spoken.map(async (name) => [name, await promptPcm(name)] as const)),
  );
}

/** When something happened to a leg (the first time, or the `nth`). */
export function at(leg: Leg, name: LegEventName, nth = 1): Instant {
  const event = leg.events.filter((e) => e.name === name)[nth - 1];
  if (!event) throw new Error(`${name} (${nth}) has not happened to the leg of ${leg.from}`);
  return event.at;
}

const recordings = new WeakMap<Leg, ReceivedAudio>();

/** What a party heard until its call ended, or until now. */
export function recording(leg: Leg): ReceivedAudio {
  const known = recordings.get(leg);
  if (known) return known;
  const heard = leg.rtp.heard();
  const ended = leg.events.find(({ name }) => name === 'ended');
  if (!ended || heard.startAt + heard.pcm.length / PER_MS < ended.at + TAIL_MS) return heard;
  const samples = Math.ceil((ended.at + TAIL_MS - heard.startAt) * PER_MS);
  const whole = { ...heard, pcm: heard.pcm.subarray(0, Math.max(0, samples)) };
  recordings.set(leg, whole);
  return whole;
}

/** The same sound without one party's tone. */
export function withoutTone(heard: ReceivedAudio, hz: number): ReceivedAudio {
  const stream = { ...heard.stream, pcm: notched(heard.stream.pcm, hz) };
  return { ...heard, pcm: notched(heard.pcm, hz), stream };
}

/** A second-order notch. */
function notched(sound: Int16Array, hz: number): Int16Array {
  const w = (2 * Math.PI * hz) / RATE;
  const alpha = (Math.sin(w) * NOTCH_WIDTH_HZ) / (2 * hz);
  const [a0, a1, a2] = [1 + alpha, -2 * Math.cos(w), 1 - alpha];
  const pcm = new Int16Array(sound.length);
  let x1 = 0;
  let x2 = 0;
  let y1 = 0;
  let y2 = 0;
  for (let i = 0; i < pcm.length; i += 1) {
    const x = sound[i] ?? 0;
    const y = (x + a1 * x1 + x2 - a1 * y1 - a2 * y2) / a0;
    x2 = x1;
    x1 = x;
    y2 = y1;
    y1 = y;
    pcm[i] = Math.max(-32768, Math.min(32767, Math.round(y)));
  }
  return pcm;
}

interface Searched {
  /** Tones of parties that were heard at the same time: they are taken out first. */
  readonly voices?: readonly number[];
  /** Fewer prompts than all of such a call: quicker, but takes one for another that begins alike. */
  readonly only?: RegExp;
}

const searches = new WeakMap<ReceivedAudio, Map<string, Promise<NamedPrompt[]>>>();

/** The prompts that were heard, in order. Searching is work: each recording is searched once. */
export function prompts(
  heard: ReceivedAudio,
  { voices = [], only = SAID }: Searched = {},
): Promise<NamedPrompt[]> {
  const known = searches.get(heard) ?? new Map<string, Promise<NamedPrompt[]>>();
  searches.set(heard, known);
  const key = `${voices} ${only}`;
  const found = known.get(key) ?? search(voices.reduce(withoutTone, heard), only);
  known.set(key, found);
  return found;
}

async function search(heard: ReceivedAudio, only: RegExp): Promise<NamedPrompt[]> {
  return findPrompts(heard, await namedPrompts(only));
}

/** What a prompt can be called: files of the same sound have more names than one. */
export function isCalled(prompt: NamedPrompt, name: string): boolean {
  return prompt.name === name || prompt.orElse.includes(name);
}

/** All the times that one prompt was heard. */
export function timesOf(heard: readonly NamedPrompt[], name: string): NamedPrompt[] {
  return heard.filter((prompt) => isCalled(prompt, name));
}

/** The prompt that was heard once and no more. */
export function onlyOne(heard: readonly NamedPrompt[], name: string): NamedPrompt {
  const [one, more] = timesOf(heard, name);
  if (!one || more) {
    throw new Error(`${name} was heard ${one ? 'more than once' : 'not once'} among: ${promptNames(heard)}`);
  }
  return one;
}

/** What was heard, in order, for comparing and for a failed test to show. */
export function promptNames(heard: readonly NamedPrompt[]): string {
  const cut = ({ name, missedMs, heardMs, lostMs, lengthMs }: NamedPrompt) =>
    `${name} (cut: ${missedMs} to ${missedMs + heardMs + lostMs} of ${lengthMs} ms, ${lostMs} ms of it lost)`;
  return heard.map((prompt) => (prompt.whole ? prompt.name : cut(prompt))).join(' ');
}

/** The prompts of a phrase as `told` shows them, with every digit of a number. */
export function phrase(...parts: readonly string[]): string {
  return parts
    .flatMap((part) => (/^\d+$/.test(part) ? [...part].map((digit) => `digit.${digit}`) : [part]))
    .join(' ');
}

/** Music: what is heard and is neither a prompt nor a voice. */
export function music(
  heard: ReceivedAudio,
  known: readonly NamedPrompt[],
  voices: readonly number[] = [],
): Interval[] {
  return intervalsOfMusic(heard, { prompts: known, tones: voices });
}

/** How loud a party's tone is in each frame of a stretch, as its amplitude: it is told even among speech. */
function amplitudes(heard: ReceivedAudio, hz: number, from: Instant, to: Instant): number[] {
  const frame = FRAME_MS * PER_MS;
  const turn = 2 * Math.cos((2 * Math.PI * hz) / RATE);
  const start = Math.max(0, Math.round((from - heard.startAt) * PER_MS));
  const end = Math.min(heard.pcm.length, Math.round((to - heard.startAt) * PER_MS));
  const found: number[] = [];
  for (let first = start; first + frame <= end; first += frame) {
    let last = 0;
    let before = 0;
    for (let i = first; i < first + frame; i += 1) {
      const next = (heard.pcm[i] ?? 0) + turn * last - before;
      before = last;
      last = next;
    }
    found.push((2 / frame) * Math.sqrt(Math.max(0, last * last + before * before - turn * last * before)));
  }
  return found;
}

/** A party's tone is sent with an amplitude of 8000; in a loud prompt less of it is left. */
const THERE = 3000;
const HARDLY_THERE = 1500;

/** A syllable is lost where a party is not heard for so long, ms; a machine that is busy with other things may stumble, and a
 * sibilant of a prompt cover a tone, for less. */
const SYLLABLE_MS = 160;
/** From a sender to a receiver: so long after the machine stood still it may be heard, ms. */
const ON_THE_WAY_MS = 100;

/** Stretches in which a party is not heard though it speaks. */
export function clipped(heard: ReceivedAudio, hz: number, from: Instant, to: Instant): Interval[] {
  const found: { from: number; to: number }[] = [];
  for (const [i, amplitude] of amplitudes(heard, hz, from, to).entries()) {
    if (amplitude >= THERE) continue;
    const start = from + i * FRAME_MS;
    const last = found.at(-1);
    if (last && start - last.to < 1) last.to = start + FRAME_MS;
    else found.push({ from: start, to: start + FRAME_MS });
  }
  return found.filter(({ from, to }) => to - from - stood(from - ON_THE_WAY_MS, to) >= SYLLABLE_MS - 1);
}

/** When a party is first heard after a moment; Infinity if never. */
export function firstHeard(
  heard: ReceivedAudio,
  hz: number,
  from: Instant,
  to = Number.POSITIVE_INFINITY,
): Instant {
  const end = Math.min(to, heard.startAt + heard.pcm.length / PER_MS);
  const index = amplitudes(heard, hz, from, end).findIndex((amplitude) => amplitude >= THERE);
  return index < 0 ? Number.POSITIVE_INFINITY : from + index * FRAME_MS;
}

/** True where nothing of a party is heard. */
export function isUnheard(heard: ReceivedAudio, hz: number, from: Instant, to: Instant): boolean {
  return amplitudes(heard, hz, from, to).every((amplitude) => amplitude < HARDLY_THERE);
}
