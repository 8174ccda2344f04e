/**
 * SIP callers and agents' phones driven from TypeScript: SIPp speaks SIP, sockets of ours carry the RTP, so that what a party hears can
 * be judged from the packets it got. Used by the tests and by `sansheng demo`.
 *
 * `openSipkit({ sipp, server })` gives a Sipkit; `findPrompts` and the like (hear.ts) say what an ear heard.
 */
export { SipkitError, type SipkitErrorCode } from './errors.ts';
export type * from './types.ts';
