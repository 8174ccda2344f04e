import type { Command } from '../core/commands.ts';
import type { TelephonyErrorCode } from './ports.ts';
import { dialsCustomer } from './superseded-commands.ts';

/** Asterisk was not there to take the command. */
export function isAway(code: TelephonyErrorCode): boolean {
  return code === 'LINK_DOWN' || code === 'UNREACHABLE';
}

/** No phone's fault: Asterisk was not there to ring it, or has refused to. A refused customer loses no attempt; an agent's phone that
 * Asterisk does not ring is passed over. */
export function wasNotDialled(command: Command, code: TelephonyErrorCode): boolean {
  return isAway(code) || code === 'NOT_DIALLED' || (code === 'REFUSED' && dialsCustomer(command));
}
