import { userInfo } from 'node:os';
import type { SitePaths } from '../config/site.ts';
import type { AuditEntry } from '../engine/audit.ts';
import { MASKING, type Privacy, SHOWING } from '../log/mask.ts';
import { openLedger } from '../readers.ts';

export interface NumbersOption {
  /** Callers' numbers in full. */
  readonly showNumbers?: boolean;
}

/** The option, as every list of calls has it. */
export const SHOW_NUMBERS = ['--show-numbers', 'show full numbers; this is logged with your name'] as const;

/** The name of the user who runs this command. */
export function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // an account without a name: a container's
    return `uid ${process.getuid?.() ?? 'unknown'}`;
  }
}

/** For the audit log: the user who runs this command, and the other name that the user gives. */
export function localActor(by: string | undefined): Pick<AuditEntry, 'who' | 'saysToBe'> {
  const who = userName();
  return by === undefined || by === who ? { who } : { who, saysToBe: by };
}

/** @param what is looked at, for the record */
export async function privacyOf(options: NumbersOption, paths: SitePaths, what: string): Promise<Privacy> {
  if (!options.showNumbers) return MASKING;
  const ledger = await openLedger(paths);
  await ledger.note({ wall: Date.now(), who: userName(), did: 'numbersShown', call: null, detail: what });
  await ledger.close();
  return SHOWING;
}
