import type { Leg } from '../../../src/sipkit/index.ts';
import { pause } from '../../host/machine.ts';

/** Until the agent has heard the notes that ask for the second press. */
const HEARD_MS = 1500;

/** A code that ends the call for the agent, who presses it again. */
export async function sendTwice({ rtp }: Leg, code: string): Promise<void> {
  await rtp.sendDigits(code);
  await pause(HEARD_MS);
  await rtp.sendDigits(code);
}
