import type { Socket } from 'node:net';

/** No line of Asterisk's is near it: the longest has what a dialplan gives as an argument. */
const LINE_LIMIT = 4096;
/** Asterisk sends some twenty, and one for each argument. */
const LINES_LIMIT = 100;

/** What came by the port is no AGI, or does not go on as AGI does. */
export class AgiFault extends Error {
  override readonly name = 'AgiFault';
}

/** The channel that asks has hung up, or Asterisk does not take what is sent back. */
export class AgiGone extends Error {
  override readonly name = 'AgiGone';
}

/** What Asterisk says first: which script is asked for, by which channel. */
export interface AgiRequest {
  /** `callback` of `agi://127.0.0.1:15065/callback`. */
  readonly script: string;
  /** `agi_callerid` and the like, by their names; empty where Asterisk says `unknown`. */
  variable(name: string): string;
  /** What the dialplan gives after the address, in its order. */
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

/** Reads all that Asterisk says before it listens, up to the empty line. */
export async function readRequest(lines: AsyncIterator<string>): Promise<AgiRequest> {
  const variables = new Map<string, string>();
  for (let count = 0; count < LINES_LIMIT; count += 1) {
    const { value: line, done } = await lines.next();
    if (done) throw new AgiFault('it ends before the request does');
    if (line === '') return requestOf(variables);
    const [, name, value] = /^(agi_\w{1,40}): ?(.*)$/.exec(line) ?? [];
    if (name === undefined || value === undefined) throw new AgiFault('a line is not "agi_name: value"');
    variables.set(name, value);
  }
  throw new AgiFault('the request has too many lines');
}

function requestOf(variables: ReadonlyMap<string, string>): AgiRequest {
  const script = variables.get('agi_network_script');
  if (script === undefined) throw new AgiFault('it names no script');
  const variable = (name: string) => {
    const value = variables.get(name) ?? '';
    return value === 'unknown' ? '' : value;
  };
  const args: string[] = [];
  for (let n = 1; variables.has(`agi_arg_${n}`); n += 1) args.push(variables.get(`agi_arg_${n}`) ?? '');
  return { script, variable, args };
}

/** Sets a variable of the channel, and waits until Asterisk has. Throws AgiGone where it has not. */
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
    // said once, between answers, when the caller hangs up
    if (line === 'HANGUP') continue;
    if (/^200 result=1\b/.test(line)) return;
    throw new AgiGone(`Asterisk answers ${JSON.stringify(line.slice(0, 80))}`);
  }
}

/** As AGI reads it again. Another line would be another command, so there is none. */
export function quoted(value: string): string {
  if (/\p{Cc}/u.test(value)) throw new Error('a value for the dialplan has a control character in it');
  return `"${value.replace(/[\\"]/g, '\\$&')}"`;
}
