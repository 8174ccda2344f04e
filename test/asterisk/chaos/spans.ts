import type { Interval, ReceivedAudio } from '../../../src/sipkit/index.ts';
import type { Span } from './leg-record.ts';

const PER_MS = 8;
const FRAME_MS = 20;
const FRAME = FRAME_MS * PER_MS;
/** Mean square of a frame below which it is silence: 50 dB below full scale. */
const QUIET = 32768 ** 2 / 10 ** 5;
/** A tone is there when it has this share of a frame's power. */
const TONE_SHARE = 0.5;
/** What is shorter belongs to what is around it, ms: a packet that was late, or one moment of a voice that is as pure as a tone. */
const LEAST_MS = 80;
/** A voice pauses for as long between two words, ms. */
const PAUSE_MS = 600;

/** What was heard, from one moment to another, without gaps. */
export function spansOf(
  heard: Pick<ReceivedAudio, 'pcm' | 'startAt'>,
  { from, to }: Interval,
  tones: readonly number[],
): Span[] {
  const spans: Mutable[] = [];
  for (let at = from; at + FRAME_MS <= to; at += FRAME_MS) {
    const what = frameAt(heard.pcm, Math.round((at - heard.startAt) * PER_MS), tones);
    append(spans, { from: at, to: at + FRAME_MS, what });
  }
  return withoutPauses(withoutBlips(spans));
}

type Mutable = { -readonly [K in keyof Span]: Span[K] };

function append(spans: Mutable[], next: Span): void {
  const last = spans.at(-1);
  if (last && last.what === next.what) last.to = next.to;
  else spans.push({ ...next });
}

function withoutBlips(spans: readonly Span[]): Mutable[] {
  const kept: Mutable[] = [];
  for (const span of spans) {
    const last = kept.at(-1);
    if (last && span.to - span.from < LEAST_MS) last.to = span.to;
    else append(kept, span);
  }
  return kept;
}

/** A short silence between two stretches of a voice is part of what it says. */
function withoutPauses(spans: readonly Span[]): Span[] {
  const kept: Mutable[] = [];
  for (const [i, span] of spans.entries()) {
    const pauses =
      span.what === 'silence' &&
      span.to - span.from < PAUSE_MS &&
      spans[i - 1]?.what === 'speech' &&
      spans[i + 1]?.what === 'speech';
    append(kept, pauses ? { ...span, what: 'speech' } : span);
  }
  return kept;
}

function frameAt(pcm: Int16Array, at: number, tones: readonly number[]): Span['what'] {
  let power = 0;
  for (let i = at; i < at + FRAME; i += 1) power += (pcm[i] ?? 0) ** 2;
  if (power / FRAME < QUIET) return 'silence';
  return tones.find((hz) => toneShare(pcm, at, hz) >= (TONE_SHARE * power) / FRAME) ?? 'speech';
}

/** Goertzel: the power of a frame that stands at one frequency. */
function toneShare(pcm: Int16Array, at: number, hz: number): number {
  const turn = 2 * Math.cos((2 * Math.PI * hz) / (1000 * PER_MS));
  let last = 0;
  let before = 0;
  for (let i = at; i < at + FRAME; i += 1) {
    const next = (pcm[i] ?? 0) + turn * last - before;
    before = last;
    last = next;
  }
  return (2 * (last * last + before * before - turn * last * before)) / FRAME / FRAME;
}
