import { AT_MOST, type ClauseText } from './clause.ts';

const SECOND_GREETING = {
  wants: {
    zh: '没有写转接后的用语，用产品默认的用语，不重复首次问候语。',
    en: 'No words for it: those are a default of the product, and the first greeting is not said again.',
  },
};

/** How a call is taken. */
export const ANSWERING: readonly ClauseText[] = [
  {
    id: 'answer.rings',
    kinds: ['engine', 'measure'],
    unit: 'rings',
    title: { zh: '响铃次数', en: 'Answered within the rings' },
    says: {
      zh: '来电在规定的响铃次数内有人接听；没有人接，由引擎接听并播放问候语。',
      en: 'An incoming call rings no more often than allowed: an agent answers in time, or the engine does, with the greeting.',
    },
    judged: {
      zh: '从来电到应答的时间，折算成响铃次数。坐席按时接听、引擎按时接听、超时接听，三者分开统计。',
      en: 'By the time from arrival to answer, counted in rings. In time by a person, in time by the engine, and late are counted separately.',
    },
    asks: {
      telecom: {
        wants: {
          zh: '尽快接听。没有写次数，按其他标准中最严的 2 声执行。',
          en: 'As soon as possible. It gives no number, so the strictest of the others holds: 2.',
        },
      },
      aftersales: { limits: [{ what: AT_MOST, value: 3, unit: 'rings' }] },
      desk400: {
        wants: {
          zh: '以最短时间接听，不让来电空响。没有写次数，按其他标准中最严的 2 声执行。',
          en: 'In the shortest time, without a missed call. It gives no number, so the strictest of the others holds: 2.',
        },
      },
      ticketing: { limits: [{ what: AT_MOST, value: 2, unit: 'rings' }] },
    },
  },
  {
    id: 'answer.greeting',
    kinds: ['script'],
    unit: null,
    title: { zh: '问候语', en: 'The greeting' },
    says: {
      zh: '接通时，客户首先听到标准问候语。',
      en: 'The first thing a caller hears of the company is its standard greeting.',
    },
    judged: {
      zh: '问候语在接听时开始播放即为遵守；无法播放即为违反。',
      en: 'Kept when the greeting begins as the call is answered; broken when it cannot be played.',
    },
    asks: {
      gas: { phrases: ['您好！请问有什么可以帮助您？'] },
      telecom: { phrases: ['您好，{company}！'] },
      aftersales: { phrases: ['您好！{company}，工号{agent}，请问有什么帮到您？'] },
      desk400: { wants: { zh: '使用统一的开头语。', en: 'A standard opening phrase, left to the desk.' } },
      ticketing: { phrases: ['您好，请问有什么可以帮您？'] },
    },
  },
  {
    id: 'answer.greeting.time',
    kinds: ['engine', 'script'],
    unit: null,
    title: { zh: '按时段问候', en: 'A greeting for the hour' },
    says: {
      zh: '问候语随时段变化，周末和节假日（含农历节日、调休）另有说法。',
      en: 'The salutation depends on the hour, and on weekends and holidays, lunar holidays and make-up working days included.',
    },
    judged: {
      zh: '按线路所在时区和节假日日历，播放的问候语与当时相符即为遵守。',
      en: "Kept when what was played is right for the hour in the line's time zone and for the day in the calendar.",
    },
    asks: {
      gas: {
        wants: {
          zh: '按时段问候；节日和周末使用各自的问候语。',
          en: 'By the hour; holidays and weekends have their own salutations.',
        },
        phrases: ['早上好', '中午好', '下午好', '晚上好', '节日快乐', '周末快乐'],
      },
    },
  },
  {
    id: 'answer.greeting.transferred',
    kinds: ['script'],
    unit: null,
    title: { zh: '转接后的问候语', en: 'The second greeting' },
    says: {
      zh: '来电转到另一位坐席时（包括客户在接通前按键选择投诉），听到的是转接问候语，而不是第一次的问候语。没有写用语的标准，用产品默认的用语。',
      en: "A caller who is transferred (also by the caller's own key for a complaint) hears that agent's own greeting, not the first greeting. Where a document has no words, those of the product hold.",
    },
    judged: {
      zh: '每次转接后播放转接问候语即为遵守；重播首次问候语或没有问候即为违反。',
      en: 'Kept when the second greeting follows each transfer; broken by the first greeting again, or by none.',
    },
    asks: {
      gas: SECOND_GREETING,
      telecom: { phrases: ['您好，我是您的客户经理{name}'] },
      aftersales: SECOND_GREETING,
      desk400: SECOND_GREETING,
      ticketing: SECOND_GREETING,
    },
  },
  {
    id: 'answer.late.apology',
    kinds: ['engine', 'script'],
    unit: null,
    title: { zh: '久等致歉', en: 'An apology for a late answer' },
    says: {
      zh: '客户等候超过时限后才有坐席接听的，先致歉，再问需求。',
      en: 'A caller who waited past the limit before a person answers hears an apology instead of the plain greeting.',
    },
    judged: {
      zh: '等候后由坐席接听的来电，听到致歉即为遵守。',
      en: 'Kept when a caller whom a person answers only after a wait hears the apology.',
    },
    asks: { aftersales: { phrases: ['对不起，让您久等了，现在线路比较繁忙，请问有什么可以帮到您？'] } },
  },
  {
    id: 'answer.tone',
    kinds: ['guide'],
    unit: null,
    title: { zh: '语气和姿态', en: 'Tone and posture' },
    says: {
      zh: '坐姿端正，面带微笑，语气亲切、自然、有耐心。',
      en: 'Sit upright and smile: it is heard. A friendly, natural and patient voice.',
    },
    judged: { zh: '只作提示，不计入统计。', en: 'Guidance only: it is never counted.' },
    asks: {
      gas: { wants: { zh: '语气亲切自然。', en: 'A friendly, natural voice.' } },
      telecom: { wants: { zh: '语气亲切自然。', en: 'A friendly, natural voice.' } },
      desk400: { wants: { zh: '语气亲切自然。', en: 'A friendly, natural voice.' } },
      ticketing: { wants: { zh: '语气亲切自然。', en: 'A friendly, natural voice.' } },
    },
  },
];
