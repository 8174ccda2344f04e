import { createHmac } from 'node:crypto';
import { reasonOf } from '../../util/errors.ts';

/** One message to another program. */
export interface Message {
  readonly url: string;
  readonly secret: string;
  /** The same at each try: who has it already takes it for done. */
  readonly id: string;
  readonly event: string;
  readonly body: string;
  /** UTC ms of this try. */
  readonly wall: number;
}

/** What came of it; `why` in words for an administrator. */
export type Sent = { readonly ok: true } | { readonly ok: false; readonly why: string };

/** By which a receiver knows that a message is ours, and not an old one: HMAC-SHA256 over the time, a dot and the body.
 * @param seconds since 1970 */
export function signatureOf(secret: string, seconds: number, body: string): string {
  const hash = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
  return `t=${seconds},v1=${hash}`;
}

/** Sends it once. Whatever is answered but 200 to 299 is a failure, a redirection too; what the answer says is not read. */
export async function send(message: Message, limitMs: number, stop?: AbortSignal): Promise<Sent> {
  const { url, secret, id, event, body, wall } = message;
  const late = AbortSignal.timeout(limitMs);
  try {
    const response = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'user-agent': 'Sansheng',
        'sansheng-id': id,
        'sansheng-event': event,
        'sansheng-signature': signatureOf(secret, Math.floor(wall / 1000), body),
      },
      body,
      signal: stop ? AbortSignal.any([late, stop]) : late,
    });
    // the connection is given up with it: a body without an end costs nothing
    await response.body?.cancel();
    return response.ok ? { ok: true } : { ok: false, why: `it answers ${response.status}` };
  } catch (error) {
    return { ok: false, why: late.aborted ? `no answer within ${limitMs} ms` : reasonOf(error) };
  }
}
