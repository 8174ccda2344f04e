import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { findPrompts, type Leg, readSpeech } from '../../src/sipkit/index.ts';
import { type AsteriskOnlyCalls, callAsteriskOnly } from './support/asterisk-only.ts';
import { prompts, recording, SAID_BY_ASTERISK } from './support/hearing.ts';

let alone: AsteriskOnlyCalls;
beforeAll(async () => {
  alone = await callAsteriskOnly();
});

describe('Asterisk alone', () => {
  const heard = async (leg: Leg) =>
    (await prompts(recording(leg), { only: SAID_BY_ASTERISK })).map(({ name }) => name);

  test('keeps what was keyed, and nothing of a caller id that is no number', async () => {
    const { entries } = alone;
    expect(entries.map(({ text }) => text.replace(/\d+$/, 'NOW')).toSorted()).toEqual([
      '4008000001|13800050001|13800050001|NOW',
      '4008001234|+8613800050002|+8613800050002|NOW',
      '4008001234|02112345678|13800050004|NOW',
      '4008001234|13900003333|13800050006|NOW',
    ]);
    expect(new Set(entries.map(({ key }) => key)).size).toBe(4);
  });

  test("speaks the line's language", async () => {
    const { english } = alone.legs;
    const file = join(import.meta.dirname, '../../sounds/en/fallback.offer.wav');
    const found = await findPrompts(recording(english), { offer: await readSpeech(file) });
    expect(found).toMatchObject([{ name: 'offer', whole: true }]);
  });

  test('promises nothing that its own database has refused', async () => {
    const { notWritten, notCommitted } = alone.legs;
    for (const leg of [notWritten, notCommitted]) {
      expect((await heard(leg)).slice(-2)).toEqual(['fallback.not_kept', 'close.goodbye']);
      expect(await heard(leg)).not.toContain('hold.promise');
    }
  });

  test('promises nothing to a number that no rule of the site allows, and says so', async () => {
    const { mended } = alone.legs;
    const after = (await heard(mended)).filter((name) => /callback|promise/.test(name));
    expect(after).toEqual([
      'callback.key_in',
      'callback.invalid',
      'callback.read_back',
      'callback.confirm',
      'hold.promise',
    ]);
  });

  test('tells who keys slowly that the time is over, and asks again', async () => {
    const { slow } = alone.legs;
    expect(await heard(slow)).toEqual(expect.arrayContaining(['callback.timeout', 'hold.promise']));
  });

  test("asks three times for a number, and hands on to the admin's own context", async () => {
    const { wrong, mended, silent } = alone.legs;
    expect(await heard(mended)).toEqual(
      expect.arrayContaining(['callback.invalid', 'hold.promise', 'close.goodbye']),
    );
    for (const leg of [wrong, silent]) {
      expect((await heard(leg)).at(-1)).toBe('recording.notice');
      expect(await heard(leg)).not.toContain('close.goodbye');
    }
  });
});
