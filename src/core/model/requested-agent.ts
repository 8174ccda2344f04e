import type { AgentId, Language } from '../ids.ts';

/** What somebody with a phone is there for: `agent` takes calls and callbacks; the others are rung when they are asked for. */
export type Role = 'agent' | 'supervisor' | 'complaints';

/** Who is asked for. */
export interface RequestedAgent {
  readonly role: Role;
  /** Somebody who speaks it, where anybody of that role who does is there. */
  readonly language: Language;
  /** Nobody else will do. */
  readonly mustSpeak?: true;
  /** Whoever has handed the caller over. */
  readonly not?: AgentId;
}
