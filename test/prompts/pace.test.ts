// prompts.rate: ticketing and desk400 are spoken at about 120 characters a minute, so each has its own recording of what it says.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parsePromptTexts, wordsOf } from '../../src/host/prompt-texts.ts';
import { countCharacters } from '../../src/prompts/phrases.ts';
import { rateBand, SHORTEST_MEASURED } from '../../src/prompts/rate.ts';
import { loadShipped } from '../support/shipped-standards.ts';

const ROOT = join(import.meta.dirname, '../..');
const texts = parsePromptTexts(readFileSync(join(ROOT, 'sounds/prompts.yaml'), 'utf8'));
const { standards } = loadShipped();

/** The product's own menus: what to press, and the number that was entered. No document has words for them. */
const MENUS = /^callback\.(offer|key_in|read_back|confirm|invalid|number_is|number\.choose|timeout|undo)/;

/** All texts in a value. */
function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}

function isLongEnough(id: string): boolean {
  const prompt = texts.get(id);
  const words = prompt && wordsOf(prompt, 'zh');
  return words !== undefined && countCharacters(words.text) >= SHORTEST_MEASURED;
}

it.each(['ticketing', 'desk400'])(
  'prompts.rate: every sentence of %s is its own, at its own pace',
  (name) => {
    const said = stringsIn(standards.get(name)?.clauses).filter(
      (id) => id !== 'company' && !MENUS.test(id) && isLongEnough(id),
    );
    expect(said.length).toBeGreaterThan(5);
    expect(said.filter((id) => rateBand(id).aim !== 120)).toEqual([]);
  },
);
