import { readFile } from 'node:fs/promises';
import { systemCode } from '../util/errors.ts';

/** A process that cannot be mistaken for a later one with the same pid. */
export interface ProcessIdentity {
  pid: number;
  /** Clock ticks since boot at which it started: field 22 of /proc/PID/stat. */
  startTicks: string;
}

/** The identity of a living process, or undefined if there is none with that pid (a zombie counts as none, unless threads of it still
 * live: they have its ports and files). */
export async function identify(pid: number): Promise<ProcessIdentity | undefined> {
  let stat: string;
  try {
    stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  } catch (error) {
    const code = systemCode(error);
    if (code === 'ENOENT' || code === 'ESRCH') return undefined;
    throw error;
  }
  return readIdentity(pid, stat);
}

/** {@link identify}, by the text of /proc/PID/stat. */
export function readIdentity(pid: number, stat: string): ProcessIdentity | undefined {
  // The second field is the command name in parentheses, which may itself hold spaces and parentheses.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state] = fields;
  const threads = Number(fields[17]);
  const startTicks = fields[19];
  if (startTicks === undefined || state === 'X' || (state === 'Z' && threads <= 1)) return undefined;
  return { pid, startTicks };
}

/** Whether exactly this process still lives. */
export async function isAlive(identity: ProcessIdentity): Promise<boolean> {
  const now = await identify(identity.pid);
  return now !== undefined && now.startTicks === identity.startTicks;
}

/** How an identity is written into lock and pid files: `PID START\n`, so that `head` and scripts can read the pid. */
export function formatIdentity(identity: ProcessIdentity): string {
  return `${identity.pid} ${identity.startTicks}\n`;
}

/** The reverse of {@link formatIdentity}; undefined for anything else, such as a file cut short by a full disk. */
export function parseIdentity(text: string): ProcessIdentity | undefined {
  const match = /^(\d{1,10}) (\d+)\n$/.exec(text);
  if (match?.[1] === undefined || match[2] === undefined) return undefined;
  return { pid: Number(match[1]), startTicks: match[2] };
}
