import { AT_MOST, type ClauseText } from './clause.ts';

/** What has been promised to a caller who has hung up. */
export const CALLBACK: readonly ClauseText[] = [
  {
    id: 'callback.number',
    kinds: ['engine', 'record'],
    unit: null,
    title: { zh: '回电号码', en: 'The number to call back' },
    says: {
      zh: '向客户确认回电号码；要用其他号码的，按键输入并复述核对。',
      en: 'The number is confirmed by the caller; another one is keyed in, and read back too.',
    },
    judged: {
      zh: '确认过的号码写入回电记录，即为遵守。',
      en: 'Kept when the number that the caller has agreed to is written down with the callback.',
    },
    asks: {
      gas: { phrases: ['请您给我留一个回复电话好吗？'] },
      telecom: { wants: { zh: '等待过久时记下号码。', en: 'Taken down where the wait is too long.' } },
      aftersales: {
        wants: {
          zh: '不能用来电号码联系的，记下实际号码。',
          en: 'If this one does not serve, the one that does is taken down.',
        },
        phrases: ['请问这个号码可以联系到您吗？'],
      },
    },
  },
  {
    id: 'callback.interim',
    kinds: ['engine', 'measure', 'record'],
    unit: 's',
    title: { zh: '限时告知进展', en: 'News in time' },
    says: {
      zh: '承诺后到时仍没有结果的，也要致电告知；承诺继续有效，另定时限。',
      en: 'A promise that has no result in time is answered by a call all the same; it stays open, with a new deadline.',
    },
    judged: {
      zh: '从承诺（或上次告知）到与客户通话的时间，超过时限即为违反。',
      en: 'By the time from the promise, or the latest news, to the next word with the customer.',
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
      en: 'A caller whom the network has lost, and who has not hung up, is called back.',
    },
    judged: {
      zh: '媒体中断、信令失败、Asterisk 重启造成的断线，都生成回电记录，即为遵守；没有可回电的号码即为违反。坐席已登记办结的不适用。',
      en: 'Kept when lost media, failed signalling or a restart of Asterisk leaves a callback behind, broken where there is no number to call; not judged where the agent had written down that all is done.',
    },
    asks: {
      telecom: { wants: { zh: '通话中断时主动回电。', en: 'A call that breaks off is called back.' } },
    },
  },
  {
    id: 'callback.unanswered',
    kinds: ['engine', 'record'],
    unit: null,
    title: { zh: '未接来电回电', en: 'Unanswered callers are called back' },
    says: {
      zh: '排队中放弃、非工作时间来电、或系统不在时来电的，都会得到回电。',
      en: 'Who gives up waiting, calls out of hours, or calls while the product is away, is called back.',
    },
    judged: {
      zh: '每个有可回电号码的未接来电都有回电记录，即为遵守；号码不能回电的，记为违反并注明。',
      en: 'Kept when the caller has a callback; broken, with a note, where there is no number that may be called.',
    },
    asks: {
      desk400: {
        wants: {
          zh: '未接来电及时回电，了解来电事由。',
          en: 'A missed call is called back, and its question asked.',
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
      en: 'What was taken down is carried out and the customer told; no callback ends without an outcome.',
    },
    judged: {
      zh: '在约定的时间内办结即为遵守；逾期办结、未联系上而放弃或号码不可呼叫即为违反。',
      en: 'By the time to the outcome against the time agreed; broken where it comes late, or the callback is given up.',
    },
    asks: {
      telecom: { wants: { zh: '记下的事项落实并答复客户。', en: 'Carried out, and the customer told.' } },
      aftersales: { wants: { zh: '在约定的时间内。', en: 'Within the time agreed.' } },
      desk400: {
        wants: {
          zh: '投诉及时处理并告知结果；解决后回访是否满意。',
          en: 'Complaints in time, with their result; after a solution, whether it satisfied.',
        },
      },
    },
  },
  {
    id: 'callback.appointment',
    kinds: ['engine', 'record'],
    unit: null,
    title: { zh: '另约时间', en: 'Another time is agreed' },
    says: {
      zh: '客户不方便时另约时间并记录；不在不宜致电的时段拨打。',
      en: 'Where it is not a good time another is agreed and written down; never outside calling hours.',
    },
    judged: {
      zh: '在约定的时间、允许的时段内拨打，即为遵守。',
      en: 'Kept when the call is made at the time agreed, within calling hours.',
    },
    asks: { telecom: { wants: { zh: '客户不便时另约时间，并记录。', en: 'Agreed, and written down.' } } },
  },
  {
    id: 'callback.programme',
    kinds: ['engine', 'record'],
    unit: null,
    title: { zh: '回访计划', en: 'Follow-up programmes' },
    says: {
      zh: '按计划对名单中的客户回访；客户自己要求的频次优先。',
      en: "A list of customers is called by a schedule; a customer's own wish how often goes before it.",
    },
    judged: {
      zh: '名单中的客户在到期当天致电，或因客户本人要求的频次、时段而不致电，即为遵守；当天未致电即为违反。号码不允许呼叫的不适用。',
      en: 'Kept when a customer on the list is called on the day, or is not because of the frequency or the hours that this customer wishes; broken when the day passes without. Not judged where the number may not be called.',
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
    id: 'callback.opening',
    kinds: ['script'],
    unit: null,
    title: { zh: '外呼开场语', en: 'The outbound opening' },
    says: {
      zh: '致电客户时，先报公司和工号，确认对方身份。',
      en: 'A customer who is called hears who is calling, and is asked for by name.',
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
      en: 'An agent can call only whom a callback or the customer list names; that also stops toll fraud.',
    },
    judged: {
      zh: '每次外呼都由一条回电记录发起，即为遵守；规则不允许的号码不会拨出，并留下记录；坐席自行拨号由 Asterisk 拒绝并写入其日志。',
      en: "At every dial: kept, since a callback names whom it dials; a number that the rules forbid is not dialled, which is on record. An agent's phone that dials by itself is refused by Asterisk, and stands in its log.",
    },
    asks: {
      ticketing: { wants: { zh: '不得用公司电话打私人电话。', en: 'No private calls on company lines.' } },
    },
  },
];
