import type { PromptId } from '../../../src/core/ids.ts';
import type { Source } from '../../../src/core/standard/catalogue/clause.ts';
import type { Leg, LegEventName } from '../../../src/sipkit/index.ts';
import { prompts, recording } from '../support/hearing.ts';
import { AGENT_VOICE, CALLER_VOICE } from '../support/sip-parties.ts';
import { sayable } from './lines.ts';

/** Who heard it. A customer is called back. */
export type Party = 'caller' | 'customer' | 'agent';

/** One phrase that was heard; times in seconds from the beginning of the leg. */
export interface HeardPhrase {
  readonly id: PromptId;
  /** Other prompts of the same sound. */
  readonly orElse: readonly PromptId[];
  readonly from: number;
  readonly to: number;
  readonly whole: boolean;
}

/** All that one party heard in one call, and what happened to its leg. */
export interface Transcript {
  readonly line: Source;
  /** Which call of the script. */
  readonly call: string;
  readonly party: Party;
  readonly heard: readonly HeardPhrase[];
  /** The party itself hung up. */
  readonly endedHere: boolean;
  readonly events: readonly { readonly name: LegEventName; readonly at: number }[];
}

/** A leg of a scripted call, to be listened to when all calls are over. */
export interface Listened {
  readonly line: Source;
  readonly call: string;
  readonly party: Party;
  readonly leg: Leg;
}

const seconds = (ms: number) => Math.round(ms) / 1000;

/** Finds out what was heard. It is work: only when all calls are over. */
export async function transcribe({ line, call, party, leg }: Listened): Promise<Transcript> {
  const begun = leg.events[0]?.at ?? 0;
  const found = await prompts(recording(leg), { voices: [CALLER_VOICE, AGENT_VOICE], only: sayable(line) });
  const heard = found.map(({ name, orElse, from, to, whole }) => {
    return { id: name, orElse, from: seconds(from - begun), to: seconds(to - begun), whole };
  });
  const events = leg.events.map(({ name, at }) => ({ name, at: seconds(at - begun) }));
  const endedHere = leg.events.some(({ end }) => end?.how === 'bye' && end.by === 'here');
  return { line, call, party, heard, endedHere, events };
}

export function isPhrase({ id, orElse }: HeardPhrase, wanted: PromptId): boolean {
  return id === wanted || orElse.includes(wanted);
}
