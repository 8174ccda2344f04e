import { randomUUID } from 'node:crypto';
import type { Dialog } from './dialog.ts';
import type { Heading } from './scenario-parts.ts';
import { header, type SipMessage } from './sip-message.ts';

type Headings = Partial<Record<Heading, string>>;

/** Headers of a response to an INVITE that came in. */
export function replyHeadings(invite: SipMessage, tag: string): Headings {
  return {
    Via: header(invite, 'Via'),
    From: header(invite, 'From'),
    To: `${header(invite, 'To')};tag=${tag}`,
    CSeq: header(invite, 'CSeq').split(' ', 1)[0] ?? '1',
  };
}

/** Headers of the next request in a dialog. They use two numbers, in case the server asks for a digest. */
export function requestHeadings(dialog: Dialog): Headings {
  dialog.cseq += 2;
  return {
    Uri: dialog.target,
    From: dialog.local,
    To: dialog.remote,
    CSeq: `${dialog.cseq - 1}`,
    Again: `${dialog.cseq}`,
    Branch: randomUUID(),
  };
}
