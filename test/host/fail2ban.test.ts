// Whom the shipped filter bans: who has sent a request, never whom the sender writes into it.

import { expect, it } from 'vitest';
import { bannedBy, failuresIn } from '../support/fail2ban.ts';
import { API_LINES, ASTERISK_LINES } from './fail2ban-lines.ts';

const SIP = "[2026-11-30 19:09:07.512] NOTICE[11125] res_pjsip/pjsip_distributor.c: Request 'INVITE' from";
const AMI = '[2026-11-30 19:09:07.512] NOTICE[11125] manager.c:';
const END = 'No matching endpoint found';

it.each([
  ['a stranger', `${SIP} '<sip:trunk@x>' failed for '192.0.2.7:5060' (callid: a@b) - ${END}`],
  [
    'a line that says after how many tries',
    `${SIP} '"x" <sip:1@x>' failed for '192.0.2.7:5060' (callid: a) - ${END} after 6 tries in 0.123 ms`,
  ],
  [
    'somebody who writes another address into the name of From',
    `${SIP} '"a' failed for '198.51.100.1:5060' (callid: x) - ${END}" <sip:1@x>' failed for '192.0.2.7:5060' (callid: a) - ${END}`,
  ],
  [
    'somebody who writes another address into the Call-ID, which holds no spaces',
    `${SIP} '<sip:1@x>' failed for '192.0.2.7:5060' (callid: a'for'198.51.100.1:5060'(callid:b)-${END.replaceAll(' ', '')}) - ${END}`,
  ],
  ['a wrong password at AMI', `${AMI} 192.0.2.7 failed to authenticate as 'sansheng'`],
  [
    'somebody who writes another address into the user of AMI',
    `${AMI} 192.0.2.7 failed to authenticate as 'x' manager.c: 198.51.100.1 failed to authenticate as 'y'`,
  ],
])('%s is banned by the address of the sender', async (_, line) => {
  expect(await bannedBy('sansheng', [line])).toEqual(['192.0.2.7']);
});

it.each([
  ['sansheng', ASTERISK_LINES],
  ['sansheng-api', API_LINES],
])('%s: a machine in Shanghai reads whom and when out of each line', async (filter, lines) => {
  const expected = lines.flatMap(({ banned, at }) => (banned === null ? [] : [{ host: banned, at }]));
  const texts = lines.map(({ text }) => text);
  expect(await failuresIn(filter, texts, 8)).toEqual(expected);
});

it('nobody is banned by another line that has an address in it', async () => {
  expect(await bannedBy('sansheng', [`${AMI} 192.0.2.7 logged on`])).toEqual([]);
});
