import type { Language } from '../ids.ts';
import type { DayOfYear } from '../model/day-of-year.ts';
import { PHRASE_CLAUSES, PHRASE_KEYS, type PhraseClause } from '../standard/phrase-clauses.ts';
import type { ClauseId } from '../standard/standard.ts';

/** The clauses that an agent's key starts during a call. */
export type KeyedClause = Extract<
  ClauseId,
  | PhraseClause
  | 'hear.silent'
  | 'hear.oneway'
  | 'hear.noise'
  | 'hear.signal'
  | 'hear.handsfree'
  | 'hear.repeat'
  | 'hear.noresponse'
  | 'people.complaint'
  | 'people.complaint.taken'
  | 'people.supervisor'
  | 'people.urgent'
  | 'people.nuisance'
  | 'people.misdial'
  | 'people.beyond'
  | 'people.suggestion'
  | 'hold.announce'
  | 'hold.promise'
  | 'hold.hurried'
  | 'language.caller'
  | 'close.anything'
  | 'close.goodbye'
>;

/** An agent's order by key. */
export type AgentOrder =
  | { readonly do: 'logIn' | 'logOut' | 'resume' | 'lastCaller' | 'sayState' }
  /** No calls until `resume`; `reason` is a key, 1 to 9, for which the site has a name. */
  | { readonly do: 'pause'; readonly reason: string }
  /** close.record */
  | { readonly do: 'disposition'; readonly key: string }
  | { readonly do: 'clause'; readonly clause: KeyedClause }
  /** language.caller: to a colleague who speaks it. */
  | { readonly do: 'language'; readonly language: Language }
  /** The agent promises a callback: as soon as possible, or in this number of minutes. */
  | { readonly do: 'promise'; readonly inMinutes: number }
  /** outage.notice: a supervisor's order, with the site's PIN; for this number of hours. */
  | { readonly do: 'outageOn'; readonly pin: string; readonly hours: number }
  | { readonly do: 'outageOff'; readonly pin: string }
  /** callback.appointment: at a time of day, at its next occurrence, or on the next such date. */
  | { readonly do: 'appointment'; readonly hour: number; readonly minute: number; readonly on?: DayOfYear };

/** One row of the table of keys, for the engine and for the printed sheet. */
export interface AgentKey {
  /** `*` and digits; a capital letter is a digit that the agent chooses. The length is fixed, and no code for a call begins another. */
  readonly code: string;
  /** Where the code means something: during a call, as a number dialled from the idle phone, or both. */
  readonly where: 'call' | 'desk' | 'both';
  /** Both parties hear the effect, so the agent needs no tone. */
  readonly audible: boolean;
  /** It ends the call for the agent: the first press only asks for the second (pressed-twice.ts). */
  readonly twice?: true;
  readonly title: { readonly zh: string; readonly en: string };
  /** Null if the digits make no sense (a minute 75). */
  order(digits: string): AgentOrder | null;
}

function clauseKey(
  code: string,
  clause: KeyedClause,
  zh: string,
  en: string,
  more: Partial<AgentKey> = {},
): AgentKey {
  return {
    code,
    where: 'call',
    audible: true,
    title: { zh, en },
    order: () => ({ do: 'clause', clause }),
    ...more,
  };
}

/** The phrases by key whose codes begin so. */
function phraseKeys(begins: string): AgentKey[] {
  return PHRASE_CLAUSES.flatMap((clause) => {
    const { code, zh, en } = PHRASE_KEYS[clause];
    return code.startsWith(begins) ? [clauseKey(code, clause, zh, en)] : [];
  });
}

function languageKey(code: string, language: Language, zh: string, en: string): AgentKey {
  const order = (): AgentOrder => ({ do: 'language', language });
  return { code, where: 'call', audible: true, title: { zh, en }, order };
}

function ownKey(code: string, order: AgentOrder, zh: string, en: string): AgentKey {
  return { code, where: 'both', audible: false, title: { zh, en }, order: () => order };
}

function timeOfDay(digits: string): AgentOrder | null {
  const [hour, minute] = [Number(digits.slice(0, 2)), Number(digits.slice(2))];
  return hour < 24 && minute < 60 ? { do: 'appointment', hour, minute } : null;
}

function dateAndTime(digits: string): AgentOrder | null {
  const time = timeOfDay(digits.slice(4));
  const on = { month: Number(digits.slice(0, 2)), day: Number(digits.slice(2, 4)) };
  return time?.do === 'appointment' ? { ...time, on } : null;
}

function outageOn(digits: string): AgentOrder | null {
  const hours = Number(digits.slice(6));
  return hours > 0 ? { do: 'outageOn', pin: digits.slice(0, 6), hours } : null;
}

