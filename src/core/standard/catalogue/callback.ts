import { AT_MOST, BY_PRODUCT, type ClauseText } from './clause.ts';

/** What has been promised to a caller who has hung up. */
export const CALLBACK: readonly ClauseText[] = [
  {
    id: 'callback.number',
    kinds: ['engine', 'record'],
    unit: null,
    title: { zh: '回电号码', en: 'The number to call back' },
    says: {
      zh: '向客户确认回电号码；要用其他号码的，按键输入并复述核对；结束语播放时按 2 可更改。',
      en: 'The caller confirms the number, or enters another number and hears it read back. Key 2 takes the choice back during the goodbye.',
    },
    judged: {
      zh: '确认过的号码写入回电记录，即为遵守。',
      en: 'Kept when the callback has the number that the caller confirmed.',
    },
    asks: {
      gas: { phrases: ['请您给我留一个回复电话好吗？'] },
      telecom: { wants: { zh: '等待过久时记下号码。', en: 'Recorded when the wait is too long.' } },
      aftersales: {
        wants: {
          zh: '不能用来电号码联系的，记下实际号码。',
          en: 'If this number does not work, record one that does.',
        },
        phrases: ['稍后安排专业人员电话给您，请问这个号码可以联系到您吗？'],
      },
      desk400: BY_PRODUCT,
    },
  },
  {
    id: 'callback.interim',
    kinds: ['engine', 'measure', 'record'],
    unit: 's',
    title: { zh: '限时告知进展', en: 'News in time' },
    says: {
      zh: '承诺后到时仍没有结果的，也要致电，并以标准用语告知；承诺继续有效，另定时限。',
      en: 'The customer gets a call in time even if there is no result yet, and hears so in the words of the standard; the promise stays open, with a new deadline.',
    },
    judged: {
      zh: '从承诺（或上次告知）到与客户通话的时间，超过时限即为违反。',
      en: 'By the time from the promise, or the latest news, to the next talk with the customer.',
    },
    asks: {
      gas: {
        limits: [{ what: AT_MOST, value: 30, unit: 'min' }],
        phrases: ['您刚才咨询的问题现在还没有结果，稍候我再致电给您，您看可以吗？'],
      },
    },
  },
  {
    id: 'callback.dropped',
    kinds: ['engine', 'record'],
    unit: null,
    title: { zh: '断线回电', en: 'Called back after a break' },
    says: {
      zh: '通话因线路或设备中断（不是挂机）的，给客户回电。',
      en: 'A caller whose line breaks off, without a hang-up, gets a callback.',
    },
    judged: {
      zh: '媒体中断、信令失败、Asterisk 重启造成的断线，都生成回电记录，即为遵守；没有可回电的号码即为违反。坐席已登记办结的不适用。',
      en: 'Kept when lost media, failed signalling or a restart of Asterisk leads to a callback; broken when there is no number to call; not judged when the agent had written down that all is done.',
    },
    asks: {
      telecom: { wants: { zh: '通话中断时主动回电。', en: 'Call back when a call breaks off.' } },
    },
  },
  {
    id: 'callback.unanswered',
    kinds: ['engine', 'record'],
    unit: null,
    title: { zh: '未接来电回电', en: 'Unanswered callers are called back' },
    says: {
      zh: '排队中放弃的客户，以及在非工作时间或系统不在时留下号码的客户，都会得到回电。',
      en: 'A caller who gives up waiting, or leaves a number after hours or while the engine is away, gets a callback.',
    },
    judged: {
      zh: '每个有可回电号码的未接来电都有回电记录，即为遵守；号码不能回电的，记为违反并注明。',
      en: 'Kept when the caller has a callback; broken, with a note, when there is no number that the line may call.',
    },
    asks: {
      gas: BY_PRODUCT,
      desk400: {
        wants: {
          zh: '未接来电及时回电，了解来电事由。',
          en: 'Call back missed calls and ask for the reason.',
        },
      },
    },
  },
  {
    id: 'callback.done',
    kinds: ['record', 'measure'],
    unit: 's',
    title: { zh: '回电有结果', en: 'Every promise has an end' },
    says: {
      zh: '记下的事都要办理并告知客户；没有结果的回电不会结束。',
      en: 'What was recorded is done and the customer informed; no callback ends without an outcome.',
    },
    judged: {
      zh: '在约定的时间内办结即为遵守；逾期办结、未联系上而放弃或号码不可呼叫即为违反。',
      en: 'By the time to the outcome against the agreed time; broken when it comes late, or the callback fails.',
    },
    asks: {
      telecom: { wants: { zh: '记下的事项落实并答复客户。', en: 'Carried out, and the customer told.' } },
      aftersales: { wants: { zh: '在约定的时间内。', en: 'Within the time agreed.' } },
      desk400: {
        wants: {
          zh: '投诉及时处理并告知结果。',
          en: 'Complaints in time, with their result.',
        },
      },
    },
  },
  {
    id: 'callback.appointment',
    kinds: ['engine', 'record'],
    unit: null,
    title: { zh: '另约时间', en: 'Another time' },
    says: {
      zh: '客户不方便时另约时间并记录；不在不宜致电的时段拨打。',
      en: 'When the time does not suit the customer, agent and customer agree on another one; never outside the calling hours.',
    },
    judged: {
      zh: '在约定的时间、允许的时段内拨打，即为遵守。',
      en: 'Kept when the call is made at the agreed time, within the calling hours.',
    },
    asks: {
      telecom: { wants: { zh: '客户不便时另约时间，并记录。', en: 'Agreed, and written down.' } },
      aftersales: {
        wants: {
          zh: '在约定的时间内把详细情况告知客户。',
          en: 'The customer hears the details within the agreed time.',
        },
      },
    },
  },
  {
    id: 'callback.programme',
    kinds: ['engine', 'record'],
    unit: null,
    title: { zh: '回访计划', en: 'Follow-up programmes' },
    says: {
      zh: '按计划对名单中的客户回访；客户自己要求的频次优先。',
      en: 'The engine calls a list of customers on a schedule; how often a customer wishes to be called goes first.',
    },
    judged: {
      zh: '名单中的客户在到期当天致电，或因客户本人要求的频次、时段而不致电，即为遵守；当天未致电即为违反。号码不允许呼叫的不适用。',
      en: 'Kept when a customer on the list is called on the day, or is not called because of the frequency or the hours that this customer wishes; broken when the day passes without a call. Not judged when the line may not call the number.',
    },
    asks: {
      telecom: {
        wants: {
          zh: '首次回访、二次回访、话费异动和零使用回访；频次依客户意愿。',
          en: 'First and second follow-up, changed bills, no usage; as often as the customer wishes.',
        },
      },
    },
  },
  {
    id: 'callback.follow_up',
    kinds: ['engine', 'script', 'record'],
    unit: null,
    title: { zh: '解决后回访', en: 'Satisfied with the solution?' },
    says: {
      zh: '问题解决若干天后致电客户，询问处理结果是否满意；不满意的转为投诉。客户其间来电的，不再回访。',
      en: 'Some days after a solution the engine calls the customer and asks whether it satisfied; a customer whom it did not has a complaint. A customer who has called in meanwhile is not called.',
    },
    judged: {
      zh: '客户完整听到询问，或已按键回答，即为遵守；无法播放即为违反。',
      en: 'Kept when the customer hears the whole question, or answers it by key; broken when it cannot be played.',
    },
    asks: {
      desk400: {
        wants: {
          zh: '解决后跟踪回访，确保满意（天数与用语为本产品默认）。',
          en: 'A follow-up after the solution, whether it satisfied (days and wording are the default of the product).',
        },
      },
    },
  },
  {
    id: 'callback.opening',
    kinds: ['script'],
    unit: null,
    title: { zh: '外呼开场语', en: 'The outbound opening' },
    says: {
      zh: '致电客户时，先报公司和工号，确认对方身份；知道姓名和称呼的，按姓氏称呼。',
      en: 'A called customer hears who is calling, and is asked for: by name, where it is known with a title.',
    },
    judged: {
      zh: '客户接听后首先听到开场语即为遵守。',
      en: 'Kept when the opening is what the customer hears first; broken when it cannot be played.',
    },
    asks: {
      gas: { phrases: ['您好！我是{company}客服中心{agent}号，请问您是{name}吗？'] },
      telecom: {
        phrases: [
          '您好，您是{name}吗？',
          '我是{company}客户服务人员',
          '请问能占用您几分钟时间吗？',
          '请您放心，此次通话是免费的',
        ],
      },
      desk400: {
        wants: {
          zh: '以标准用语问候（用语为本产品默认）。',
          en: 'A standard greeting (the wording is the default of the product).',
        },
      },
      ticketing: { phrases: ['您好，请问是{name}吗？我是{company}的客服，您的订单……'] },
    },
  },
  {
    id: 'callback.purpose',
    kinds: ['engine'],
    unit: null,
    title: { zh: '外呼有事由', en: 'No private calls' },
    says: {
      zh: '坐席只能拨打回电记录或客户名单上的号码，也因此防止盗打。',
      en: 'An agent can call only numbers with a callback or on a customer list; this also prevents toll fraud.',
    },
    judged: {
      zh: '每次外呼都由一条回电记录发起，即为遵守；规则不允许的号码不会拨出，并留下记录；坐席自行拨号由 Asterisk 拒绝并写入其日志。',
      en: "At every dial: kept, because a callback names the number. The engine does not dial a number that the rules forbid, and records this. Asterisk refuses an agent's phone that dials by itself, and logs it.",
    },
    asks: {
      ticketing: { wants: { zh: '不得用公司电话打私人电话。', en: 'No private calls on company lines.' } },
    },
  },
];
