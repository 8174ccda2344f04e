import { z } from 'zod';
import type { Fact } from '../core/facts.ts';
import type { NumberedFact } from '../engine/store-port.ts';
import { plainJson } from '../util/plain-text.ts';
import { factAnswer } from './callbacks/facts.ts';
import { shownTo } from './callbacks/list.ts';
import { listOf } from './fields.ts';
import type { ApiPorts, Shown } from './ports.ts';
import { ApiError } from './problem.ts';
import { type Route, route } from './route.ts';

/** Facts that are read at once. */
const AT_ONCE = 200;
/** A client, and what stands between, must hear that the line is alive. */
const HEARTBEAT_MS = 15_000;
/** A console for each desk of a large hall; more are a fault of a client that opens and never closes. */
const MOST_CLIENTS = 64;

const ABOUT = ['callbacks', 'calls', 'agents'] as const;
type About = (typeof ABOUT)[number];

const number = z.string().regex(/^\d{1,15}$/, 'is the id of an event');

function aboutOf(fact: Fact): About {
  if (fact.callback !== undefined) return 'callbacks';
  return fact.call === undefined ? 'agents' : 'calls';
}

interface Following {
  readonly about: readonly About[];
  readonly shown: Shown;
  /** The fact after which it begins. */
  readonly after: number;
  readonly aborted: AbortSignal;
  /** Rejects where the client may not follow any more. */
  revalidate(): Promise<unknown>;
}

/** What happens from then on, as server-sent events. Reads no further than the client takes it, so that nothing is piled up.
 * What is not in the feed any more is read from the store; so is, at each heartbeat, what another process has added. */
async function* follow(
  { queries, feed }: ApiPorts,
  { about, shown, after, aborted, revalidate }: Following,
): AsyncGenerator<string> {
  yield `retry: 2000\n: from ${after} on\n\n`;
  let number = after;
  let heard = Date.now();
  let look = true;
  while (!aborted.aborted) {
    const known: readonly NumberedFact[] | null = look ? null : feed.after(number, AT_ONCE);
    const facts: readonly NumberedFact[] = known ?? (await queries.facts(number, AT_ONCE));
    number = facts.at(-1)?.number ?? number;
    const text = facts
      .filter(({ fact }) => about.includes(aboutOf(fact)))
      .map((one) => eventText(one.number, one.fact, shown))
      .join('');
    const quiet = Date.now() - heard >= HEARTBEAT_MS;
    // a token that has been taken away ends the stream
    if (text !== '' || quiet) await revalidate();
    // the id makes a client that comes back go on here, not at the last fact that it was sent
    if (text !== '' || quiet) yield text === '' ? `id: ${number}\n: still here\n\n` : text;
    if (text !== '' || quiet) heard = Date.now();
    const ms = Math.max(heard + HEARTBEAT_MS - Date.now(), 0);
    look = facts.length < AT_ONCE && !(await feed.changed(number, { ms, signal: aborted }));
  }
}

function eventText(number: number, fact: Fact, shown: Shown): string {
  const data = { number, about: aboutOf(fact), ...factAnswer(fact, shown) };
  return `id: ${number}\ndata: ${plainJson(JSON.stringify(data))}\n\n`;
}

/** Live events. */
export function eventsRoute(ports: ApiPorts): Route {
  let clients = 0;
  return route({
    method: 'GET',
    path: '/v1/events',
    summary: 'Follow events live: server-sent events for as long as the client listens',
    role: 'operator',
    query: z.strictObject({
      about: listOf(ABOUT)
        .default(['callbacks'])
        .describe(`any of ${ABOUT.join(', ')}, with commas between; callbacks where none is given`),
      after: number.optional().describe('same as Last-Event-ID, for clients that cannot send it'),
    }),
    headers: z.object({
      'last-event-id': number
        .optional()
        .describe('last event that the client received; later ones are sent first'),
    }),
    answer: {
      status: 200,
      schema: z.string(),
      means:
        'Each event has the number of the fact as its id and {number, about, at, what, by, call, callback, verdict, note, detail} as its data; a comment every 15 seconds where nothing happens',
      type: 'text/event-stream',
    },
    handle: async (asked) => {
      const { query, headers, aborted, revalidate } = asked;
      if (clients >= MOST_CLIENTS) {
        const cure = 'Close streams that are not needed, then try again.';
        throw new ApiError('EVENTS_BUSY', 503, `${MOST_CLIENTS} clients already follow the events`, cure);
      }
      const newest = await ports.queries.lastFact();
      const from = headers['last-event-id'] ?? query.after;
      // one from another store, or from the time to come, begins now
      const after = from === undefined ? newest : Math.min(Number(from), newest);
      if (!aborted.aborted) {
        clients += 1;
        aborted.addEventListener('abort', () => {
          clients -= 1;
        });
      }
      return follow(ports, { about: query.about, shown: shownTo(asked, ports), after, aborted, revalidate });
    },
  });
}
