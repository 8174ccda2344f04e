import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { type Log, TelephonyError } from '../../engine/ports.ts';
import { messageOf, systemCode } from '../../util/errors.ts';
import { withTimeout } from '../../util/timeout.ts';
import { AgiMisuse, type AgiPorts, type AgiVariables, agiQueryOf, ENTRY_POINTS } from './answers.ts';
import { AgiFault, AgiGone, type AgiRequest, linesOf, readRequest, setVariable } from './protocol.ts';

/** The longest that a request may take: its channel waits in the dialplan, and the caller hears nothing. */
const SESSION_MS = 10_000;
/** The longest that an entry point may take; the rest is for telling the dialplan that there is no answer. */
const ANSWER_MS = 5000;
/** Sessions at the same time; further ones are refused at once. */
const MOST_AT_ONCE = 200;

export interface FastAgi {
  /** Returns the port. Rejects with TelephonyError AGI_PORT_UNUSABLE. */
  start(): Promise<number>;
  /** Accepts no more requests and ends those under way: the dialplan goes on by itself. */
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
    const late = setTimeout(
      () => socket.destroy(new AgiFault('the session took too long')),
      limits.sessionMs,
    );
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
      for (const socket of sockets) socket.destroy(new AgiGone('the engine is stopping'));
      await closed;
    },
  };
}

async function listen(server: Server, port: number): Promise<number> {
  try {
    await once(server.listen({ host: '127.0.0.1', port }), 'listening');
  } catch (error) {
    const cause = `the FastAGI port TCP 127.0.0.1:${port} cannot be used`;
    const cure = 'Stop the program that uses it (ss -lntp shows it), or choose other ports with --port-base';
    throw new TelephonyError('AGI_PORT_UNUSABLE', `${cause} (${messageOf(error)})`, cure);
  }
  const address = server.address();
  return typeof address === 'object' && address ? address.port : port;
}

/** Answers one channel. Never rejects: whatever goes wrong here, the dialplan goes on. */
async function session(socket: Socket, ports: AgiPorts, log: Log, limits: AgiLimits): Promise<void> {
  // the error itself is thrown where the socket is read
  socket.on('error', () => socket.destroy());
  try {
    const lines = linesOf(socket);
    const request = await readRequest(lines);
    const variables = await answer(request, ports, log, limits.answerMs);
    for (const [name, value] of Object.entries(variables)) await setVariable(socket, lines, name, value);
    // nothing is read any more, so the end of the other side would go unnoticed
    socket.end(() => socket.destroy());
  } catch (error) {
    socket.destroy();
    logFailure(error, log);
  }
}

function logFailure(error: unknown, log: Log): void {
  if (error instanceof AgiFault) {
    const cure = 'Find the program that uses this port (ss -tnp): only AGI() of Asterisk may use it';
    log.warn('invalid AGI request', {
      code: 'AGI_UNREADABLE',
      cause: error.message,
      cure,
    });
  } else if (error instanceof AgiGone || isReset(error)) {
    log.debug('a channel ended before it got its answer', { cause: messageOf(error) });
  } else {
    log.error('a fault of the product: could not handle a request of the dialplan; please report it', {
      error,
    });
  }
}

/** The entry point's answer, or what it sets where it has none in time. */
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
    const query = agiQueryOf(request, entry, ports.site);
    return await withTimeout(entry.answer(query, ports), limitMs, () => tooSlow(limitMs));
  } catch (error) {
    if (error instanceof AgiMisuse) {
      misused(log, error.message, error.cure);
      return entry.unanswered(error.reason, true);
    }
    log.error('could not answer a request of the dialplan', { script: request.script, error });
    return entry.unanswered('engine', false);
  }
}

function misused(log: Log, cause: string, cure: string): void {
  log.warn('a dialplan used FastAGI wrongly', { code: 'AGI_MISUSED', cause, cure });
}

function tooSlow(limitMs: number): TelephonyError {
  const cause = `the engine has not answered within ${limitMs} ms`;
  return new TelephonyError('TIMED_OUT', cause, 'Look in the log for problems with the store at that time');
}

function isReset(error: unknown): boolean {
  const code = systemCode(error);
  return code === 'ECONNRESET' || code === 'EPIPE' || code === 'ERR_STREAM_PREMATURE_CLOSE';
}
