export type SipkitErrorCode =
  | 'SIPP_FAILED'
  | 'TIMED_OUT'
  | 'LEG_ENDED'
  | 'WRONG_STATE'
  | 'REGISTRATION_REFUSED'
  | 'REINVITE_REFUSED'
  | 'STATION_GONE';

/** What went wrong with a SIP party. The message ends in the tail of its SIP trace. */
export class SipkitError extends Error {
  override readonly name = 'SipkitError';
  readonly code: SipkitErrorCode;
  constructor(code: SipkitErrorCode, cause: string, trace: string) {
    super(trace === '' ? cause : `${cause}\n--- the last SIP messages of this party ---\n${trace}`);
    this.code = code;
  }
}
