import { z } from 'zod';
import type { OperatorOrder, OrderRefusal } from '../../core/callback/operator-orders.ts';
import type { ApiRole } from '../../engine/access.ts';
import type { AuditAction } from '../../engine/audit.ts';
import type { OrderDone } from '../../engine/commands.ts';
import { actorOf } from '../auth.ts';
import { by, iso, plainText, time } from '../fields.ts';
import type { ApiPorts } from '../ports.ts';
import { ApiError } from '../problem.ts';
import { type Principal, type Route, route } from '../route.ts';
import { callbackAnswer, callbackSchema } from './answer.ts';
import { futureTime, knownAgent } from './checks.ts';
import { foundCallback } from './find.ts';
import { idParams, shownTo } from './list.ts';

const common = {
  revision: z.int().min(1).describe('revision of the callback that the operator looked at'),
  by,
};
const why = plainText(500);
const note = why.optional().describe('for the records');
const reason = why.describe('for the records; everybody who opens the callback sees it');

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
      summary: 'Assign a callback to one agent, or to any free agent',
      role: 'operator',
      did: 'callbackAssigned',
      body: z.strictObject({
        ...common,
        agent: z.string().max(15).nullable().describe('null: any free agent'),
        why: note,
      }),
      order: ({ agent }) => ({ do: 'assign', agent: agent === null ? null : knownAgent(agent, ports) }),
    }),
    of({
      name: 'call-now',
      summary: 'Make a callback due now; not outside the calling hours',
      role: 'operator',
      did: 'callbackCalledNow',
      body: z.strictObject({ ...common, why: note }),
      order: () => ({ do: 'callNow' }),
    }),
    of({
      name: 'reschedule',
      summary: 'Set the time of the next try, as agreed with the customer',
      role: 'operator',
      did: 'callbackRescheduled',
      body: z.strictObject({ ...common, due: time, why: note }),
      order: ({ due }) => ({ do: 'reschedule', dueAt: futureTime('due', due, ports.now()) }),
    }),
    ...endingRoutes(ports),
    of({
      name: 'release',
      summary: 'Release a callback that a rule blocks',
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
      summary: 'Settle a callback without a call',
      role: 'operator',
      did: 'callbackSettled',
      body: z.strictObject({ ...common, why: reason }),
      order: (body) => ({ do: 'settle', why: body.why }),
    }),
    orderRoute(ports, {
      name: 'cancel',
      summary: 'Cancel a callback',
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
    answer: { status: 200, schema: callbackSchema, means: 'The change is saved; the callback as it is now' },
    handle: async (asked) => {
      const { body, params } = asked;
      const order = words.order(body, ports);
      const actor = actorOf(asked, body.by);
      const { state } = await foundCallback(ports.queries, params.id);
      const wall = ports.now();
      const detail = [detailOf(order), body.why].filter(Boolean).join(': ');
      const entry = { wall, ...actor.audit, did: words.did, call: null, callback: state.id, detail };
      const done = await ports.commands.orderCallback(state.id, body.revision, order, actor.by, {
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
  over: ['it is closed', 'Request another callback if the customer still has to be called.'],
  attempting: ['an attempt is in progress', 'Wait for its result, then open the callback again.'],
  blocked: ['a rule blocks it', 'Ask a supervisor to release it, or cancel it.'],
  notBlocked: ['no rule blocks it', 'Do nothing: it is tried when it is due.'],
  dueAlready: ['it is due already', 'Do nothing: the next free agent gets it.'],
  past: ['that time has passed', 'Give a time in the future, or use call-now.'],
  outsideHours: ['the line makes no calls at that time', 'Reschedule it into the calling hours of its line.'],
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
    const cause = `the callback has changed since you opened it: ${is}`;
    throw new ApiError('CALLBACK_CHANGED', 409, cause, 'Open it again, then decide.', {
      present,
    });
  }
  const why = done.is === 'refused' ? done.why : 'over';
  const [cause, cure] = REFUSALS[why];
  const code = why === 'over' ? 'CALLBACK_OVER' : 'CALLBACK_REFUSED';
  throw new ApiError(code, 409, `${cause}: ${is}`, cure, { present });
}
