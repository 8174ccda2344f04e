import { AGENT_KEYS, type AgentKey } from '../../core/agents/keys.ts';
import type { MovedCodes } from '../../core/agents/moved-codes.ts';

/** Whoever reads the sheet reads one of these. */
export type SheetLanguage = 'zh' | 'en';

/** What a site calls things, by key. */
export interface KeyNames {
  readonly dispositions: Readonly<Record<string, string>>;
  readonly pauseReasons: Readonly<Record<string, string>>;
  readonly codes: MovedCodes;
}

export interface SheetRow {
  readonly code: string;
  readonly what: string;
  readonly where: AgentKey['where'];
}

export interface SheetGroup {
  readonly title: string;
  readonly rows: readonly SheetRow[];
}

/** By the first digit of a code. */
const GROUPS: readonly { readonly digits: string; readonly zh: string; readonly en: string }[] = [
  { digits: '12', zh: '上班与示忙', en: 'Log in, log out, breaks' },
  { digits: '3', zh: '登记通话结果', en: 'Writing the call down' },
  { digits: '4', zh: '听不清与询问', en: 'Hearing and asking' },
  { digits: '5', zh: '转交与上报', en: 'Transfers and records' },
  { digits: '6', zh: '语言', en: 'Languages' },
  { digits: '7', zh: '回电', en: 'Callbacks' },
  { digits: '8', zh: '话术', en: 'Phrases' },
  { digits: '9', zh: '主管', en: 'Supervisors' },
];

/** All that an agent can key in on this site. */
export function sheetGroups(language: SheetLanguage, names: KeyNames): SheetGroup[] {
  return GROUPS.map(({ digits, ...title }) => ({
    title: title[language],
    rows: AGENT_KEYS.filter(({ code }) => digits.includes(code[1] ?? '')).flatMap((key) =>
      rowsOf(key, language, names),
    ),
  }));
}

/** A key that stands for what the site has names for is a row for each of them. */
function rowsOf(key: AgentKey, language: SheetLanguage, names: KeyNames): SheetRow[] {
  const { where, title } = key;
  const code = names.codes[key.code] ?? key.code;
  if (code === 'off') return [];
  const named = namesFor(key, names);
  if (named === null) return [{ code, where, what: title[language] }];
  const [what] = title[language].split(SLOT);
  return Object.entries(named).map(([digit, name]) => ({
    code: code.replace('N', digit),
    where,
    what: `${what}${language === 'zh' ? '：' : ': '}${name}`,
  }));
}

/** Where a title explains the digit: `Pause; N is the reason`. */
const SLOT = /[;，]/;

function namesFor(key: AgentKey, names: KeyNames): KeyNames['dispositions'] | null {
  switch (key.order('1')?.do) {
    case 'pause':
      return names.pauseReasons;
    case 'disposition':
      return names.dispositions;
    default:
      return null;
  }
}

/** Where a key means something. */
export const WHERE: Readonly<Record<AgentKey['where'], Readonly<Record<SheetLanguage, string>>>> = {
  call: { zh: '通话中', en: 'in a call' },
  desk: { zh: '空闲时', en: 'idle phone' },
  both: { zh: '通话中、空闲均可', en: 'both' },
};

/** What stands over the keys. */
export const SHEET_TEXT: Readonly<
  Record<SheetLanguage, { title: string; heading: readonly string[]; how: readonly string[] }>
> = {
  zh: {
    title: '坐席按键一览',
    heading: ['按键', '作用', '何时'],
    how: [
      '**通话中**直接按键；**空闲时**像号码一样拨出，话机会自动挂断。HH、MM 是两位数字：`*721530` 约定 15:30，`*7105` 是 5 分钟后。',
      '**一声高音**：已完成。**两声下行音**：未完成，按错了或此时无效。客户听不到按键音和提示音；播放话术的按键双方都会听到话术，所以没有提示音。**按键后两声极短的高音**：确定的话，5 秒内再按一次。',
      '通话中按示忙或签出，通话结束并登记之后才生效。',
    ],
  },
  en: {
    title: "The agent's keys",
    heading: ['key', 'what it does', 'where'],
    how: [
      '**In a call** press the keys. On the **idle phone** dial them like a number; the phone hangs up by itself. HH and MM are two digits: `*721530` is 15:30, `*7105` is in 5 minutes.',
      '**One high note**: done. **Two falling notes**: not done; the key is wrong or has no meaning now. The customer hears neither keys nor notes. A key that plays a phrase has no note, because you both hear the phrase. **Two very short high notes after a key**: press it again within 5 seconds, if you mean it.',
      'A break or a log-out during a call begins when the call is over and written down.',
    ],
  },
};
