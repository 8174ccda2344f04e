import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Language } from '../../../src/core/ids.ts';
import { addressOf } from '../../../src/core/prompts/customer-name.ts';
import { parsePromptTexts, wordsOf } from '../../../src/host/prompt-texts.ts';

const texts = parsePromptTexts(
  readFileSync(join(import.meta.dirname, '../../../sounds/prompts.yaml'), 'utf8'),
);

/** What is heard of a name. */
function said(name: string, language: Language = 'zh', asks = false): string | null {
  const prompts = addressOf(name, language, asks);
  if (!prompts) return null;
  return prompts
    .map((id) => {
      const prompt = texts.get(id);
      return (prompt && wordsOf(prompt, language)?.text) ?? expect.fail(`there is no prompt ${id}`);
    })
    .join(language === 'en' ? ' ' : '');
}

describe('a customer’s name', () => {
  it.each([
    ['王先生', '王先生'],
    ['王建国先生', '王先生'],
    ['李 女士', '李女士'],
    ['張小姐', '张小姐'],
    ['章小姐', '张小姐'],
    ['于先生', '于先生'],
  ])('%s is addressed as %s', (name, as) => {
    expect(said(name)).toBe(as);
  });

  it('in Cantonese and in English, in their order', () => {
    expect(said('陈先生', 'yue')).toBe('陳先生');
    expect(said('陈先生', 'en')).toBe('Mister Chen');
  });

  it('at the end of a question', () => {
    expect(said('王先生', 'zh', true)).toBe('王先生吗？');
    expect(said('王先生', 'en', true)).toBe('Mister Wang');
  });

  it.each(['王建国', '先生', '鱼先生', 'Mr Wang', '王先生的女儿', '客户王先生公司', ''])(
    '%j is not guessed at',
    (name) => {
      expect(said(name)).toBeNull();
    },
  );

  it('no name: nothing', () => {
    expect(addressOf(undefined, 'zh')).toBeNull();
  });
});

it('every family name and title is recorded, and none besides', () => {
  const recorded = [...texts.keys()].filter((id) => id.startsWith('name.'));
  const characters = recorded.flatMap((id) => {
    const prompt = texts.get(id);
    return [wordsOf(prompt ?? expect.fail(id), 'zh')?.text, wordsOf(prompt ?? expect.fail(id), 'yue')?.text];
  });
  for (const character of characters) expect(said(`${character}先生`), character).not.toBeNull();
  const heard = new Set(characters.map((character) => addressOf(`${character}先生`, 'zh')?.[0]));
  expect([...heard].toSorted()).toEqual(recorded.toSorted());
});
