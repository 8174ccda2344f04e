import type { AgentId, Language } from '../ids.ts';

/** The role of a person with a phone: agent, complaints desk or supervisor. */
export type Role = 'agent' | 'supervisor' | 'complaints';

/** The agent that a caller or callback asks for. */
export interface RequestedAgent {
  readonly role: Role;
  /** An agent who speaks it, if any such agent of that role is available. */
  readonly language: Language;
  /** No other agent will do. */
  readonly mustSpeak?: true;
  /** The agent who transferred the caller. */
  readonly not?: AgentId;
  /** This agent, of whatever role, and nobody else. */
  readonly agent?: AgentId;
  /** This agent, of whatever role, where free; else any of the role. */
  readonly preferred?: AgentId;
}
