import { z } from 'zod';
import type { OperatorOrder, OrderRefusal } from '../../core/callback/operator-orders.ts';
import type { ApiRole } from '../../engine/access.ts';
import type { AuditAction } from '../../engine/audit.ts';
import type { OrderDone } from '../../engine/desk.ts';
import { actorOf } from '../auth.ts';
import { by, iso, time, words } from '../fields.ts';
import type { ApiPorts } from '../ports.ts';
import { ApiError } from '../problem.ts';
import { type Principal, type Route, route } from '../route.ts';
import { callbackAnswer, callbackSchema } from './answer.ts';
import { agentOf, timeOf } from './checks.ts';
import { foundCallback } from './find.ts';
import { idParams, shownTo } from './list.ts';

const common = {
  revision: z.int().min(1).describe('of the callback as it was looked at'),
  by,
};
const why = words(500);
const note = why.optional().describe('for the records');
const reason = why.describe('for the records: everybody who looks at the callback reads it');

/** What an order is, what its body says besides, and what is on record of it. */
interface OrderWords<Body extends z.ZodType> {
  readonly name: string;
  readonly summary: string;
  readonly role: ApiRole;
  readonly did: AuditAction;
  readonly body: Body;
  order(body: z.output<Body>, ports: ApiPorts): OperatorOrder;
}

interface CommonBody {
  readonly revision: number;
  readonly by?: string | undefined;
  readonly why?: string | undefined;
}

/** POST /v1/callbacks/{id}/…: what an operator orders. */
export function orderRoutes(ports: ApiPorts): Route[] {
  const of = <Body extends z.ZodType<CommonBody>>(words: OrderWords<Body>) => orderRoute(ports, words);
  return [
    of({
      name: 'assign',
      summary: 'It is for this agent and nobody else, or for whoever is free',
      role: 'operator',
      did: 'callbackAssigned',
      body: z.strictObject({
        ...common,
        agent: z.string().max(15).nullable().describe('null: whoever is free'),
        why: note,
      }),
      order: ({ agent }) => ({ do: 'assign', agent: agent === null ? null : agentOf(agent, ports) }),
    }),
    of({
      name: 'call-now',
      summary: 'It is due now, whatever its next try was to be; not outside the calling hours',
      role: 'operator',
      did: 'callbackCalledNow',
      body: z.strictObject({ ...common, why: note }),
      order: () => ({ do: 'callNow' }),
    }),
    of({
      name: 'reschedule',
      summary: 'It is tried at this time, which is what the customer has been told',
      role: 'operator',
      did: 'callbackRescheduled',
      body: z.strictObject({ ...common, due: time, why: note }),
      order: ({ due }) => ({ do: 'reschedule', dueAt: timeOf('due', due, ports.now()) }),
    }),
    ...endingRoutes(ports),
    of({
      name: 'release',
      summary: 'What a rule holds back is let go',
      role: 'supervisor',
      did: 'callbackReleased',
      body: z.strictObject({ ...common, why: note }),
      order: () => ({ do: 'release' }),
    }),
  ];
}

function endingRoutes(ports: ApiPorts): Route[] {
  return [
    orderRoute(ports, {
      name: 'settle',
      summary: 'It is done without a call of ours, as the operator states',
      role: 'operator',
      did: 'callbackSettled',
      body: z.strictObject({ ...common, why: reason }),
      order: (body) => ({ do: 'settle', why: body.why }),
    }),
    orderRoute(ports, {
      name: 'cancel',
      summary: 'The customer is not called, and why',
      role: 'operator',
      did: 'callbackCancelled',
      body: z.strictObject({ ...common, why: reason }),
      order: (body) => ({ do: 'cancel', why: body.why }),
    }),
  ];
}

function orderRoute<Body extends z.ZodType<CommonBody>>(ports: ApiPorts, words: OrderWords<Body>): Route {
  return route({
    method: 'POST',
    path: `/v1/callbacks/{id}/${words.name}`,
    summary: words.summary,
    role: words.role,
    params: idParams,
    body: words.body,
    answer: { status: 200, schema: callbackSchema, means: 'It is kept; the callback as it is now' },
    handle: async (asked) => {
      const { body, params } = asked;
      const order = words.order(body, ports);
      const who = actorOf(asked, body.by);
      const { state } = await foundCallback(ports.queries, params.id);
      const wall = ports.now();
      const detail = [detailOf(order), body.why].filter(Boolean).join(': ');
      const entry = { wall, who, did: words.did, call: null, callback: state.id, detail };
      const done = await ports.desk.orderCallback(state.id, body.revision, order, who, {
        audit: ({ is }) => (is === 'done' ? entry : null),
      });
      const after = await doneOr(done, state.id, asked, ports);
      return callbackAnswer(after, wall, shownTo(asked, ports));
    },
  });
}

function detailOf(order: OperatorOrder): string {
  if (order.do === 'assign') return order.agent ?? 'whoever is free';
  return order.do === 'reschedule' ? iso(order.dueAt) : '';
}

/** Why an order means nothing, and what to do about it. */
const REFUSALS: Readonly<Record<OrderRefusal, readonly [cause: string, cure: string]>> = {
  over: ['it is over', 'Ask for another one, where the customer is still to be called.'],
  attempting: ['it is being tried now', 'Wait until it is known what comes of that, then look at it again.'],
  blocked: ['a rule holds it back', 'Have a supervisor release it first, or cancel it.'],
  notBlocked: ['no rule holds it back', 'Nothing is to be done: it is tried when it is due.'],
  dueAlready: ['it is due already', 'Nothing is to be done: the next free agent gets it.'],
  past: ['that time has passed', 'Give a time that is still to come, or order it to be called now.'],
  outsideHours: ['the line calls nobody then', 'Reschedule it into the calling hours of its line.'],
  noSuchAgent: ['there is no such agent', 'sansheng agents lists them.'],
};

/** The callback after the order.
 * @throws ApiError where nothing was done, with the callback as it is */
async function doneOr(done: OrderDone, id: string, asker: Principal, ports: ApiPorts) {
  if (done.is === 'done') return done.callback;
  const callback = done.is === 'over' ? (await foundCallback(ports.queries, id)).state : done.callback;
  const present = callbackAnswer(callback, ports.now(), shownTo(asker, ports));
  const is = `${id} is ${present.status}, revision ${present.revision}`;
  if (done.is === 'changed') {
    const cause = `it has changed since it was looked at: ${is}`;
    throw new ApiError('CALLBACK_CHANGED', 409, cause, 'Look at it as it is now, and decide again.', {
      present,
    });
  }
  const why = done.is === 'refused' ? done.why : 'over';
  const [cause, cure] = REFUSALS[why];
  const code = why === 'over' ? 'CALLBACK_OVER' : 'CALLBACK_REFUSED';
  throw new ApiError(code, 409, `${cause}: ${is}`, cure, { present });
}
