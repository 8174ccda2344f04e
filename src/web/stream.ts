import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';

/** A client that takes nothing for so long is cut off: it comes back, and goes on where it was. */
const STALLED_MS = 30_000;

/** Told when the client has gone. */
export function goneOf({ raw }: FastifyReply): AbortSignal {
  const gone = new AbortController();
  raw.once('close', () => gone.abort());
  return gone.signal;
}

/** Sends a text as it is made: the next piece is asked for when the client has taken the one before. */
export function sendText(reply: FastifyReply, type: string, pieces: AsyncIterable<string>): FastifyReply {
  const stream = Readable.from(
    watched(pieces, () => reply.raw.destroy()),
    { objectMode: true, highWaterMark: 1 },
  );
  reply.header('content-type', `${type}; charset=utf-8`).header('cache-control', 'no-store');
  return reply.send(stream);
}

/** The pieces; calls `cut` where one is not taken in time. */
async function* watched(pieces: AsyncIterable<string>, cut: () => void): AsyncGenerator<string> {
  for await (const piece of pieces) {
    const stalled = setTimeout(cut, STALLED_MS);
    try {
      yield piece;
    } finally {
      clearTimeout(stalled);
    }
  }
}
