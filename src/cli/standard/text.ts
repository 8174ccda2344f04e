import type { ClauseKind, Wording } from '../../core/standard/catalogue/clause.ts';
import type { ReaderLanguage } from '../../core/standard/catalogue/text.ts';
import type { CheckedId, ClauseState } from '../../core/standard/catalogue.ts';

/** What the `standard` commands say besides the catalogue's own words. */
const WORDS = {
  standard: { zh: '标准', en: 'standard' },
  title: { zh: '名称', en: 'title' },
  clauses: { zh: '条款', en: 'clauses' },
  clause: { zh: '条款', en: 'clause' },
  state: { zh: '状态', en: 'state' },
  parameter: { zh: '参数', en: 'parameter' },
  value: { zh: '值', en: 'value' },
  stricter: { zh: '更严', en: 'stricter' },
  chapter: { zh: '章', en: 'chapter' },
  unit: { zh: '单位', en: 'measured in' },
  says: { zh: '内容', en: 'What it says' },
  judged: { zh: '判定', en: 'How it is judged' },
  asked: { zh: '各标准的要求', en: 'What the five standards ask' },
  files: { zh: '各文件的规定', en: 'What the files have' },
  notInFile: { zh: '没有', en: 'does not have it' },
  hasIt: { zh: '有', en: 'has it' },
  noFile: {
    zh: '引擎尚未执行此条款，文件中还不能写。',
    en: 'The engine does not keep it yet, so no file can have it.',
  },
  guidance: { zh: '只作提示，不写入文件。', en: 'Guidance for people: it does not stand in a file.' },
  document: { zh: '原文：', en: 'the document: ' },
  notInDocument: { zh: '原文没有此条，由本产品增加', en: 'not in the document: added by the product' },
  byDefault: { zh: '产品默认值', en: 'default of the product' },
  handling: { zh: '执行方式', en: 'handling' },
  spokenIn: { zh: '语言', en: 'phrases in' },
  checked: {
    zh: '此标准还要求（不写入文件，对所有标准一律检查）',
    en: 'It asks for these too, which stand in no file, and are checked for all',
  },
  notYet: {
    zh: '此标准还要求（引擎尚未执行）',
    en: 'It asks for these too, which the engine does not keep yet',
  },
  same: { zh: '两个标准相同。', en: 'The two are the same.' },
  broken: { zh: '有误，见 sansheng check', en: 'has problems: see `sansheng check`' },
} as const satisfies Record<string, Wording>;

export function word(key: keyof typeof WORDS, reader: ReaderLanguage): string {
  return WORDS[key][reader];
}

const STATES: Readonly<Record<ClauseState, Wording>> = {
  kept: { zh: '已执行', en: 'kept' },
  checked: { zh: '已检查', en: 'checked' },
  planned: { zh: '计划中', en: 'planned' },
  guidance: { zh: '提示', en: 'guidance' },
};

export function stateText(state: ClauseState, reader: ReaderLanguage): string {
  return STATES[state][reader];
}

const PROMPTS_CHECK: Wording = {
  zh: '不写入文件：由 sansheng prompts check 逐条检查提示音；其说明列出各标准的范围。',
  en: 'It stands in no file: `sansheng prompts check` checks every prompt, and its --help has the bands.',
};

/** How a clause is checked that stands in no file. */
const CHECKS: Readonly<Record<CheckedId, Wording>> = {
  'prompts.rate': PROMPTS_CHECK,
  'prompts.volume': PROMPTS_CHECK,
  'prompts.forbidden': PROMPTS_CHECK,
  'privacy.customer': {
    zh: '不写入文件，一律执行：日志和列表隐藏号码（--show-numbers 可显示并留记录），查听录音留有记录，保存期满即删除（housekeeping）。',
    en: 'It stands in no file, and holds for all: numbers are masked in logs and lists (--show-numbers shows them, and is on record), looks at recordings are on record, and what is kept goes when its time is over (housekeeping).',
  },
};

export function checkText(id: CheckedId, reader: ReaderLanguage): string {
  return CHECKS[id][reader];
}

const KINDS: Readonly<Record<ClauseKind, Wording>> = {
  engine: { zh: '引擎', en: 'engine' },
  script: { zh: '话术', en: 'script' },
  measure: { zh: '测量', en: 'measure' },
  route: { zh: '转接', en: 'route' },
  record: { zh: '记录', en: 'record' },
  lint: { zh: '检查', en: 'lint' },
  guide: { zh: '提示', en: 'guide' },
};

export function kindsText(kinds: readonly ClauseKind[], reader: ReaderLanguage): string {
  return kinds.map((kind) => KINDS[kind][reader]).join(reader === 'zh' ? '、' : ', ');
}
