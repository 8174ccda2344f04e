/**
 * SIP callers and agents' phones driven from TypeScript: SIPp speaks SIP, sockets of ours carry the RTP, so that what a party hears can
 * be judged from the packets it got. Used by the tests and by `sansheng demo`.
 */

export { SipkitError, type SipkitErrorCode } from './errors.ts';
export type { NamedPrompt, PromptHeard, TimeWindow } from './heard-prompt.ts';
export { openSipkit } from './kit.ts';
export { findPrompt, findPrompts } from './prompts-heard.ts';
export { openRtpEndpoint } from './rtp-endpoint.ts';
export { intervalsOfMusic, loudness, silences, tonePresence } from './sounds-heard.ts';
export { readSpeech } from './speech-file.ts';
export { asHeard } from './timeline.ts';
export type * from './types.ts';
