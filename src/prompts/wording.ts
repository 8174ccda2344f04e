import type { Words } from '../host/prompt-texts.ts';

/** What no prompt may say (prompts.forbidden), each told by what is unmistakable in it, whatever punctuation stands between.
 * The ticketing manual's sixteen; 不知道 from telecom and desk400; 不对 and 错了 from aftersales; the rest from desk400. */
const FORBIDDEN: readonly (readonly [phrase: string, told: RegExp])[] = [
  // Alone it is an order; 我听不清您的讲话 is a standard's own wording.
  ['讲话！', /(^|[，。！？；])讲话($|[，。！？；])/u],
  ['说话啊！', /说话啊/u],
  ['你听明白了吗？', /听明白了吗/u],
  ['大声点，我听不清！', /(^|[，。！？；])大声点/u],
  ['再讲一遍，我没听清！', /再讲一遍/u],
  ['我就这态度！', /我就这态度/u],
  ['你快一点讲。', /快一?点讲/u],
  ['不是我的事，我不知道。', /不是我的事/u],
  ['我也没办法！', /我也没办法/u],
  ['你有气，找领导说去！', /找领导说/u],
  ['不能办就是不能办！', /不能办就是/u],
  ['你到底要不要办理？', /到底要不要/u],
  ['你有完没完？', /有完没完/u],
  ['我们的电脑是（绝对）不会出错的！', /不会出错/u],
  ['刚才和你说过了，怎么还问？', /刚才[和跟]您?你?说过|怎么还问/u],
  ['你问我，我问谁？', /我问谁/u],
  ['不知道', /不知道/u],
  ['不对', /不对/u],
  ['错了', /错了/u],
  ['我晕', /我晕/u],
  ['天啊', /天[啊哪]/u],
  ['怎么这样', /怎么这样/u],
  ['真是的', /真是的/u],
  // Words that only fill a pause stand alone; 那 begins a sentence so, too: 那个号码 and 那么 are other words.
  ['啊、嗯、那', /(^|[，。！？；、\s])(啊|嗯|那)($|[，。！？；、…\s])/u],
];

/** The forbidden phrases that a Chinese text has in it. Traditional characters are read as well as simplified ones. */
export function forbiddenIn({ text, language }: Words): string[] {
  if (language === 'en') return [];
  const simplified = [...text].map((char) => SIMPLIFIED.get(char) ?? char).join('');
  return FORBIDDEN.filter(([, told]) => told.test(simplified)).map(([phrase]) => phrase);
}

/** Whether a Chinese text calls the customer 你 where 您 is due (prompts.forbidden). */
export function saysNi({ text, language }: Words): boolean {
  return language !== 'en' && /[你妳]/u.test(text);
}

/** Of the characters in the phrases above, those that Cantonese prompts write otherwise. */
const SIMPLIFIED = new Map(
  [
    ...'講讲話话說说聽听點点聲声態态樣样辦办領领導导電电腦脑絕绝會会錯错剛刚過过麼么還还問问誰谁對对沒没氣气們们嗎吗暈晕這这',
  ].flatMap((char, i, all) => (i % 2 === 0 ? [[char, all[i + 1] ?? char] as const] : [])),
);
