import type { Source } from '../../../src/core/standard/catalogue/clause.ts';
import type { Leg } from '../../../src/sipkit/index.ts';
import type { TestSite } from '../support/site.ts';
import { LINES } from './lines.ts';
import { saysAWord } from './live-sound.ts';
import type { Listened, Party } from './transcript.ts';

const SILENCE = { kind: 'silence' } as const;

/** What the script of one call has to do with. */
export interface Stage {
  readonly site: TestSite;
  readonly line: Source;
  /** The name of the call in the script. */
  readonly call: string;
  /** Nobody else calls from here. */
  readonly from: string;
  /** What is listened to, also where the script breaks off. */
  readonly listened: Listened[];
}

/** The script of one call. */
export type ScriptedCall = (stage: Stage) => Promise<void>;

/** A caller and an agent who talk. */
export interface Talk {
  readonly caller: Leg;
  readonly agent: string;
  readonly leg: Leg;
}

/** A caller dials the line, or another number, and is silent. */
export async function dials(stage: Stage, to: string = LINES[stage.line]): Promise<Leg> {
  const trunk = await stage.site.parties.openCustomers();
  trunk.voice = SILENCE;
  const caller = await trunk.dial(to, { from: stage.from, voice: SILENCE });
  listenTo(stage, 'caller', caller);
  return caller;
}

/** The next phone that rings for this caller is picked up; its owner is silent. */
export async function answered({ site, from }: Stage, count = 1) {
  const { agent, leg } = await site.parties.pickedUp(from, 90_000);
  await site.records.event(from, 'connected', { count, timeoutMs: 60_000 });
  return { agent, leg };
}

/** A caller dials, an agent answers, and the caller says a word. */
export async function talk(stage: Stage, to?: string): Promise<Talk> {
  const caller = await dials(stage, to);
  const { agent, leg } = await answered(stage);
  await saysAWord(caller);
  return { caller, agent, leg };
}

/** The caller hangs up, and the call is over. */
export async function hangsUp({ site, from }: Stage, caller: Leg): Promise<void> {
  if (!caller.events.some(({ name }) => name === 'ended')) await caller.hangUp();
  await site.records.event(from, 'ended', { timeoutMs: 60_000 });
}

/** The engine or the caller ends it. */
export async function comesToItsEnd({ site, from }: Stage, caller: Leg, timeoutMs = 90_000): Promise<void> {
  await caller.event('ended', { timeoutMs });
  await site.records.event(from, 'ended', { timeoutMs: 60_000 });
}

/** What a party hears is judged when all calls are over. */
export function listenTo({ line, call, listened }: Stage, party: Party, leg: Leg): void {
  listened.push({ line, call, party, leg });
}
