// The callers and phones of the bench in a process of their own, so that what they cost is not in what is measured. They send SIP
// themselves: SIPp tells the time in steps of 4 ms, which is half an answer of app_queue.
import type { Account } from '../../../test/asterisk/support/raw-sip.ts';
import { RtpLegs } from './rtp-legs.ts';
import { type CallMade, type CallsWanted, SipCallers } from './sip-callers.ts';
import { SipPhones } from './sip-phones.ts';

/** What this process is told to do. `server`: Asterisk's SIP port on loopback. */
export type LoadOrder =
  | { readonly do: 'register'; readonly accounts: readonly Account[]; readonly server: number }
  | { readonly do: 'call'; readonly wanted: CallsWanted; readonly server: number };

/** A call, and from the phone's 200 to the caller's, ms; null where the caller was answered before. */
export interface LoadedCall extends CallMade {
  readonly connectMs: number | null;
}

/** What this process says. */
export type LoadSaid =
  | { readonly is: 'open'; readonly phonesPort: number }
  | { readonly is: 'registered' }
  | { readonly is: 'called'; readonly calls: readonly LoadedCall[]; readonly heard: number }
  | { readonly is: 'failed'; readonly why: string };

const [phoneSound, callerSound] = [await RtpLegs.open('127.0.0.1'), await RtpLegs.open('127.0.0.2')];
const phones = await SipPhones.open(phoneSound);
let callers: SipCallers | undefined;

function say(said: LoadSaid): void {
  process.send?.(said);
}

async function call(wanted: CallsWanted, server: number): Promise<void> {
  callers ??= await SipCallers.open(callerSound, server);
  phones.sound = wanted.sound;
  phones.pickedUp.clear();
  const before = phoneSound.received + callerSound.received;
  const calls = (await callers.run(wanted)).map((one): LoadedCall => {
    const pickedUp = phones.pickedUp.get(one.from);
    const isBefore = pickedUp !== undefined && one.answeredAt !== null && pickedUp <= one.answeredAt;
    return { ...one, connectMs: isBefore ? (one.answeredAt ?? 0) - pickedUp : null };
  });
  say({ is: 'called', calls, heard: phoneSound.received + callerSound.received - before });
}

process.on('message', (order: LoadOrder) => {
  const done =
    order.do === 'call'
      ? call(order.wanted, order.server)
      : phones.register(order.accounts, order.server).then(() => say({ is: 'registered' }));
  done.catch((error: unknown) => say({ is: 'failed', why: String(error) }));
});
// the bench has ended
process.on('disconnect', () => process.exit(0));
say({ is: 'open', phonesPort: phones.port });
