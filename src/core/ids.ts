/** The id of a call. The engine makes every id except that of a caller's own leg, which Asterisk names. After a crash it can
 * thus ask whether something happened instead of doing it twice. */
export type CallId = string;
/** The id of a callback. */
export type CallbackId = string;
/** The id of an agent: the extension, such as `8001`. It is also the agent's number in the greeting. */
export type AgentId = string;
/** The id of a leg: its channel in Asterisk. */
export type LegId = string;
/** The id of an outage. */
export type OutageId = string;
/** The id of a programme. */
export type ProgrammeId = string;
/** The id of a bridge. */
export type BridgeId = string;
/** The id of a playback. */
export type PlaybackId = string;
/** The name of a prompt, which describes its purpose, such as `hold.reminder`. */
export type PromptId = string;
/** A language of prompts and callers. */
export type Language = 'zh' | 'yue' | 'en';
export const LANGUAGES: readonly Language[] = ['zh', 'yue', 'en'];

/** The call that a playback belongs to: its id is the call's own, counted. */
export function callOf(playback: PlaybackId): CallId {
  return playback.slice(0, playback.lastIndexOf('-'));
}
