import type { ClauseText, Wording } from './clause.ts';

/** The sixteen phrases of the ticketing manual that no caller is to hear. */
const FORBIDDEN_PHRASES: readonly string[] = [
  '讲话！',
  '说话啊！',
  '你听明白了吗？',
  '大声点，我听不清！',
  '再讲一遍，我没听清！',
  '我就这态度！',
  '你快一点讲。',
  '不是我的事，我不知道。',
  '我也没办法！',
  '你有气，找领导说去！',
  '不能办就是不能办！',
  '你到底要不要办理？',
  '你有完没完？',
  '我们的电脑是（绝对）不会出错的！',
  '刚才和你说过了，怎么还问？',
  '你问我，我问谁？',
];

const ABOUT: Wording = { zh: '约', en: 'about' };

/** In which language, how fast, how loud, and in which words. */
export const LANGUAGE: readonly ClauseText[] = [
  {
    id: 'language.caller',
    kinds: ['engine', 'route'],
    unit: null,
    title: { zh: '客户的语言', en: "The caller's own language" },
    says: {
      zh: '普通话、粤语、英语：由客户选择，或按号码记住；提示音和坐席随之而定。坐席听不懂时，先请客户慢慢讲；仍听不懂的，致歉并转给懂的同事。',
      en: 'Mandarin, Cantonese or English: the caller chooses, or the engine remembers it by number; prompts and the choice of agent follow. An agent who does not follow asks the caller to speak slowly, then apologises and transfers the caller.',
    },
    judged: {
      zh: '提示音和接听坐席与客户的语言一致；需要转接时先播致歉再转接，即为遵守。',
      en: "Kept when prompts and agent are in the caller's language, and a transfer for it begins with the apology.",
    },
    asks: {
      gas: {
        wants: { zh: '普通话；需要时用方言。', en: 'Mandarin; a dialect when the caller needs it.' },
      },
      telecom: {
        wants: {
          zh: '普通话；需要时用方言或外语。',
          en: 'Mandarin; a dialect or a foreign language where needed.',
        },
      },
      aftersales: {
        wants: {
          zh: '坐席听不懂方言时，先请客户慢慢讲，再请同事接听。',
          en: 'An agent who does not understand the dialect asks the caller to speak slowly; then a colleague takes over.',
        },
        phrases: ['请您慢慢讲。'],
      },
      ticketing: {
        wants: {
          zh: '立即改用客户的方言、粤语或英语；不熟练时致歉。',
          en: "The caller's dialect, Cantonese or English at once; an apology where the agent is not fluent.",
        },
      },
    },
  },
  {
    id: 'prompts.rate',
    kinds: ['lint'],
    unit: 'chars/min',
    title: { zh: '语速', en: 'Speaking rate' },
    says: {
      zh: '每条提示音的语速在标准规定的范围内。',
      en: 'Every recorded prompt is spoken at the pace that the standard sets.',
    },
    judged: {
      zh: '逐条测量录音的语速，与标准的范围比较。',
      en: "By each recording's measured rate against the band of the standard.",
    },
    asks: {
      gas: {
        limits: [{ what: { zh: '范围', en: 'in the band' }, value: 180, upTo: 200, unit: 'chars/min' }],
      },
      desk400: { limits: [{ what: ABOUT, value: 120, unit: 'chars/min' }] },
      ticketing: { limits: [{ what: ABOUT, value: 120, unit: 'chars/min' }] },
    },
  },
  {
    id: 'prompts.volume',
    kinds: ['lint'],
    unit: 'dBFS',
    title: { zh: '音量', en: 'Loudness' },
    says: {
      zh: '提示音音量适中、彼此一致，不失真，首尾没有过长的静音。',
      en: 'Prompts are equally and moderately loud, without distortion, and without long silence at either end.',
    },
    judged: {
      zh: '测量每条录音的响度、削波和首尾静音。',
      en: "By each recording's measured loudness, clipped samples and silence at its ends.",
    },
    asks: {
      gas: { wants: { zh: '音量适中、悦耳。', en: 'Moderate and pleasant.' } },
      telecom: { wants: { zh: '音量不过大。', en: 'Not too loud.' } },
      ticketing: { wants: { zh: '以客户需要为准。', en: 'As the caller needs it.' } },
    },
  },
  {
    id: 'prompts.forbidden',
    kinds: ['lint'],
    unit: 'count',
    title: { zh: '服务禁语', en: 'Forbidden phrases' },
    says: {
      zh: '本产品播放或发送的任何内容都不含服务禁语；中文提示音用「您」，不用「你」。',
      en: 'No prompt or message contains a forbidden phrase; in Chinese they say 您, never 你.',
    },
    judged: {
      zh: '检查全部提示音文本和消息模板；出现一处即为违反。',
      en: 'By the text of every prompt and message; one finding breaks it.',
    },
    asks: {
      telecom: { forbids: ['不知道'] },
      aftersales: {
        wants: {
          zh: '客户理解有误时也不使用。',
          en: 'Not even to a caller who has misunderstood something.',
        },
        forbids: ['不对', '错了'],
      },
      desk400: {
        wants: {
          zh: '用「您」；不用「啊」「嗯」「那」等口头语。',
          en: 'Always 您; and none of the fillers 啊, 嗯, 那.',
        },
        forbids: ['不知道', '我晕', '天啊', '怎么这样', '真是的'],
      },
      ticketing: { forbids: FORBIDDEN_PHRASES },
    },
  },
];
