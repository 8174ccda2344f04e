/** A clause that is a phrase on an agent's key and nothing else. Both hear the next step at each press, and after the last one
 * the first again. A further one is a row here, a text in the catalogue, its prompts, and its lines in a standard's file. */
export interface PhraseKey {
  /** As agents press it. */
  readonly code: `*${string}`;
  /** On the agents' sheet. */
  readonly zh: string;
  readonly en: string;
}

/** The phrases by key: all that the engine has to know of them. */
export const PHRASE_KEYS = {
  // people.leader: the caller asks for a leader, and the agent asks to keep the call
  'people.leader': { code: '*50', zh: '请客户交给我处理', en: 'Please let me handle this' },
  'people.thanks': { code: '*59', zh: '客户致谢', en: 'The customer thanks me' },
  'people.name': { code: '*48', zh: '请问客户贵姓', en: 'May I have your name?' },
  'explain.again': { code: '*84', zh: '再解释一遍', en: 'Let me explain it again' },
  'hear.detail': { code: '*85', zh: '请说得详细一点', en: 'Please tell me more' },
  'explain.understood': { code: '*86', zh: '确认客户是否明白', en: 'Is that clear?' },
  'explain.write_down': { code: '*87', zh: '请客户记录', en: 'Please write this down' },
  'explain.technical': { code: '*88', zh: '因技术原因致歉', en: 'Sorry for a technical problem' },
  'people.praise': { code: '*89', zh: '客户表扬', en: 'The customer praises us' },
} as const satisfies Record<string, PhraseKey>;

/** The ids of the phrases by key. */
export type PhraseClause = keyof typeof PHRASE_KEYS;

export const PHRASE_CLAUSES = Object.keys(PHRASE_KEYS) as readonly PhraseClause[];

/** The same for each of them, for tables that have a row for each clause. */
export function forEachPhrase<T>(value: T): Readonly<Record<PhraseClause, T>> {
  return Object.fromEntries(PHRASE_CLAUSES.map((clause) => [clause, value])) as Record<PhraseClause, T>;
}

/** Whether a clause is a phrase on a key and nothing else. */
export function isPhraseClause(clause: string): clause is PhraseClause {
  return Object.hasOwn(PHRASE_KEYS, clause);
}
