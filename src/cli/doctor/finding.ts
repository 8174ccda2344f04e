/** What only `sansheng doctor` finds; it also has the codes of the configuration, the prompts, the store and the link to Asterisk. */
export const DOCTOR_CODES = [
  'DISK_LOW',
  'CLOCK_UNSYNCHRONISED',
  'CLOCK_DIFFERS',
  'SECRETS_READABLE',
  'ENGINE_NOT_RUNNING',
  'ENGINE_UNSUPERVISED',
  'PART_RESTARTED',
  'INPUTS_FAILED',
  'STATES_SET_ASIDE',
  'CALL_STUCK',
  'CALLBACKS_OVERDUE',
  'BACKUP_OLD',
  'ASTERISK_OLD',
  'MODULE_MISSING',
  'MUSIC_MISSING',
  'TRUNK_OPEN',
  'ENDPOINT_MISSING',
  'ENDPOINT_SETTING',
  'LINE_NOT_IN_DIALPLAN',
  'AMI_RIGHTS',
  'ARI_EXPOSED',
  'AMI_EXPOSED',
  'PHONE_WITHOUT_AGENT',
  'NO_PHONE',
  'API_CERTIFICATE_UNUSABLE',
  'API_CERTIFICATE_EXPIRES',
  'SIP_CERTIFICATE_UNUSABLE',
  'SIP_CERTIFICATE_EXPIRES',
  'SITE_READ_ONLY',
  'CHECK_FAILED',
] as const;

export type DoctorCode = (typeof DOCTOR_CODES)[number];

/** One thing that is wrong with a site, or may soon be. */
export interface DoctorFinding {
  /** `fault`: callers or promises suffer, or strangers get in. `warning`: look at it by day. */
  readonly severity: 'fault' | 'warning';
  readonly code: string;
  /** One sentence without its full stop. */
  readonly cause: string;
  /** One sentence, imperative. */
  readonly cure: string;
}

export function fault(code: DoctorCode, cause: string, cure: string): DoctorFinding {
  return { severity: 'fault', code, cause, cure };
}

export function warning(code: DoctorCode, cause: string, cure: string): DoctorFinding {
  return { severity: 'warning', code, cause, cure };
}
