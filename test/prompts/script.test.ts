// The recording script, and which of its lines a recording is.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../src/core/ids.ts';
import { parsePromptTexts } from '../../src/host/prompt-texts.ts';
import { readingOf, toPinyin } from '../../src/prompts/reading.ts';
import { formatNumber, recordingScript, scriptLines, targetSeconds } from '../../src/prompts/script.ts';
import { sortTakes } from '../../src/prompts/takes.ts';

const SHIPPED = parsePromptTexts(
  readFileSync(join(import.meta.dirname, '../../sounds/prompts.yaml'), 'utf8'),
);
const TEXTS = parsePromptTexts(`a.hello: { zh: 您好！, yue: 您好！, en: Hello! }
tone.ok: { tone: a note }
menu.yue: { language: yue, text: 粵語請按2。 }
hold.reminder: { zh: 对不起，请再稍等一下。, yue: 對唔住，請再稍等一下。, en: "Sorry, please hold a little longer." }
`);

describe('readings', () => {
  it.each([
    ['nin', 2, 'nín'],
    ['hao', 3, 'hǎo'],
    ['xie', 0, 'xie'],
    ['gui', 4, 'guì'],
    ['jiu', 3, 'jiǔ'],
    ['dou', 1, 'dōu'],
    ['lv', 4, 'lǜ'],
    ['nve', 4, 'nüè'],
    ['xiong', 2, 'xióng'],
    ['er', 4, 'èr'],
    ['zhuai', 4, 'zhuài'],
  ])('%s%i is %s', (letters, tone, marked) => {
    expect(toPinyin({ letters, tone })).toBe(marked);
  });

  it('are as spoken, sandhi and keys and all', () => {
    expect(readingOf({ text: '请再重复一遍，可以请按1。', language: 'zh' })).toBe(
      'qǐng zài chóng fù yí biàn, ké yí qǐng àn yī',
    );
    expect(readingOf({ text: '請按1，好嗎？', language: 'yue' })).toBe('ceng2 on3 jat1, hou2 maa3');
    expect(readingOf({ text: 'Please hold.', language: 'en' })).toBe('');
  });
});

describe('the recording script', () => {
  it('numbers every spoken prompt alike in all languages, and leaves to each language what it says of itself', () => {
    const numbered = (language: 'zh' | 'yue') =>
      scriptLines(TEXTS, language).map(({ number, id }) => [number, id]);
    expect(numbered('zh')).toEqual([
      [1, 'a.hello'],
      [3, 'hold.reminder'],
    ]);
    expect(numbered('yue')).toEqual([
      [1, 'a.hello'],
      [2, 'menu.yue'],
      [3, 'hold.reminder'],
    ]);
  });

  it('has number, file, text, reading and seconds in a row', () => {
    expect(recordingScript(TEXTS, 'zh')).toContain(
      '\n| 003 | hold.reminder.wav | 对不起，请再稍等一下。 | duì bu qǐ, qǐng zài shāo děng yí xià | 2.7–3.0 |\n',
    );
    expect(recordingScript(TEXTS, 'en')).toContain('\n| 001 | a.hello.wav | Hello! | 0.3–0.5 |\n');
  });

  it('the seconds are those of the rate (prompts.rate)', () => {
    const words = { text: '对不起，请再稍等一下。', language: 'zh' as const };
    expect(targetSeconds('hold.reminder', words)).toEqual({ min: 2.7, max: 3 });
    expect(targetSeconds('hold.reminder.ticketing', words).max).toBeCloseTo(4.9, 1);
  });

  it.each(LANGUAGES)(
    'of what is shipped has every line in %s, with a reading where there is one',
    (language) => {
      const script = recordingScript(SHIPPED, language);
      const rows = script.split('\n').filter((line) => /^\| \d{3} \|/.test(line));
      expect(rows).toHaveLength(scriptLines(SHIPPED, language).length);
      for (const row of rows) expect(row.split(' | ')).toHaveLength(language === 'en' ? 4 : 5);
    },
  );
});

describe('which line a recording is', () => {
  const sorted = (...names: string[]) => {
    const { takes, refused } = sortTakes(names, TEXTS, 'zh');
    return [takes.map(({ name, line }) => `${name} → ${line.id}`), refused.map((r) => `${r.name} ${r.code}`)];
  };

  it.each([
    'a.hello.wav',
    'a.hello.MP3',
    'A.Hello.flac',
    '1.wav',
    '001.m4a',
    '001-a.hello.wav',
    '1 a.hello.wav',
    '01_a.hello.ogg',
  ])('%s is a.hello', (name) => {
    expect(sorted(name)).toEqual([[`${name} → a.hello`], []]);
  });

  it.each([
    ['of another name', 'hello.wav'],
    ['without a name', '.wav.wav'],
    ['with a number that nobody has', '4.wav'],
    ['with the number of a tone or of another language’s line', '2.wav'],
    ['with the number of another line than its id', '003-a.hello.wav'],
    ['of a tone', 'tone.ok.wav'],
  ])('one %s is refused', (_what, name) => {
    const expected = name.startsWith('.') ? [[], []] : [[], [`${name} TAKE_UNKNOWN`]];
    expect(sorted(name)).toEqual(expected);
  });

  it('of two for one line neither is taken, and each names the other', () => {
    const { takes, refused } = sortTakes(['a.hello.wav', '1.mp3', '3.wav'], TEXTS, 'zh');
    expect(takes.map(({ name }) => name)).toEqual(['3.wav']);
    expect(refused).toEqual([
      expect.objectContaining({
        name: '1.mp3',
        code: 'TAKE_TWICE',
        cause: expect.stringContaining('a.hello.wav'),
      }),
      expect.objectContaining({
        name: 'a.hello.wav',
        code: 'TAKE_TWICE',
        cause: expect.stringContaining('1.mp3'),
      }),
    ]);
  });

  it('what file managers leave, and the script itself, are passed over', () => {
    expect(sorted('.DS_Store', 'script.md')).toEqual([[], []]);
  });

  it('every line of every script finds itself, by number and by name', () => {
    for (const language of LANGUAGES) {
      for (const { number, id } of scriptLines(SHIPPED, language)) {
        for (const name of [`${formatNumber(number)}.wav`, `${id}.wav`])
          expect(sortTakes([name], SHIPPED, language).takes[0]?.line.id, name).toBe(id);
      }
    }
  });
});
