// Lines of the two logs that fail2ban reads, and what is to be read out of them on a machine in Shanghai.

interface Line {
  readonly text: string;
  /** Null where nobody is to be banned. */
  readonly banned: string | null;
  /** UTC seconds. */
  readonly at: number;
}

const AT = Date.parse('2026-11-30T11:09:07Z') / 1000;
const SIP = "NOTICE[11125] res_pjsip/pjsip_distributor.c: Request 'INVITE' from";
const END = 'No matching endpoint found';
const STRANGER = `${SIP} '<sip:trunk@x>' failed for '192.0.2.7:5060' (callid: a@b) - ${END}`;
const AMI = 'NOTICE[11125] manager.c: 192.0.2.8 failed to authenticate as';

/** Asterisk's messages.log. */
export const ASTERISK_LINES: readonly Line[] = [
  { text: `[2026-11-30 19:09:07.512+0800] ${STRANGER}`, banned: '192.0.2.7', at: AT },
  // an Asterisk in a container, whose zone is another than the machine's
  { text: `[2026-11-30 11:09:07.512+0000] ${STRANGER}`, banned: '192.0.2.7', at: AT },
  {
    text: `[2026-11-30 11:09:07.512+0000] ${STRANGER} after 6 tries in 0.123 ms`,
    banned: '192.0.2.7',
    at: AT,
  },
  // an Asterisk of one's own that writes no zone
  { text: `[2026-11-30 19:09:07] ${STRANGER}`, banned: '192.0.2.7', at: AT },
  { text: `[2026-11-30 19:09:07.512+0800] ${AMI} 'sansheng'`, banned: '192.0.2.8', at: AT },
  {
    text: `[2026-11-30 19:09:07.512+0800] ${SIP} '"a' failed for '198.51.100.1:5060' (callid: x) - ${END}" <sip:1@x>' failed for '192.0.2.7:5060' (callid: a) - ${END}`,
    banned: '192.0.2.7',
    at: AT,
  },
  // words of a caller in a line that is about something else
  { text: `[2026-11-30 19:09:07.512+0800] WARNING[11125] chan_pjsip.c: ${STRANGER}`, banned: null, at: AT },
  { text: `[2026-11-30 19:09:07.512+0800] WARNING[11125] chan_pjsip.c: x ${AMI} 'y'`, banned: null, at: AT },
];

const WRONG_TOKEN = '"address":"192.0.2.9","inLastMinute":0,"msg":"a request had no valid token"}';
const DATED = '{"level":40,"time":"2026-11-30T11:09:07.512Z",';

/** The engine's engine.log. */
export const API_LINES: readonly Line[] = [
  { text: `${DATED}${WRONG_TOKEN}`, banned: '192.0.2.9', at: AT },
  { text: `${DATED}${WRONG_TOKEN.replace('token', 'password')}`, banned: '192.0.2.9', at: AT },
  { text: `${DATED}"url":"http://x/",${WRONG_TOKEN}`, banned: null, at: AT },
  { text: `${DATED}"address":"192.0.2.8","msg":"a webhook fails"}`, banned: null, at: AT },
];
