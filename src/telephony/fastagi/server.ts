import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { type Log, TelephonyError } from '../../engine/ports.ts';
import { AgiMisuse, type AgiPorts, type AgiVariables, askedOf, ENTRY_POINTS } from './answers.ts';
import { AgiFault, AgiGone, type AgiRequest, linesOf, readRequest, setVariable } from './protocol.ts';

/** A channel waits in the dialplan meanwhile, and its caller hears nothing. */
const SESSION_MS = 10_000;
/** What an entry point has of it; the rest is for telling the dialplan that there is no answer. */
const ANSWER_MS = 5000;
/** One for each channel that asks at the same time; those above are turned away at once. */
const MOST_AT_ONCE = 200;

export interface FastAgi {
  /** Returns the port. Rejects with TelephonyError AGI_PORT_UNUSABLE. */
  start(): Promise<number>;
  /** Takes no more, and ends what is being asked: the dialplan goes on by itself. */
  stop(): Promise<void>;
}

/** How long an entry point may take, and a whole session; for tests. */
export interface AgiLimits {
  readonly answerMs: number;
  readonly sessionMs: number;
}

/** The entry points for a dialplan: `agi://127.0.0.1:PORT/callback`, `/greeting`, `/open`, on loopback.
 * @param port 0: any that is free */
export function createFastAgi(
  port: number,
  ports: AgiPorts,
  log: Log,
  limits: AgiLimits = { answerMs: ANSWER_MS, sessionMs: SESSION_MS },
): FastAgi {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    const late = setTimeout(() => socket.destroy(new AgiFault('it takes too long')), limits.sessionMs);
    socket.once('close', () => {
      clearTimeout(late);
      sockets.delete(socket);
    });
    void session(socket, ports, log, limits);
  });
  server.maxConnections = MOST_AT_ONCE;
  return {
    start: () => listen(server, port),
    stop: async () => {
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy(new AgiGone('the engine stops'));
      await closed;
    },
  };
}

async function listen(server: Server, port: number): Promise<number> {
  try {
    await once(server.listen({ host: '127.0.0.1', port }), 'listening');
  } catch (error) {
    const cause = `the FastAGI port TCP 127.0.0.1:${port} cannot be used`;
    const cure = 'Stop the program that has it (ss -lntp shows it), or choose other ports with --port-base';
    throw new TelephonyError('AGI_PORT_UNUSABLE', `${cause} (${reasonOf(error)})`, cure);
  }
  const address = server.address();
  return typeof address === 'object' && address ? address.port : port;
}

/** One channel that asks. Never rejects: whatever goes wrong here, the dialplan goes on. */
async function session(socket: Socket, ports: AgiPorts, log: Log, limits: AgiLimits): Promise<void> {
  // what a socket dies of is thrown where it is read
  socket.on('error', () => socket.destroy());
  try {
    const lines = linesOf(socket);
    const request = await readRequest(lines);
    const variables = await answer(request, ports, log, limits.answerMs);
    for (const [name, value] of Object.entries(variables)) await setVariable(socket, lines, name, value);
    // nobody reads on, so its other end would not be seen
    socket.end(() => socket.destroy());
  } catch (error) {
    socket.destroy();
    tell(error, log);
  }
}

function tell(error: unknown, log: Log): void {
  if (error instanceof AgiFault) {
    const cure = 'See which program uses this port (ss -tnp): it is for AGI() of Asterisk alone';
    log.warn('what came by the FastAGI port is no AGI', {
      code: 'AGI_UNREADABLE',
      cause: error.message,
      cure,
    });
  } else if (error instanceof AgiGone || isReset(error)) {
    log.debug('a channel has gone while it was answered', { cause: reasonOf(error) });
  } else {
    log.error('a request of the dialplan could not be worked on; please report this', { error });
  }
}

/** The entry point's answer; what it says where there is none in time. */
async function answer(
  request: AgiRequest,
  ports: AgiPorts,
  log: Log,
  limitMs: number,
): Promise<AgiVariables> {
  const entry = ENTRY_POINTS.get(request.script);
  if (!entry) {
    const cure = `Write one of ${[...ENTRY_POINTS.keys()].map((name) => `agi://…/${name}`).join(', ')}`;
    misused(log, `there is no agi://…/${request.script.slice(0, 40)}`, cure);
    return {};
  }
  try {
    return await within(limitMs, entry.answer(askedOf(request, entry, ports.site), ports));
  } catch (error) {
    if (error instanceof AgiMisuse) {
      misused(log, error.message, error.cure);
      return entry.unanswered(error.reason, true);
    }
    log.error('a request of the dialplan could not be answered', { script: request.script, error });
    return entry.unanswered('engine', false);
  }
}

function misused(log: Log, cause: string, cure: string): void {
  log.warn('a dialplan asks for what there is not', { code: 'AGI_MISUSED', cause, cure });
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const cure = 'See what the log says of the store at that time';
      reject(new TelephonyError('TIMED_OUT', `the engine has not answered within ${ms} ms`, cure));
    }, ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

function isReset(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ECONNRESET' || code === 'EPIPE' || code === 'ERR_STREAM_PREMATURE_CLOSE';
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
