import type { Language, PromptId } from '../core/ids.ts';
import type { SoundProblemCode } from '../host/sounds.ts';

/** What can be wrong with a prompt as it is worded and recorded, and with recordings that are to be taken in; docs/admin/errors.md
 * explains each. */
export const PROMPT_PROBLEM_CODES = [
  'PROMPT_TOO_FAST',
  'PROMPT_TOO_SLOW',
  'PROMPT_TOO_LOUD',
  'PROMPT_TOO_QUIET',
  'PROMPT_CLIPPED',
  'PROMPT_SILENT',
  'PROMPT_LONG_SILENCE',
  'PROMPT_FORBIDDEN_PHRASE',
  'PROMPT_SAYS_NI',
  'PROMPT_UNKNOWN',
  'TAKE_UNKNOWN',
  'TAKE_TWICE',
  'TAKE_NOT_AUDIO',
  'TAKE_SILENT',
  'TAKE_NOISY',
  'TAKE_TOO_LONG',
  'TAKE_TOO_SHORT',
  'TAKE_CLIPPED',
] as const;

export type PromptProblemCode = (typeof PROMPT_PROBLEM_CODES)[number];

/** One thing that is wrong with a prompt. */
export interface PromptProblem {
  readonly code: PromptProblemCode | SoundProblemCode;
  readonly id: PromptId;
  /** Of the folder that the file is in. */
  readonly language: Language;
  readonly file: string;
  /** The clause that is not kept, where it is one. */
  readonly clause?: string;
  /** What was measured, in `unit`, and within what it should be. */
  readonly measured?: number;
  readonly limits?: { readonly min?: number; readonly max?: number };
  readonly unit?: 'characters/min' | 'dBFS' | 'ms' | 'places';
  /** One sentence without its full stop. */
  readonly cause: string;
  /** One sentence with its full stop. */
  readonly cure: string;
}
