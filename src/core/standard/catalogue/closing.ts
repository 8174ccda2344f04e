import type { ClauseText } from './clause.ts';

/** How a call ends. */
export const CLOSING: readonly ClauseText[] = [
  {
    id: 'close.anything',
    kinds: ['script'],
    unit: null,
    title: { zh: '询问其他需求', en: 'Anything else?' },
    says: {
      zh: '结束前询问客户是否还有其他问题；坐席没有询问的，按结束语键时由引擎先询问，并等候回答。',
      en: 'Before the end the agent asks the caller whether there is anything else; where the agent has not, the engine asks on the key for the goodbye, and waits for the answer.',
    },
    judged: {
      zh: '结束语之前播放过即为遵守。',
      en: 'Kept when it is heard before the goodbye.',
    },
    asks: {
      aftersales: { phrases: ['请问您还有其它问题吗？'] },
      desk400: {
        wants: { zh: '主动询问客户是否还有其他问题。', en: 'Ask the caller unprompted.' },
        phrases: ['请问您还有其他问题吗？'],
      },
      ticketing: { phrases: ['请问还有什么能帮到您？'] },
    },
  },
  {
    id: 'close.goodbye',
    kinds: ['script'],
    unit: null,
    title: { zh: '结束语', en: 'The goodbye' },
    says: {
      zh: '通话以标准结束语收尾；致电客户的通话感谢客户接听。',
      en: 'A call ends with the standard goodbye; a customer who was called is thanked for taking the call.',
    },
    judged: {
      zh: '坐席先挂机、或选择回电后，客户听到结束语即为遵守；无法播放即为违反。',
      en: 'Kept when the caller hears it after the agent has hung up first, or after a callback was chosen; broken when it cannot be played.',
    },
    asks: {
      gas: { phrases: ['感谢您的配合，再见！'] },
      telecom: {
        phrases: [
          '非常感谢您对我工作的支持，如果您有…可随时拨打…电话是{number}，我将会为您提供竭诚的服务。打扰您了！再见',
        ],
      },
      aftersales: { phrases: ['祝您愉快，谢谢！', '谢谢您的来电，再见！'] },
      desk400: {
        wants: {
          zh: '走有送声。没有写结束语，用产品默认的用语。',
          en: 'A word at parting. It gives no words: those are a default of the product.',
        },
      },
      ticketing: { phrases: ['感谢您的来电，祝您愉快，再见！', '感谢您的接听，祝您愉快，再见！'] },
    },
  },
  {
    id: 'close.caller.first',
    kinds: ['engine', 'measure'],
    unit: null,
    title: { zh: '客户先挂机', en: 'The caller hangs up first' },
    says: {
      zh: '坐席在客户之后挂机；坐席先挂的，客户不会被切断，仍听到结束语。',
      en: 'The agent hangs up after the caller. An agent who hangs up first does not cut the caller off: the caller still hears the goodbye.',
    },
    judged: {
      zh: '每通电话记录谁先挂机；坐席先挂即为该坐席违反。',
      en: 'By who hung up first, recorded for every call; broken by an agent who did.',
    },
    asks: {
      telecom: { wants: { zh: '客户挂机后再挂机。', en: 'The agent hangs up after the caller has.' } },
      aftersales: { wants: { zh: '客户挂机后再挂机。', en: 'The agent hangs up after the caller has.' } },
      ticketing: { wants: { zh: '客户挂机后再挂机。', en: 'The agent hangs up after the caller has.' } },
    },
  },
  {
    id: 'close.record',
    kinds: ['record', 'measure'],
    unit: 's',
    title: { zh: '通话记录', en: 'Every call is written down' },
    says: {
      zh: '每通电话按键或在界面上登记结果；登记完成或时间用完之前，坐席不接下一通。',
      en: 'An agent writes each call down by key; no next call comes until then, or until the time for it is over.',
    },
    judged: {
      zh: '在整理时间内登记即为遵守；时间用完仍未登记即为违反。',
      en: 'Kept when it is written down within the wrap-up time; broken when that time is over.',
    },
    asks: {
      telecom: { wants: { zh: '每通电话都要记录。', en: 'Every call is written down.' } },
      aftersales: { wants: { zh: '及时记录。', en: 'In time.' } },
      desk400: {
        wants: { zh: '每个问题都要记录并反馈。', en: 'Every question is written down, and answered.' },
      },
    },
  },
];
