import { AT_MOST, BY_PRODUCT, type ClauseText } from './clause.ts';

/** The caller waits, in the queue or on an agent's hold: the same promises hold in both. */
export const WAITING: readonly ClauseText[] = [
  {
    id: 'hold.announce',
    kinds: ['script'],
    unit: 's',
    title: { zh: '等待说明', en: 'Hold is announced' },
    says: {
      zh: '开始等待时，先说明并请客户稍等，再放音乐；标准要求征求意见的，先征询，等客户回答后再放音乐。',
      en: 'A wait begins with a phrase that asks the caller to hold; then music plays. If the standard asks for consent, the answer is awaited before.',
    },
    judged: {
      zh: '等待开始后 1 秒内开始播放即为遵守；记录实际的间隔。征询语须完整播放，并留出回答的时间（产品默认 4 秒）；坐席按 *80 先行征询也算遵守。',
      en: 'By the time from the beginning of the wait to the beginning of the announcement, against 1 s. A question must be heard whole, with time for an answer (4 s, a default of the product); an agent who asked by *80 before the hold has kept it.',
    },
    asks: {
      gas: { phrases: ['请您稍等，我帮您查询一下（我帮您确认一下）。'] },
      telecom: { phrases: ['请您稍等一下'] },
      aftersales: { phrases: ['对不起，先生/小姐，我帮您查询一下，请您稍等片刻，好吗？谢谢！'] },
      desk400: BY_PRODUCT,
      ticketing: { phrases: ['对不起，麻烦您稍等片刻，好吗？'] },
    },
  },
  {
    id: 'hold.reminder',
    kinds: ['engine', 'script', 'measure'],
    unit: 's',
    title: { zh: '等待安抚', en: 'Reassured while waiting' },
    says: {
      zh: '客户等待期间，每隔一段时间听到一次安抚语。',
      en: 'A waiting caller hears reassurances, never further apart than the limit.',
    },
    judged: {
      zh: '在媒体处测量相邻两次安抚语开始之间的间隔，超过上限即为违反。',
      en: 'By the time between the beginnings of two reassurances, measured at the media.',
    },
    asks: {
      gas: BY_PRODUCT,
      desk400: BY_PRODUCT,
      ticketing: {
        limits: [{ what: { zh: '间隔最多', en: 'a gap of at most' }, value: 15, unit: 's' }],
        phrases: ['对不起，请再稍等一下'],
      },
    },
  },
  {
    id: 'hold.return',
    kinds: ['script'],
    unit: null,
    title: { zh: '恢复通话致谢', en: 'Thanked for holding' },
    says: {
      zh: '等待结束时，先感谢或致歉，再继续通话；标准要求的，先确认客户在话机旁，得到回应后再感谢。',
      en: 'When a hold ends, the caller hears thanks or an apology as the talk goes on. If the standard asks first whether the caller is there, they follow the answer.',
    },
    judged: {
      zh: '恢复通话时播放，且不截断随后的讲话，即为遵守。',
      en: 'Kept when it is heard as the hold ends, and none of the next words are clipped.',
    },
    asks: {
      gas: { phrases: ['{name}您好。… 感谢您的等待，我查询下来您的……'] },
      aftersales: { phrases: ['非常感谢您的耐心等待！', '对不起，让您久等了'] },
      desk400: BY_PRODUCT,
      ticketing: { phrases: ['对不起，{name}，让您久等了'] },
    },
  },
  {
    id: 'hold.limit',
    kinds: ['engine', 'measure', 'record'],
    unit: 's',
    title: { zh: '等待时限', en: 'The limit of a wait' },
    says: {
      zh: '等待达到时限时，客户可按键选择回电（本号码或其他号码），保留排队位置。',
      en: 'At the limit the engine offers a callback by key, on this number or another; the caller keeps the place in the queue.',
    },
    judged: {
      zh: '从等待开始到首次提出回电的时间，超过时限 1 秒以上即为违反。选择回电后，先写入磁盘，再告知客户。',
      en: 'By the time from the beginning of the wait to the first offer, with 1 s of tolerance. A chosen callback is on the disk before the caller hears so.',
    },
    asks: {
      gas: BY_PRODUCT,
      telecom: { limits: [{ what: AT_MOST, value: 180, unit: 's' }] },
      aftersales: { limits: [{ what: AT_MOST, value: 120, unit: 's' }] },
      desk400: BY_PRODUCT,
    },
  },
  {
    id: 'hold.long',
    kinds: ['measure'],
    unit: 's',
    title: { zh: '不长时间等待', en: 'No long wait' },
    says: {
      zh: '客户的任何一次等待，无论排队还是保持，都不超过时限。',
      en: 'No single wait of the caller, in the queue or on hold, is longer than the limit.',
    },
    judged: {
      zh: '每次等待结束时，按实际秒数判定。',
      en: 'At the end of each wait, by its seconds.',
    },
    asks: {
      desk400: {
        wants: {
          zh: '不得出现长时间等待（原文没有数字，默认 120 秒）',
          en: 'no long wait (it names no number: 120 s, a default of the product)',
        },
      },
    },
  },
  {
    id: 'hold.promise',
    kinds: ['script'],
    unit: null,
    title: { zh: '承诺回复', en: 'The promise to call back' },
    says: {
      zh: '不能当场答复的，征得客户同意后请客户先挂机，并承诺尽快回复。',
      en: 'A caller who cannot get an answer now is asked whether a call later will do, and is promised one.',
    },
    judged: {
      zh: '选择回电后播放承诺语；或坐席按 *73 征询、客户同意后登记回电，即为遵守。',
      en: 'Kept when the promise is heard after the caller chose a callback; or when, on the key *73, the question is heard and the customer agrees.',
    },
    asks: {
      gas: {
        phrases: [
          '关于这个问题我需要查询一下，请您先挂机，我会尽快给您回复，您看可以吗？',
          '感谢您的配合，再见！',
        ],
      },
      telecom: {
        wants: {
          zh: '不清楚的业务请客户先挂机，待搞清楚后答复。',
          en: 'What is not clear is answered later, when it is.',
        },
      },
      aftersales: { phrases: ['我已经把您的问题记录下来，我们会尽快给您回复，好吗？'] },
      ticketing: { phrases: ['咨询相关人员 或让负责人给您回电话，您看可以吗？'] },
      desk400: BY_PRODUCT,
    },
  },
  {
    id: 'hold.hurried',
    kinds: ['script', 'route'],
    unit: null,
    title: { zh: '客户着急', en: 'A caller in a hurry' },
    says: {
      zh: '坐席按键标记着急的客户：播放安抚语，并提高优先级。',
      en: "The agent's key marks a caller who is in a hurry: the caller hears the phrase and gets priority.",
    },
    judged: {
      zh: '按键后播放安抚语且优先级提高，即为遵守。',
      en: 'Kept when the phrase and the priority follow the key.',
    },
    asks: { aftersales: { phrases: ['我理解您的心情，您别急，我马上帮您处理，好吗？'] } },
  },
];
