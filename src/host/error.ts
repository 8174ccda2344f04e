/** What can go wrong on the machine under the product, and which a person has to put right. */
export type HostErrorCode =
  | 'HOST_NOT_DEBIAN'
  | 'HOST_NO_KEYRING'
  | 'HOST_NO_NETWORK'
  | 'HOST_PACKAGES_FAILED'
  | 'HOST_CACHE_UNUSABLE'
  | 'HOST_UNSUPPORTED_CPU'
  | 'HOST_PROGRAM_MISSING'
  | 'HOST_PORT_IN_USE'
  | 'HOST_BAD_SITE'
  | 'HOST_SECRETS_UNUSABLE'
  | 'HOST_ALREADY_RUNNING'
  | 'HOST_ASTERISK_FAILED'
  | 'HOST_DOCKER_FAILED';

/** A fault of the machine or of its preparation. `message` is one sentence of cause, `cure` one of what to do. */
export class HostError extends Error {
  readonly code: HostErrorCode;
  readonly cure: string;

  constructor(code: HostErrorCode, message: string, cure: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'HostError';
    this.code = code;
    this.cure = cure;
  }
}
