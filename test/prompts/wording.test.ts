import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parsePromptTexts, wordsOf } from '../../src/host/prompt-texts.ts';
import { forbiddenIn, saysNi } from '../../src/prompts/wording.ts';

const zh = (text: string) => ({ text, language: 'zh' as const });

// The sixteen as the ticketing manual has them, and what telecom, aftersales and desk400 add (prompts.forbidden).
const FORBIDDEN =
  `讲话！ 说话啊！ 你听明白了吗？ 大声点，我听不清！ 再讲一遍，我没听清！ 我就这态度！ 你快一点讲。 不是我的事，我不知道。 我也没办法！
  你有气，找领导说去！ 不能办就是不能办！ 你到底要不要办理？ 你有完没完？ 我们的电脑是绝对不会出错的！ 刚才和你说过了，怎么还问？ 你问我，我问谁？
  这我不知道。 您说得不对。 您错了。 我晕！ 天啊！ 怎么这样？ 真是的。 嗯，请您稍等。 啊？ 那，我帮您查询一下。`.split(
    /\s+/,
  );

describe('prompts.forbidden', () => {
  it.each(FORBIDDEN)('%s is forbidden', (text) => {
    expect(forbiddenIn(zh(text))).not.toEqual([]);
  });

  it('politeness does not help: the same with 您', () => {
    for (const text of FORBIDDEN) expect(forbiddenIn(zh(text.replaceAll('你', '您'))), text).not.toEqual([]);
  });

  it('in traditional characters too', () => {
    for (const text of [
      '講話！',
      '您聽明白了嗎？',
      '我哋嘅電腦係絕對不會出錯嘅！',
      '您錯了',
      '您說得不對',
      '您問我，我問誰？',
      '怎麼這樣？',
      '我暈',
    ])
      expect(forbiddenIn({ text, language: 'yue' }), text).not.toEqual([]);
  });

  it('a word that only fills a pause is told from the same character in another word', () => {
    for (const text of ['那个号码无法回拨。', '那么，请您稍等。', '请问您方便吗？好啊！'])
      expect(forbiddenIn(zh(text)), text).toEqual([]);
  });

  it('你 is told from 您, in Chinese', () => {
    expect(saysNi(zh('你好！'))).toBe(true);
    expect(saysNi(zh('您好！'))).toBe(false);
    expect(saysNi({ text: '你好！', language: 'yue' })).toBe(true);
  });

  it("no standard's own wording, as it is shipped, is taken for one of them", () => {
    const yaml = readFileSync(join(import.meta.dirname, '../../sounds/prompts.yaml'), 'utf8');
    for (const [id, prompt] of parsePromptTexts(yaml)) {
      for (const folder of ['zh', 'yue', 'en'] as const) {
        const words = wordsOf(prompt, folder);
        if (words !== undefined) expect([id, forbiddenIn(words), saysNi(words)]).toEqual([id, [], false]);
      }
    }
  });
});
