import { isAbsolute, relative } from 'node:path';

/** Everything that can be wrong with what an admin wrote. */
export const CONFIG_PROBLEM_CODES = [
  'FILE_MISSING',
  'FILE_UNREADABLE',
  'FILE_ENCODING',
  'YAML_SYNTAX',
  'DUPLICATE_KEY',
  'UNKNOWN_KEY',
  'MISSING_KEY',
  'WRONG_TYPE',
  'OUT_OF_RANGE',
  'BAD_VALUE',
  'UNKNOWN_PROMPT',
  'SLOT_NOT_HERE',
  'UNKNOWN_STANDARD',
  'DUPLICATE_STANDARD',
  'STANDARD_CYCLE',
  'CLAUSES_CONFLICT',
  'NUMBER_LOOSENED',
  'KEY_IDLE',
  'SECRET_MISSING',
  'HOLIDAYS_UNKNOWN',
  'DOUBTFUL',
  'COMPANY_NOT_SPOKEN',
] as const;

export type ConfigProblemCode = (typeof CONFIG_PROBLEM_CODES)[number];

/** One thing that is wrong in a configuration file, and how it is put right. */
export interface ConfigProblem {
  readonly code: ConfigProblemCode;
  readonly file: string;
  /** From 1; 1 where the problem is the whole file. */
  readonly line: number;
  /** From 1. */
  readonly column?: number;
  /** Where in the file, as keys joined by dots: `hold.reminder.every_seconds`; empty where it is the whole file. */
  readonly key: string;
  /** What is wrong, one sentence without its full stop. */
  readonly cause: string;
  /** What to do about it, one sentence with its full stop. */
  readonly cure: string;
}

/** As an admin reads it: `standards/mine.yaml:12: hold.reminder.every_secnds: unknown key. Did you mean every_seconds?`
 * Files inside `from` are named from there. */
export function formatProblem(problem: ConfigProblem, from = process.cwd()): string {
  const near = relative(from, problem.file);
  const file = near.startsWith('..') || isAbsolute(near) ? problem.file : near;
  const key = problem.key === '' ? '' : `${problem.key}: `;
  return `${file}:${problem.line}: ${key}${problem.cause}. ${problem.cure}`;
}
