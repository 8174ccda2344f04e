import { z } from 'zod';
import { LANGUAGES } from '../../core/ids.ts';
import type { CallbackRequest } from '../../core/model/callback.ts';
import type { CustomerHours } from '../../core/model/customer.ts';
import type { Requested } from '../../engine/commands.ts';
import { actorOf } from '../auth.ts';
import { by, plainText, time } from '../fields.ts';
import { type Kept, once, onceHeader } from '../idempotency.ts';
import type { ApiPorts } from '../ports.ts';
import { ApiError } from '../problem.ts';
import { type Principal, type Route, route } from '../route.ts';
import { callbackAnswer, callbackSchema } from './answer.ts';
import { futureTime, knownAgent } from './checks.ts';
import { shownTo } from './list.ts';

const ofDay = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'is a time of day as HH:MM')
  .describe('HH:MM in the line’s time zone');

const wish = z.strictObject({
  line: z.string().max(15).describe('number of the line that makes the call'),
  number: z
    .string()
    .min(1)
    .max(60)
    .describe('the customer’s number: E.164, or as dialled within the country'),
  about: plainText(500).optional().describe('what the customer wants; the agent sees it'),
  name: plainText(100).optional().describe('the customer’s name'),
  language: z
    .enum(LANGUAGES as ['zh', 'yue', 'en'])
    .optional()
    .describe('the line’s language if left out'),
  due: time.optional().describe('earliest time of the call; as soon as possible if left out'),
  hours: z
    .strictObject({ from: ofDay, to: ofDay })
    .optional()
    .describe('when the customer wants to be called'),
  agent: z.string().max(15).optional().describe('agent who is offered it first'),
  by,
});

type Wish = z.output<typeof wish>;

/** callback.purpose: what no rule allows is refused here, with the rule, and not promised first. */
function numberFor({ number, line }: Wish, { mayDial }: ApiPorts): string {
  const dialling = mayDial(number, line);
  if ('number' in dialling) return dialling.number.e164;
  const cause = `the rule ${dialling.refused} does not let the line ${line} dial this number`;
  const cure =
    'See whether the number is complete and right; docs/admin/callbacks-rules.md says whom a line may dial.';
  throw new ApiError('NUMBER_REFUSED', 422, cause, cure);
}

function lineFor({ line }: Wish, { lineOf, lines }: ApiPorts) {
  const found = lines().includes(line) ? lineOf(line) : null;
  if (found) return found;
  const cure = `Give one of ${lines().join(', ')}.`;
  throw new ApiError('LINE_UNKNOWN', 400, `this site has no line ${line}`, cure);
}

function hoursFor({ hours }: Wish): CustomerHours | undefined {
  if (!hours) return undefined;
  const minutes = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
  const [from, to] = [minutes(hours.from), minutes(hours.to)];
  if (from < to) return { from, to };
  const cause = 'hours: the end is before the start';
  throw new ApiError('API_BAD_REQUEST', 400, cause, 'Give hours of one day, such as 09:00 to 17:30.');
}

function requestOf(body: Wish, who: string, now: number, ports: ApiPorts): CallbackRequest {
  const { standard, language } = lineFor(body, ports);
  const { about, name, due, agent } = body;
  const hours = hoursFor(body);
  const dueAt = due === undefined ? undefined : futureTime('due', due, now);
  if (agent !== undefined) knownAgent(agent, ports);
  return {
    kind: 'requested',
    number: numberFor(body, ports),
    dialled: body.number,
    line: body.line,
    standard,
    language: body.language ?? language,
    from: null,
    place: now,
    by: who,
    ...(about === undefined ? {} : { about }),
    ...(name === undefined ? {} : { name }),
    ...(hours ? { hours } : {}),
    ...(dueAt === undefined ? {} : { dueAt }),
    ...(agent === undefined ? {} : { agent }),
  };
}

async function add(body: Wish, asker: Principal, ports: ApiPorts, kept: Kept | null) {
  const actor = actorOf(asker, body.by);
  const now = ports.now();
  const answerOf = ({ callback, joined }: Requested) => ({
    callback: callbackAnswer(callback, now, shownTo(asker, ports)),
    joined,
  });
  const done = await ports.commands.requestCallback(requestOf(body, actor.by, now, ports), {
    audit: ({ callback, joined }) => {
      const detail = joined ? 'joined with the one that was open' : (body.about ?? '');
      return { wall: now, ...actor.audit, did: 'callbackAdded', call: null, callback: callback.id, detail };
    },
    answer: (requested) => kept?.(answerOf(requested)) ?? null,
  });
  return answerOf(done);
}

/** A callback that somebody asks for. */
export function addRoute(ports: ApiPorts): Route {
  return route({
    method: 'POST',
    path: '/v1/callbacks',
    summary: 'Request a callback; a number with an open callback on the line keeps that one',
    role: 'operator',
    body: wish,
    headers: onceHeader,
    answer: {
      status: 201,
      schema: z.object({
        callback: callbackSchema,
        joined: z.boolean().describe('the number had an open callback on this line, and this is it'),
      }),
      means: 'It is kept',
    },
    handle: (asked) => {
      const { body, headers } = asked;
      return once(asked, headers['idempotency-key'], body, ports, (kept) => add(body, asked, ports, kept));
    },
  });
}
