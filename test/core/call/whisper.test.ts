import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { whisperOf } from '../../../src/core/call/whisper.ts';
import { KIND_RULES } from '../../../src/core/callback/kinds.ts';
import type { CallbackKind } from '../../../src/core/model/callback.ts';
import { parsePromptTexts } from '../../../src/host/prompt-texts.ts';
import { CallDrive } from '../support/call-drive.ts';

const MINUTE = 60_000;
const call = CallDrive.out().state;
const since = (ms: number) => {
  const { callback } = call;
  const said = whisperOf({ ...call, callback: callback && { ...callback, since: 0 } }, ms);
  return said.find((prompt) => prompt.startsWith('whisper.since.'))?.slice('whisper.since.'.length);
};

it.each([
  [0, undefined],
  [2 * MINUTE - 1, undefined],
  [2 * MINUTE, '2m'],
  [14 * MINUTE, '10m'],
  [59 * MINUTE, '45m'],
  [60 * MINUTE, '1h'],
  [5 * 60 * MINUTE, '4h'],
  [23 * 60 * MINUTE, '12h'],
  [24 * 60 * MINUTE, '1d'],
  [40 * 24 * 60 * MINUTE, '7d'],
  // a clock that was put back
  [-MINUTE, undefined],
])('a promise of %i ms ago is one of %s', (ms, said) => {
  expect(since(ms)).toBe(said);
});

it('every kind of callback, and every time, has a recording', async () => {
  const texts = parsePromptTexts(await readFile(join('sounds', 'prompts.yaml'), 'utf8'));
  const kinds = (Object.keys(KIND_RULES) as CallbackKind[]).flatMap((kind) => {
    const { callback } = call;
    return whisperOf({ ...call, callback: callback && { ...callback, kind } }, call.arrivedAt.wall);
  });
  const times = Array.from({ length: 400 }, (_, n) => since(n * 30 * MINUTE)).concat(
    Array.from({ length: 60 }, (_, n) => since(n * MINUTE)),
  );
  const said = new Set([...kinds, ...times.flatMap((time) => (time ? [`whisper.since.${time}`] : []))]);
  const recorded = [...texts.keys()].filter((id) => /^whisper\.(kind|since)\./.test(id));
  expect([...said].filter((id) => !texts.has(id))).toEqual([]);
  expect(recorded.filter((id) => !said.has(id))).toEqual([]);
});