/** Every key of an agent. On any SIP phone: pressed during a call, or dialled from the idle phone. */
export const AGENT_KEYS: readonly AgentKey[] = [
  ownKey('*11', { do: 'logIn' }, '签入', 'Log in'),
  ownKey('*10', { do: 'logOut' }, '签出', 'Log out'),
  { ...ownKey('*12', { do: 'sayState' }, '收听自己的状态', 'Hear your own state'), where: 'desk' },
  ownKey('*20', { do: 'resume' }, '结束示忙', 'End the pause'),
  {
    code: '*2N',
    where: 'both',
    audible: false,
    title: { zh: '示忙，N 为原因', en: 'Pause; N is the reason' },
    order: (reason) => ({ do: 'pause', reason }),
  },
  {
    code: '*3N',
    where: 'both',
    audible: false,
    title: { zh: '登记通话结果，N 为结果', en: 'Write the call down; N is the result' },
    order: (key) => ({ do: 'disposition', key }),
  },
  clauseKey('*41', 'hear.silent', '听不到客户', 'I do not hear the customer'),
  clauseKey('*42', 'hear.oneway', '客户听不到我', 'The customer does not hear me'),
  clauseKey('*43', 'hear.noise', '杂音', 'Noise'),
  clauseKey('*44', 'hear.signal', '信号弱', 'Weak signal'),
  clauseKey('*45', 'hear.handsfree', '请拿起话筒', 'Please pick up the handset'),
  clauseKey('*46', 'hear.repeat', '请重复一遍', 'Please say it again'),
  clauseKey('*47', 'hear.noresponse', '客户没有回应', 'The customer says nothing'),
  ...phraseKeys('*4'),
  clauseKey('*51', 'people.complaint', '转投诉专席', 'Transfer to the complaints desk'),
  clauseKey('*52', 'people.supervisor', '转主管', 'Transfer to a supervisor'),
  clauseKey('*53', 'people.urgent', '紧急上报', 'Urgent alert', { audible: false }),
  clauseKey(
    '*54',
    'people.nuisance',
    '骚扰电话，转自动台；须按两次',
    'Nuisance: transfer to the automatic desk; press it twice',
    { twice: true },
  ),
  clauseKey('*55', 'people.misdial', '打错电话；须按两次', 'Wrong number; press it twice', { twice: true }),
  clauseKey('*56', 'people.beyond', '超出权限', 'Beyond my authority'),
  clauseKey('*57', 'people.suggestion', '感谢建议', 'Thanks for the suggestion'),
  clauseKey('*58', 'people.complaint.taken', '亲自受理投诉', 'I take the complaint myself'),
  ...phraseKeys('*5'),
  clauseKey('*60', 'language.caller', '请客户慢慢讲', 'Please speak slowly'),
  languageKey('*61', 'zh', '转普通话同事', 'Transfer to a colleague who speaks Mandarin'),
  languageKey('*62', 'yue', '转粤语同事', 'Transfer to a colleague who speaks Cantonese'),
  languageKey('*63', 'en', '转英语同事', 'Transfer to a colleague who speaks English'),
  ownKey('*70', { do: 'promise', inMinutes: 0 }, '尽快回电', 'Promise a callback as soon as possible'),
  {
    code: '*71MM',
    where: 'both',
    audible: false,
    title: { zh: 'MM 分钟后回电', en: 'Promise a callback in MM minutes' },
    order: (digits) => (digits === '00' ? null : { do: 'promise', inMinutes: Number(digits) }),
  },
  {
    code: '*72HHMM',
    where: 'both',
    audible: false,
    title: { zh: '约定 HH:MM 回电', en: 'Promise a callback at HH:MM' },
    order: timeOfDay,
  },
  {
    // dialled whole: in a call nobody could tell it from the one above
    code: '*72MMDDHHMM',
    where: 'desk',
    audible: false,
    title: { zh: '约定 MM 月 DD 日 HH:MM 回电', en: 'Promise a callback on MM-DD (month, day) at HH:MM' },
    order: dateAndTime,
  },
  clauseKey(
    '*73',
    'hold.promise',
    '承诺回电；再按一次表示客户同意',
    'Promise a callback; pressed again: the customer agrees',
  ),
  {
    ...ownKey('*79', { do: 'lastCaller' }, '给上一位客户回电', 'Call the last customer again'),
    where: 'desk',
  },
  clauseKey('*80', 'hold.announce', '先征求同意再保持', 'Ask before the hold'),
  clauseKey('*81', 'hold.hurried', '安抚着急的客户', 'The customer is in a hurry'),
  clauseKey('*82', 'close.anything', '还有其他问题吗', 'Anything else?'),
  clauseKey('*83', 'close.goodbye', '评价与结束语', 'Survey and goodbye'),
  ...phraseKeys('*8'),
  {
    code: '*90PPPPPP',
    where: 'desk',
    audible: false,
    title: {
      zh: '撤销故障公告（主管，PPPPPP 为密码）',
      en: 'End the outage notice (supervisors; PPPPPP is the PIN)',
    },
    order: (pin) => ({ do: 'outageOff', pin }),
  },
  {
    code: '*91PPPPPPHH',
    where: 'desk',
    audible: false,
    title: {
      zh: '公布故障 HH 小时（主管，PPPPPP 为密码）',
      en: 'Announce an outage for HH hours (supervisors; PPPPPP is the PIN)',
    },
    order: outageOn,
  },
];
