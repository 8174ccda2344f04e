import { parse } from 'node:path';
import type { Language, PromptId } from '../core/ids.ts';
import type { PromptText } from '../host/prompt-texts.ts';
import type { PromptProblemCode } from './problems.ts';
import { type ScriptLine, scriptLines } from './script.ts';

/** A recording, and the line that it is taken for. */
export interface Take {
  /** Its name in the folder. */
  readonly name: string;
  readonly line: ScriptLine;
}

/** A recording that is not taken. */
export interface Refusal {
  readonly name: string;
  readonly code: PromptProblemCode;
  readonly cause: string;
  readonly cure: string;
}

export interface Sorted {
  readonly takes: Take[];
  readonly refused: Refusal[];
}

/** A number, alone or ahead of the id: `7`, `007`, `007-hold.reminder`, `007 hold.reminder`. */
const NUMBERED = /^(\d+)(?:[-_ ]+(.+))?$/;

function lineOf(name: string, lines: readonly ScriptLine[]): ScriptLine | undefined {
  const stem = parse(name).name.toLowerCase();
  const byId = (id: PromptId) => lines.find((line) => line.id === id);
  const [, number, id] = NUMBERED.exec(stem) ?? [];
  const numbered = lines.find((line) => line.number === Number(number));
  return id === undefined || numbered?.id === id ? (byId(stem) ?? numbered) : undefined;
}

function unknown(name: string, language: Language): Refusal {
  return {
    name,
    code: 'TAKE_UNKNOWN',
    cause: `No line of the ${language} script has this name or number, or its number is another line's than its id`,
    cure: `Name it by id or number: \`sansheng prompts script --lang ${language}\` has both.`,
  };
}

function twice(name: string, id: PromptId, others: string[]): Refusal {
  return {
    name,
    code: 'TAKE_TWICE',
    cause: `${others.join(' and ')} ${others.length === 1 ? 'is' : 'are'} for ${id} too`,
    cure: 'Leave the better one in the folder.',
  };
}

/** Finds out which line each recording of a folder is. Where two are for one line, neither is taken. Hidden files, which
 * file managers leave everywhere, and the script itself are passed over. */
export function sortTakes(
  names: readonly string[],
  texts: ReadonlyMap<PromptId, PromptText>,
  language: Language,
): Sorted {
  const lines = scriptLines(texts, language);
  const named = names
    .filter((name) => !name.startsWith('.') && !name.endsWith('.md'))
    .sort()
    .map((name) => ({ name, line: lineOf(name, lines) }));
  const takes: Take[] = [];
  const refused: Refusal[] = [];
  for (const { name, line } of named) {
    const others = named
      .filter((other) => other.name !== name && other.line?.id === line?.id)
      .map((o) => o.name);
    if (line === undefined) refused.push(unknown(name, language));
    else if (others.length > 0) refused.push(twice(name, line.id, others));
    else takes.push({ name, line });
  }
  return { takes, refused };
}
