import { describe, expect, it } from 'vitest';
import { isKeyDoubtful, type KeyTiming } from '../../../src/core/agents/key-timing.ts';

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
