import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { toJyutping } from '../../scripts/prompts/cantonese.ts';
import { splitPhrases } from '../../scripts/prompts/phrases.ts';
import { pronounce } from '../../scripts/prompts/pinyin.ts';
import { parsePromptTexts } from '../../src/host/prompt-texts.ts';

const mandarin = (words: string) =>
  pronounce(words)
    .map(({ zhuyin, tone }) => `${zhuyin}${tone}`)
    .join(' ');

describe('Mandarin readings', () => {
  it.each([
    ['one as a key is yī, with no sandhi', '请按1', 'ㄑㄧㄥ3 ㄢ4 ㄧ1'],
    ['two as a key is èr', '请按2', 'ㄑㄧㄥ3 ㄢ4 ㄦ4'],
    ['one in a number is yāo', '幺', 'ㄧㄠ1'],
    ['一 rises before a fourth tone', '稍等一下', 'ㄕㄠ1 ㄉㄥ3 ㄧ2 ㄒㄧㄚ4'],
    ['a third tone rises before another', '可以', 'ㄎㄜ2 ㄧ3'],
    ['unstressed syllables lose their tone', '对不起', 'ㄉㄨㄟ4 ㄅㄨ0 ㄑㄧ3'],
    ['syllables without an initial', '为问由五二语圆', 'ㄨㄟ4 ㄨㄣ4 ㄧㄡ2 ㄨ3 ㄦ4 ㄩ3 ㄩㄢ2'],
    ['u after j, q, x is ü', '需去觉', 'ㄒㄩ1 ㄑㄩ4 ㄐㄩㄝ2'],
    ['重 again is chóng', '重新输入', 'ㄔㄨㄥ2 ㄒㄧㄣ1 ㄕㄨ1 ㄖㄨ4'],
  ])('%s', (_what, words, reading) => {
    expect(mandarin(words)).toBe(reading);
  });
});

describe('Cantonese readings', () => {
  it.each([
    ['幫到您', 'bong1 dou2 nei5'],
    ['好嗎', 'hou2 maa3'],
    ['請按1', 'ceng2 on3 jat1'],
    ['回撥號碼係', 'wui4 but6 hou6 maa5 hai6'],
    ['對唔住', 'deoi3 m4 zyu6'],
  ])('%s is %s', (words, reading) => {
    expect(toJyutping(words)).toBe(reading);
  });
});

it('gives every character of every prompt one syllable, in both', async () => {
  const yaml = await readFile(join(import.meta.dirname, '../../sounds/prompts.yaml'), 'utf8');
  for (const [id, prompt] of parsePromptTexts(yaml)) {
    if ('tone' in prompt) continue;
    for (const { words } of splitPhrases(prompt.zh))
      expect(pronounce(words), id).toHaveLength([...words].length);
    for (const { words } of splitPhrases(prompt.yue)) {
      expect(toJyutping(words), id).toMatch(new RegExp(`^([a-z]+[1-6] ?){${[...words].length}}$`));
    }
  }
});
