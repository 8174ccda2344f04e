import { describe, expect, it } from 'vitest';
import { isKeyDoubtful, type KeyTiming, mayBeSecond } from '../../../src/core/agents/key-timing.ts';

/** A tone from one time to another, ms. */
const tone = (began: number, ended: number): KeyTiming => ({ endedAt: ended, durationMs: ended - began });

describe('a key is doubtful', () => {
  it.each([
    ['the first key', undefined, tone(0, 100), false],
    ['a person, quickly: 60 ms on, 60 ms off', tone(0, 60), tone(120, 180), false],
    ['the shortest that receivers must take: 40 ms on, 40 ms off', tone(0, 40), tone(80, 120), false],
    ['40 ms off, of which one packet was late', tone(0, 120), tone(140, 240), false],
    ['a phone that stood still sends two at once', tone(0, 100), tone(3, 103), true],
    ['the end of the same key once more', tone(0, 100), tone(1, 101), true],
    ['two tones that overlap', tone(0, 100), tone(80, 180), true],
    ['no pause between them', tone(0, 100), tone(105, 205), true],
    ['the second one ends first', tone(100, 200), tone(0, 100), true],
    ['a tone too short for a key', undefined, tone(0, 20), true],
    ['a tone without a length', tone(0, 100), tone(300, 300), true],
    ['minutes later', tone(0, 100), tone(300_000, 300_100), false],
    ['no times known: an older journal', tone(0, 100), undefined, false],
  ])('%s', (_what, before, key, doubtful) => {
    expect(isKeyDoubtful(before, key)).toBe(doubtful);
  });
});

describe('a code may be the second press', () => {
  const first = { leg: 'a', keys: '*54', atMono: 1000, timing: tone(0, 100) };

  it.each([
    ['a key that bounces: 60 ms after the first', tone(160, 260), 1160, false],
    ['a phone that sends it twice, its keys 200 ms apart', tone(200, 300), 1200, false],
    ['a person who has heard the notes', tone(1200, 1300), 2200, true],
    ['at the last moment', tone(5100, 5200), 6100, true],
    ['later', tone(5200, 5300), 6200, false],
    ['by the clock of Asterisk, not by the one of an engine that stood still', tone(200, 300), 4000, false],
    ['an older journal, soon', undefined, 1200, false],
    ['an older journal, in time', undefined, 2200, true],
    ['an older journal, late', undefined, 6200, false],
  ])('%s', (_what, begins, mono, may) => {
    expect(mayBeSecond(first, mono, begins)).toBe(may);
  });
});
