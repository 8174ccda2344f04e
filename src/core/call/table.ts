import type { CallEvent } from './input.ts';
import type { PhaseName } from './phase.ts';

type Row = Readonly<Partial<Record<CallEvent['type'], readonly PhaseName[]>>>;

/** Agents' keys that end or transfer a talk: pressed in the call, or dialled in a second
 * call of the agent's own phone. */
const AGENT_KEYS = ['closing', 'surveying', 'releasing', 'transferring'] as const;

/** The life of a call: the phases that may follow each other, by input. Every input may leave a call in its phase; the table
 * does not list that. The handler of a phase can lead only to the phases of its row, as its type says (`Next`). Tests
 * compare the table with what calls do, in both directions. stepCall does not use it, because a dropped hang-up would leave
 * a call without an end. */
export const CALL_TRANSITIONS = {
  preQueue: {
    deadline: ['ringing', 'closing'],
    digit: ['ringing', 'closing', 'enteringNumber', 'transferring'],
    playEnded: ['ringing', 'closing'],
    legEnded: ['over'],
  },
  ringing: {
    deadline: ['waiting'],
    playEnded: ['waiting'],
    digit: ['transferring'],
    legAnswered: ['greeting', 'talking'],
    legEnded: ['over'],
  },
  waiting: {
    legAnswered: ['greeting', 'talking', 'opening'],
    digit: ['closing', 'enteringNumber', 'transferring'],
    noAgentsPresent: ['closing', 'enteringNumber'],
    legEnded: ['over'],
  },
  greeting: {
    deadline: ['talking', 'held'],
    playEnded: ['talking', 'held'],
    legEnded: ['closing', 'waiting', 'over'],
  },
  opening: {
    playEnded: ['talking'],
    deadline: ['talking'],
    digit: ['talking'],
    talkStarted: ['talking'],
    talkEnded: ['talking'],
    legHeld: ['held'],
    legEnded: ['closing', 'over'],
  },
  talking: {
    legHeld: ['held'],
    deadline: ['surveying', 'enteringNumber', 'closing', 'over'],
    playEnded: ['surveying', 'closing'],
    digit: [...AGENT_KEYS, 'enteringNumber'],
    agentOrder: [...AGENT_KEYS, 'enteringNumber'],
    transferAsked: ['transferring', 'waiting'],
    legEnded: ['surveying', 'closing', 'waiting', 'over'],
  },
  held: {
    legResumed: ['talking'],
    digit: [...AGENT_KEYS, 'enteringNumber'],
    agentOrder: AGENT_KEYS,
    transferAsked: ['transferring', 'waiting'],
    legEnded: ['surveying', 'closing', 'waiting', 'over'],
  },
  enteringNumber: {
    deadline: ['waiting', 'held', 'closing', 'talking'],
    digit: ['waiting', 'held', 'closing', 'talking'],
    legResumed: ['talking'],
    legEnded: ['over'],
  },
  transferring: {
    agentsPresent: ['waiting'],
    noAgentsPresent: ['closing', 'enteringNumber', 'waiting'],
    playEnded: ['waiting'],
    deadline: ['waiting'],
    legEnded: ['over'],
  },
  releasing: { playEnded: ['closing'], deadline: ['closing', 'over'], legEnded: ['over'] },
  surveying: { digit: ['closing'], deadline: ['closing'], playEnded: ['closing'], legEnded: ['over'] },
  closing: { deadline: ['over'], digit: ['enteringNumber'], legEnded: ['over'] },
  ringingAgent: {
    legAnswered: ['whispering'],
    deadline: ['over'],
    legEnded: ['over'],
    customerRang: ['over'],
  },
  whispering: {
    playEnded: ['dialling', 'over'],
    deadline: ['dialling', 'over'],
    digit: ['dialling', 'over'],
    legEnded: ['over'],
    customerRang: ['over'],
  },
  dialling: {
    legAnswered: ['greeting', 'talking', 'held', 'pressOne', 'opening'],
    deadline: ['over'],
    legEnded: ['over'],
    customerRang: ['over'],
  },
  customerFirst: {
    legAnswered: ['waiting', 'pressOne'],
    deadline: ['over'],
    legEnded: ['over'],
    customerRang: ['over'],
  },
  pressOne: {
    digit: ['greeting', 'talking', 'held', 'waiting', 'opening'],
    deadline: ['over'],
    legEnded: ['over'],
    customerRang: ['over'],
  },
  alerting: { legAnswered: ['playingAlert'], deadline: ['over'], legEnded: ['over'] },
  playingAlert: { playEnded: ['over'], deadline: ['over'], legEnded: ['over'] },
  over: {},
} as const satisfies Readonly<Record<PhaseName, Row>>;

type Table = typeof CALL_TRANSITIONS;
type Targets<R> = { [I in keyof R]: R[I] extends readonly (infer To)[] ? To : never }[keyof R];

/** The phases in which a call may be after an input in this one. */
export type Next<From extends PhaseName> = From | Extract<Targets<Table[From]>, PhaseName>;

/** The phases to which inputs of this type lead, from any phase. */
export type NextBy<I extends CallEvent['type']> = I extends unknown
  ? {
      [From in PhaseName]: Table[From] extends Readonly<Record<I, readonly (infer To)[]>> ? To : never;
    }[PhaseName]
  : never;

/** The phases that may follow, apart from staying. */
export function nextPhases(from: PhaseName, input: CallEvent['type']): readonly PhaseName[] {
  const row: Row = CALL_TRANSITIONS[from];
  return row[input] ?? [];
}
