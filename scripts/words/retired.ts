/** A word that is not used any more, and the word to use. */
export interface RetiredWord {
  /** Its spellings. Of a name the camelCase spelling: its parts count wherever they follow each other in a name. */
  readonly words: readonly string[];
  readonly use: string;
  /** `names`: part of any name or file name. `types`: part of a type's name. `english`, `chinese`: in texts. */
  readonly where: 'names' | 'types' | 'english' | 'chinese';
}

const NAMES: readonly (readonly [string, string])[] = [
  ['troupes', 'simulated customers, telephony driver'],
  ['mortal', 'crashing engine'],
  ['owes', 'pending wrap-ups'],
];

const TYPES: readonly (readonly [string, string])[] = [];

const CHINESE: readonly (readonly [string, string])[] = [
  ['呼叫者', '客户'],
  ['留言机里', '语音信箱或留言机'],
];

const ENGLISH: readonly (readonly [string, string])[] = [];

/** `npm run check:words` fails on these; docs/developers/glossary.md lists them. */
export const RETIRED: readonly RetiredWord[] = [
  ...listed(NAMES, 'names'),
  ...listed(TYPES, 'types'),
  ...listed(ENGLISH, 'english'),
  ...listed(CHINESE, 'chinese'),
];

function listed(rows: readonly (readonly [string, string])[], where: RetiredWord['where']): RetiredWord[] {
  return rows.map(([words, use]) => ({ words: words.split(', '), use, where }));
}

/** Names that two files still export. */
export const STILL_SHARED: readonly string[] = [
  'Arrival',
  'Ask',
  'Asked',
  'Command',
  'Customer',
  'Desk',
  'Follower',
  'Heard',
  'KINDS',
  'Leg',
  'LegEnd',
  'Measured',
  'Outcome',
  'Period',
  'Phrase',
  'Refusal',
  'Slots',
  'Sound',
  'Station',
  'TakenAnswer',
  'Talk',
  'Unit',
  'agentOf',
  'assign',
  'checkText',
  'choose',
  'clausesOf',
  'describeOwn',
  'dialling',
  'event',
  'isDone',
  'isOpen',
  'join',
  'letGo',
  'linkDown',
  'list',
  'measure',
  'ordered',
  'play',
  'send',
  'show',
  'timeOf',
  'waiting',
  'whole',
  'words',
  'wordsOf',
];
