/** A word that is not used any more, and the word to use. */
export interface RetiredWord {
  /** Its spellings. Of a name the camelCase spelling: its parts count wherever they follow each other in a name. */
  readonly words: readonly string[];
  readonly use: string;
  /** `names`: part of any name or file name. `types`: part of a type's name. `english`, `chinese`: in texts. */
  readonly where: 'names' | 'types' | 'english' | 'chinese';
}

const NAMES: readonly (readonly [string, string])[] = [
  ['ear, ears', 'speech activity; in sipkit: RTP endpoint'],
  ['mouth', 'RTP sender'],
  ['keeper', 'commit queue'],
  ['awake', 'restore'],
  ['town, troupe, troupes', 'simulated customers, telephony driver'],
  ['house', 'engine fixture'],
  ['mortal', 'crashing engine'],
  ['killable', 'engine process'],
  ['partOver', 'release the agent after a transfer'],
  ['goneOnTheWay', 'hung up during a transfer'],
  ['hunting, hunted', 'agent ringing'],
  ['heldBack', 'blocked'],
  ['overtaken', 'superseded'],
  ['gaveUp', 'abandoned'],
  ['passedOver', 'skipped, missed'],
  ['hurried', 'priority'],
  ['owe, owed, owes', 'pending wrap-ups'],
  ['takeDown', 'accept number'],
  ['takeLeave', 'end the call with a goodbye'],
  ['somebodyThere, nobodyThere', 'agents available, agents unavailable'],
  ['wantsAgent', 'needs agent'],
  ['deed', 'audit action'],
  ['blankCall', 'new call'],
];

const TYPES: readonly (readonly [string, string])[] = [
  ['Desk', 'commands; in ari: context'],
  ['Guard', 'dial policy'],
  ['Letter', 'queued task'],
  ['Ledger', 'audit log'],
  ['Outside', 'what it simulates'],
];

const CHINESE: readonly (readonly [string, string])[] = [
  ['回拨', '回电'],
  ['置于保持', '保持'],
  ['暂扣', '待人工审核'],
  ['来电者, 呼叫者', '客户'],
  ['座席', '坐席'],
  ['无声消失', '不了了之'],
  ['留言机里, 录音电话', '语音信箱或留言机'],
];

const ENGLISH: readonly (readonly [string, string])[] = [
  ['is told, are told, is told of, are told of', 'hears, sees, gets'],
  ['rings in, rang in, ring in', 'calls in'],
  ['picks up, picked up', 'answers, answered'],
  ['held back, holds back, hold back', 'blocked, blocks'],
  ['keyed in', 'entered'],
  ['handed over, hands over, hand over', 'transferred, transfers'],
  ['taken down, takes down', 'recorded'],
  ['stands in, stands under, stand there', 'is in'],
  ['where nothing is said, where nothing else is said', 'by default'],
  ['how many-th', 'number'],
  ['lets go, let go', 'releases, ends the call'],
  ['put off', 'postponed'],
  ['put right', 'corrected'],
  ['time-out', 'timeout'],
];

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
