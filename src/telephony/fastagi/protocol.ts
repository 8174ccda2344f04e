import type { Socket } from 'node:net';
import { isPlainLine } from '../../util/plain-text.ts';

/** Lines of Asterisk are far shorter: the longest holds an argument of a dialplan. */
const LINE_LIMIT = 4096;
/** Asterisk sends about twenty, and one for each argument. */
const LINES_LIMIT = 100;

/** The other side does not speak AGI. */
export class AgiFault extends Error {
  override readonly name = 'AgiFault';
}

/** The channel has ended, or Asterisk does not accept the answer. */
export class AgiGone extends Error {
  override readonly name = 'AgiGone';
}

/** What Asterisk sends first: the script and the channel that asks for it. */
export interface AgiRequest {
  /** `callback` of `agi://127.0.0.1:15065/callback`. */
  readonly script: string;
  /** `agi_callerid` and the like, by their names; empty where Asterisk says `unknown`. */
  variable(name: string): string;
  /** What the dialplan gives after the address, in order. */
  readonly args: readonly string[];
}

/** The lines of a socket; throws AgiFault where one is too long. Ends with the socket. */
export async function* linesOf(socket: Socket): AsyncGenerator<string, undefined> {
  let rest = '';
  for await (const chunk of socket.setEncoding('utf8')) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    if ([rest, ...lines].some((line) => line.length > LINE_LIMIT)) throw new AgiFault('a line is too long');
    yield* lines;
  }
}

/** Reads what Asterisk sends before it listens, up to the empty line. */
export async function readRequest(lines: AsyncIterator<string>): Promise<AgiRequest> {
  const variables = new Map<string, string>();
  for (let count = 0; count < LINES_LIMIT; count += 1) {
    const { value: line, done } = await lines.next();
    if (done) throw new AgiFault('the connection ended within the request');
    if (line === '') return requestOf(variables);
    const [, name, value] = /^(agi_\w{1,40}): ?(.*)$/.exec(line) ?? [];
    if (name === undefined || value === undefined) throw new AgiFault('a line is not "agi_name: value"');
    variables.set(name, value);
  }
  throw new AgiFault('the request has too many lines');
}

function requestOf(variables: ReadonlyMap<string, string>): AgiRequest {
  const script = variables.get('agi_network_script');
  if (script === undefined) throw new AgiFault('the request names no script');
  const variable = (name: string) => {
    const value = variables.get(name) ?? '';
    return value === 'unknown' ? '' : value;
  };
  const args: string[] = [];
  for (let n = 1; variables.has(`agi_arg_${n}`); n += 1) args.push(variables.get(`agi_arg_${n}`) ?? '');
  return { script, variable, args };
}

/** Sets a variable of the channel and waits for Asterisk's answer. Throws AgiGone where there is none. */
export async function setVariable(
  socket: Socket,
  lines: AsyncIterator<string>,
  name: string,
  value: string,
): Promise<void> {
  socket.write(`SET VARIABLE ${name} ${quoted(value)}\n`);
  for (;;) {
    const { value: line, done } = await lines.next();
    if (done) throw new AgiGone('Asterisk has closed the connection');
    // Asterisk sends this once, between answers, when the caller hangs up
    if (line === 'HANGUP') continue;
    if (/^200 result=1\b/.test(line)) return;
    throw new AgiGone(`Asterisk answers ${JSON.stringify(line.slice(0, 80))}`);
  }
}

/** Quotes a value for AGI. A line break would begin another command, so it is refused. */
export function quoted(value: string): string {
  if (!isPlainLine(value)) throw new Error('a value for the dialplan contains a control character');
  return `"${value.replace(/[\\"]/g, '\\$&')}"`;
}
