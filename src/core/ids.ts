/** Names of things. Every id but a caller's own leg (Asterisk names that) is made by the engine, so that it can ask
 * after a crash whether something happened instead of doing it twice. */
export type CallId = string;
export type CallbackId = string;
/** An agent's extension, as on the phone: `8001`. It is also the agent's number in the greeting. */
export type AgentId = string;
/** One party's connection to Asterisk: a channel. */
export type LegId = string;
export type OutageId = string;
export type ProgrammeId = string;
export type BridgeId = string;
export type PlaybackId = string;
/** A prompt's name, for what it is for (`hold.reminder`); the file is found by the telephony adapter. */
export type PromptId = string;
export type Language = 'zh' | 'yue' | 'en';
export const LANGUAGES: readonly Language[] = ['zh', 'yue', 'en'];
