import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { toZhuyin } from '../../scripts/prompts/zhuyin.ts';
import { parsePromptTexts, wordsOf } from '../../src/host/prompt-texts.ts';
import { toJyutping } from '../../src/prompts/jyutping.ts';
import { splitPhrases } from '../../src/prompts/phrases.ts';
import { pronounce } from '../../src/prompts/pinyin.ts';

const mandarin = (words: string) =>
  pronounce(words)
    .map(({ letters, tone }) => `${letters}${tone}`)
    .join(' ');

describe('Mandarin readings', () => {
  it.each([
    ['one as a key is yī, with no sandhi', '请按1', 'qing3 an4 yi1'],
    ['two as a key is èr', '请按2', 'qing3 an4 er4'],
    ['one in a number is yāo', '幺', 'yao1'],
    ['一 rises before a fourth tone', '稍等一下', 'shao1 deng3 yi2 xia4'],
    ['a third tone rises before another', '可以', 'ke2 yi3'],
    ['unstressed syllables lose their tone', '对不起', 'dui4 bu0 qi3'],
    ['重 again is chóng in 重复 too', '再重复一遍', 'zai4 chong2 fu4 yi2 bian4'],
    ['还 still is hái', '还没有结果', 'hai2 mei2 you3 jie2 guo3'],
    ['要 in 要求 is yāo', '您的要求', 'nin2 de0 yao1 qiu2'],
    ['了 at the end is le', '给您添麻烦了', 'gei3 nin2 tian1 ma2 fan0 le0'],
    ['不 and 一 change before a fourth tone', '听不到一部', 'ting1 bu2 dao4 yi2 bu4'],
    ['an hour is yì diǎn, Monday is yī', '一点周一', 'yi4 dian3 zhou1 yi1'],
    ['重 again is chóng', '重新输入', 'chong2 xin1 shu1 ru4'],
    ['a family name alone: 曾 is zēng', '曾', 'zeng1'],
    ['a family name alone: 任 is rén', '任', 'ren2'],
    ['任 in 任何 is rèn', '任何问题', 'ren4 he2 wen4 ti2'],
    ['为 for somebody is wèi', '马上有人为您服务', 'ma3 shang4 you3 ren2 wei4 nin2 fu2 wu4'],
    ['为 that is is wéi', '最低为1', 'zui4 di1 wei2 yi1'],
  ])('%s', (_what, words, reading) => {
    expect(mandarin(words)).toBe(reading);
  });
});

describe('the names of the recorded syllables', () => {
  it.each([
    ['syllables without an initial', 'wei wen you wu er yu yuan', 'ㄨㄟ ㄨㄣ ㄧㄡ ㄨ ㄦ ㄩ ㄩㄢ'],
    ['u after j, q, x is ü', 'xu qu jue', 'ㄒㄩ ㄑㄩ ㄐㄩㄝ'],
    ['ü, written v, after l and n', 'lv nve', 'ㄌㄩ ㄋㄩㄝ'],
  ])('%s', (_what, letters, signs) => {
    expect(letters.split(' ').map(toZhuyin).join(' ')).toBe(signs);
  });
});

describe('Cantonese readings', () => {
  it.each([
    ['幫到您', 'bong1 dou2 nei5'],
    ['好嗎', 'hou2 maa3'],
    ['請按1', 'ceng2 on3 jat1'],
    ['回撥號碼係', 'wui4 but6 hou6 maa5 hai6'],
    ['對唔住', 'deoi3 m4 zyu6'],
    ['聽唔聽到', 'teng1 m4 teng1 dou2'],
    ['可以聯絡到您嗎', 'ho2 ji5 lyun4 lok3 dou2 nei5 maa3'],
    ['重複一次', 'cung4 fuk1 jat1 ci3'],
    ['任', 'jam4'],
    ['即刻有人為您服務', 'zik1 hak1 jau5 jan4 wai6 nei5 fuk6 mou6'],
    ['最低為1', 'zeoi3 dai1 wai4 jat1'],
  ])('%s is %s', (words, reading) => {
    expect(toJyutping(words)).toBe(reading);
  });
});

it('gives every character of every prompt one syllable, in both', async () => {
  const yaml = await readFile(join(import.meta.dirname, '../../sounds/prompts.yaml'), 'utf8');
  for (const [id, prompt] of parsePromptTexts(yaml)) {
    for (const folder of ['zh', 'yue'] as const) {
      const said = wordsOf(prompt, folder);
      for (const { words } of splitPhrases(said?.text ?? '')) {
        if (said?.language === 'zh') expect(pronounce(words), id).toHaveLength([...words].length);
        if (said?.language === 'yue')
          expect(toJyutping(words), id).toMatch(new RegExp(`^([a-z]+[1-6] ?){${[...words].length}}$`));
      }
    }
  }
});
