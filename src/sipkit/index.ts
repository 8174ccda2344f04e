/**
 * SIP callers and agents' phones driven from TypeScript: SIPp speaks SIP, sockets of ours carry the RTP, so that what a party hears can
 * be judged from the packets it got. Used by the tests and by `sansheng demo`.
 */
export { openEar } from './ear.ts';
export { SipkitError, type SipkitErrorCode } from './errors.ts';
export { openSipkit } from './kit.ts';
export { findPrompt, findPrompts, type NamedPrompt, type PromptHeard, type Window } from './prompts-heard.ts';
export { intervalsOfMusic, loudness, silences, tonePresence } from './sounds-heard.ts';
export { readSpeech } from './speech-file.ts';
export { asHeard } from './timeline.ts';
export type * from './types.ts';
