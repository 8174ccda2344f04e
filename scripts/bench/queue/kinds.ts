/** Numbers that callers dial, each served in a way of its own. */
export const NUMBERS = {
  /** Asterisk's own app_queue, which rings an agent at once. */
  queue: '4008800001',
  /** Dial() to one agent: the least that Asterisk can do. */
  dial: '4008800002',
  /** Answer, the greeting of the strict line, then app_queue. */
  queueGreeting: '4008800003',
  /** The engine, with one clause: answer.rings. */
  plain: '4008800004',
  /** The engine, with every clause of the strictest standard. */
  strict: '4008800005',
} as const;

export type KindName = keyof typeof NUMBERS;

/** How calls are served, and with what that is compared. */
export interface Kind {
  readonly name: KindName;
  readonly title: string;
  readonly against: KindName;
  /** Callers are greeted: without sound Asterisk takes their phones for lost. */
  readonly needsSound: boolean;
  /** From the answer to the caller's BYE, ms. */
  readonly talkMs: number;
}

const TALK_MS = 5000;
/** The greeting takes 7.5 s of it. */
const GREETED_MS = 12_500;

/** In this order, by turns. */
export const KINDS: readonly Kind[] = [
  { name: 'queue', title: 'app_queue', against: 'queue', needsSound: false, talkMs: TALK_MS },
  {
    name: 'plain',
    title: 'engine, answer.rings alone',
    against: 'queue',
    needsSound: false,
    talkMs: TALK_MS,
  },
  { name: 'dial', title: 'Dial() alone', against: 'queue', needsSound: false, talkMs: TALK_MS },
  {
    ...{ name: 'queueGreeting', title: 'Answer, greeting, app_queue' },
    ...{ against: 'queueGreeting', needsSound: true, talkMs: GREETED_MS },
  },
  {
    ...{ name: 'strict', title: 'engine, strictest standard' },
    ...{ against: 'queueGreeting', needsSound: true, talkMs: GREETED_MS },
  },
];
