// A question whose answer nobody awaits runs straight into the goodbye: what plays before it asks nothing, or waits.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Phrase } from '../../src/core/standard/standard.ts';
import { parsePromptTexts, wordsOf } from '../../src/host/prompt-texts.ts';
import { loadShipped } from '../support/shipped-standards.ts';

const ROOT = join(import.meta.dirname, '../..');
const texts = parsePromptTexts(readFileSync(join(ROOT, 'sounds/prompts.yaml'), 'utf8'));
const { standards } = loadShipped();

function asks(say: Phrase | undefined): boolean {
  const prompt = texts.get(say?.at(-1) ?? '');
  return prompt !== undefined && /[？?]$/.test(wordsOf(prompt, 'zh')?.text ?? '');
}

it.each([...standards])(
  '%s asks nobody anything right before the goodbye without awaiting the answer',
  (_, { clauses }) => {
    const handedOn = [clauses['people.complaint'], clauses['people.supervisor']];
    expect(handedOn.filter((clause) => asks(clause?.sayRecorded) && !clause?.answerMs)).toEqual([]);
    expect(asks(clauses['hold.promise']?.say)).toBe(false);
    expect(asks(clauses['language.caller']?.sayApology)).toBe(false);
  },
);
