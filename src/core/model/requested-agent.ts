import type { AgentId, Language } from '../ids.ts';

/** The role of a person with a phone: agent, complaints desk or supervisor. */
export type Role = 'agent' | 'supervisor' | 'complaints';

/** Which agent a caller or callback asks for. */
export interface RequestedAgent {
  readonly role: Role;
  /** Somebody who speaks it, where anybody of that role who does is there. */
  readonly language: Language;
  /** Nobody else will do. */
  readonly mustSpeak?: true;
  /** Whoever has handed the caller over. */
  readonly not?: AgentId;
}
