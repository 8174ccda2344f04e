// The lint clauses, on one prompt: what is measured, and what is wrong with it. Pure.

import type { PromptId } from '../core/ids.ts';
import type { Words } from '../host/prompt-texts.ts';
import type { Sound } from '../host/wav.ts';
import { countCharacters, endsSentence } from './phrases.ts';
import type { PromptProblem } from './problems.ts';
import { rateBand, SHORTEST_MEASURED } from './rate.ts';
import { countClipped, findSpeech, type Speech } from './speech.ts';
import { forbiddenIn, saysNi } from './wording.ts';

/** prompts.volume: speech at this level, RMS in dBFS, wherever it was recorded. */
export const LEVEL_BAND = { min: -22, max: -18 };
/** prompts.volume: the longest silence at the ends, in ms. Where no sentence ends the next part follows at once. */
const ENDS_MS = { before: 60, afterPart: 60, afterSentence: 150 };

/** Why a prompt's rate is not judged: the standards count characters; a short text is over before a rate can be told. */
export type Exempt = 'not Chinese' | 'short' | 'silent';

/** What was measured on one prompt. */
export interface Measurement {
  readonly seconds: number;
  /** Over the speech, its pauses included. */
  readonly charactersPerMinute: number | Exempt;
  /** RMS of the speech, in dBFS. */
  readonly level: number;
  readonly clipped: number;
  readonly silenceBeforeMs: number;
  readonly silenceAfterMs: number;
}

/** A problem, but for where it was found. */
export type Finding = Omit<PromptProblem, 'id' | 'language' | 'file'>;

function rateOf({ text, language }: Words, { start, end }: Speech): number | Exempt {
  if (language === 'en') return 'not Chinese';
  if (countCharacters(text) < SHORTEST_MEASURED) return 'short';
  return end > start ? (countCharacters(text) * 60) / (end - start) : 'silent';
}

/** Measures a prompt. A silent one is silence before its end, and has no rate. */
export function measurePrompt(words: Words, sound: Sound): Measurement {
  const speech = findSpeech(sound);
  const seconds = sound.samples.length / sound.rate;
  return {
    seconds,
    charactersPerMinute: rateOf(words, speech),
    level: speech.rms,
    clipped: countClipped(sound),
    silenceBeforeMs: Math.round(speech.start * 1000),
    silenceAfterMs: Math.round((seconds - speech.end) * 1000),
  };
}

/** prompts.rate */
function judgeRate(id: PromptId, rate: number | Exempt): Finding[] {
  if (typeof rate !== 'number') return [];
  const { min, max } = rateBand(id);
  const common = { clause: 'prompts.rate', measured: Math.round(rate), limits: { min, max } };
  const said = `${Math.round(rate)} characters a minute, where ${min} to ${max} are due`;
  const unit = 'characters/min' as const;
  if (rate > max)
    return [
      {
        code: 'PROMPT_TOO_FAST',
        ...common,
        unit,
        cause: `It is spoken too fast: ${said}`,
        cure: 'Record it again, more slowly.',
      },
    ];
  if (rate < min)
    return [
      {
        code: 'PROMPT_TOO_SLOW',
        ...common,
        unit,
        cause: `It is spoken too slowly: ${said}`,
        cure: 'Record it again, more briskly.',
      },
    ];
  return [];
}

/** prompts.volume: loudness */
function judgeLevel({ level, clipped }: Measurement): Finding[] {
  const found: Finding[] = [];
  const common = { clause: 'prompts.volume', measured: Math.round(level * 10) / 10, limits: LEVEL_BAND };
  const said = `${level.toFixed(1)} dBFS, where ${LEVEL_BAND.min} to ${LEVEL_BAND.max} are due`;
  const cure = 'Bring the level there, or let `sansheng prompts import` do it.';
  const unit = 'dBFS' as const;
  if (level > LEVEL_BAND.max)
    found.push({ code: 'PROMPT_TOO_LOUD', ...common, unit, cause: `It is too loud: ${said}`, cure });
  if (level < LEVEL_BAND.min)
    found.push({ code: 'PROMPT_TOO_QUIET', ...common, unit, cause: `It is too quiet: ${said}`, cure });
  if (clipped > 0)
    found.push({
      code: 'PROMPT_CLIPPED',
      clause: 'prompts.volume',
      measured: clipped,
      limits: { max: 0 },
      unit: 'places',
      cause: `It is clipped in ${clipped} ${clipped === 1 ? 'place' : 'places'}: samples in a row are at full scale`,
      cure: 'Record it again with less gain: what was cut off is lost, and turning it down does not bring it back.',
    });
  return found;
}

/** prompts.volume: silence at the ends */
function judgeEnds({ text }: Words, { silenceBeforeMs, silenceAfterMs }: Measurement): Finding[] {
  const after = endsSentence(text) ? ENDS_MS.afterSentence : ENDS_MS.afterPart;
  const ends = [
    { where: 'before', measured: silenceBeforeMs, max: ENDS_MS.before },
    { where: 'after', measured: silenceAfterMs, max: after },
  ];
  return ends
    .filter(({ measured, max }) => measured > max)
    .map(({ where, measured, max }) => ({
      code: 'PROMPT_LONG_SILENCE',
      clause: 'prompts.volume',
      measured,
      limits: { max },
      unit: 'ms',
      cause: `There are ${measured} ms of silence ${where} the speech, where at most ${max} are due`,
      cure: 'Cut it off, or let `sansheng prompts import` do it.',
    }));
}

/** What is wrong with how a prompt sounds. */
export function judgeSound(id: PromptId, words: Words, measured: Measurement): Finding[] {
  if (measured.level === Number.NEGATIVE_INFINITY) {
    const cause = 'Nobody speaks in it: the file is silent';
    return [{ code: 'PROMPT_SILENT', clause: 'prompts.volume', cause, cure: 'Record it again.' }];
  }
  return [
    ...judgeRate(id, measured.charactersPerMinute),
    ...judgeLevel(measured),
    ...judgeEnds(words, measured),
  ];
}

/** prompts.forbidden: what is wrong with what a prompt says. */
export function judgeWords(words: Words): Finding[] {
  const clause = 'prompts.forbidden';
  const cure = 'Word it otherwise in prompts.yaml, then record it again.';
  const found: Finding[] = forbiddenIn(words).map((phrase) => ({
    code: 'PROMPT_FORBIDDEN_PHRASE',
    clause,
    cause: `It says ${phrase}, which no caller may hear: ${words.text}`,
    cure,
  }));
  if (saysNi(words))
    found.push({ code: 'PROMPT_SAYS_NI', clause, cause: `It says 你, where 您 is due: ${words.text}`, cure });
  return found;
}
