import { type ClauseText, phraseOnKey } from './clause.ts';

/** What an agent says while explaining something. */
export const EXPLAINING: readonly ClauseText[] = [
  phraseOnKey({
    id: 'explain.again',
    title: { zh: '再解释一遍', en: 'Explained again' },
    says: {
      zh: '客户没有听懂时，先致歉，再解释一遍；绝不责怪客户。',
      en: 'A caller who has not understood hears a polite offer to explain it again, and never a reproach.',
    },
    asks: {
      gas: { phrases: ['对不起，请允许我再解释一遍。'] },
      aftersales: { phrases: ['请允许我再解释一遍。', '也许我说的不够清楚，请允许我再解释一遍。'] },
    },
  }),
  phraseOnKey({
    id: 'explain.understood',
    title: { zh: '确认是否明了', en: 'Asked whether it is clear' },
    says: {
      zh: '解释之后，确认客户是否明了。',
      en: 'After an explanation the agent asks whether it is clear.',
    },
    asks: { aftersales: { phrases: ['请问我这样解释，您清楚吗？'] } },
  }),
  phraseOnKey({
    id: 'explain.write_down',
    title: { zh: '请客户记录', en: 'Asked to write it down' },
    says: {
      zh: '需要客户记下来的，先询问是否方便，再请客户记录。',
      en: 'The agent asks whether the caller would write something down, and then says that it comes now.',
    },
    asks: { ticketing: { phrases: ['麻烦您记录一下，好吗？', '谢谢，请记录。'] } },
  }),
  phraseOnKey({
    id: 'explain.technical',
    title: { zh: '技术原因致歉', en: 'A technical problem' },
    says: {
      zh: '由于技术原因给客户带来不便的，向客户致歉。',
      en: 'A caller who has trouble because of a technical problem hears an apology.',
    },
    asks: { ticketing: { phrases: ['对不起，由于我们技术的问题，给您带来不便，请您谅解。'] } },
  }),
];
