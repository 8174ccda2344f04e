import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PromptId } from '../../../src/core/ids.ts';
import type { Source } from '../../../src/core/standard/catalogue/clause.ts';
import type { Standard } from '../../../src/core/standard/standard.ts';
import { type PromptText, parsePromptTexts } from '../../../src/host/prompt-texts.ts';
import { loadShipped } from '../../support/shipped-standards.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');

/** The demo site's line of each standard. */
export const LINES: Readonly<Record<Source, string>> = {
  gas: '4008000001',
  telecom: '4008000002',
  aftersales: '4008000003',
  desk400: '4008000004',
  ticketing: '4008000005',
};

/** The same line again for callers who speak Cantonese, and for callers of an outage. */
export const cantoneseLine = (line: Source) => LINES[line].replace('00000', '10000');
export const outageLine = (line: Source) => LINES[line].replace('00000', '20000');

/** The shipped prompts, by id. */
export const PROMPTS: ReadonlyMap<PromptId, PromptText> = parsePromptTexts(
  readFileSync(join(ROOT, 'sounds', 'prompts.yaml'), 'utf8'),
);

const shipped = loadShipped().standards;

/** One of the five standards, as its file has it. */
export function standardOf(source: Source): Standard {
  const standard = shipped.get(source);
  if (!standard) throw new Error(`standards/${source}.yaml cannot be loaded`);
  return standard;
}

/** The prompts in a phrase, in several steps, or in whatever has some, in their order. Slots are left out. */
export function promptsIn(value: unknown): PromptId[] {
  if (typeof value === 'string') return PROMPTS.has(value) ? [value] : [];
  if (Array.isArray(value)) return value.flatMap(promptsIn);
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(promptsIn) : [];
}

const manifest = JSON.parse(readFileSync(join(ROOT, 'sounds', 'manifest.json'), 'utf8')) as readonly {
  readonly id: PromptId;
  readonly language: string;
  readonly seconds: number;
}[];
const lengths = new Map(
  manifest.flatMap(({ id, language, seconds }) => (language === 'zh' ? [[id, seconds * 1000]] : [])),
);

/** How long it takes to say these prompts, ms. */
export function lengthOf(ids: readonly PromptId[]): number {
  return ids.reduce((sum, id) => sum + (lengths.get(id) ?? 0), 0);
}

/** Every prompt that a standard names. */
export function promptsOf(source: Source): ReadonlySet<PromptId> {
  return new Set(promptsIn(standardOf(source).clauses));
}

/** Said on every line, by the engine itself or in the place of a slot. */
const EVERYWHERE = /^((salute|company|recording\.notice|digit)(\.|$)|title\.\w+\.ask$)/;

/** What can be heard on a line: to look for every prompt there is in every call would be much work. */
export function sayable(source: Source): RegExp {
  const own = promptsOf(source);
  const ids = [...PROMPTS.keys()].filter((id) => own.has(id) || EVERYWHERE.test(id));
  return new RegExp(`^(${ids.map((id) => id.replaceAll('.', '\\.')).join('|')})$`);
}
