import { z } from 'zod';
import type { ProgrammeOrdered } from '../engine/programme-commands.ts';
import { actorOf } from './auth.ts';
import { shownTo } from './callbacks/list.ts';
import { by } from './fields.ts';
import { frequencyRoutes } from './frequencies.ts';
import type { NumberTries } from './number-tries.ts';
import type { ApiPorts } from './ports.ts';
import { ApiError } from './problem.ts';
import { programmeAnswer, rowAnswer, rowOf, viewOf } from './programme-answers.ts';
import { importRoute, unknownProgramme } from './programme-import.ts';
import { type Route, route } from './route.ts';

/** callback.programme: lists, how they get on, and how often a customer wants to be called. */
export function programmeRoutes(ports: ApiPorts, tries: NumberTries): Route[] {
  return [
    listRoute(ports),
    rowsRoute(ports),
    importRoute(ports),
    orderRoute(ports),
    ...frequencyRoutes(ports, tries),
  ];
}

function listRoute({ queries }: ApiPorts): Route {
  return route({
    method: 'GET',
    path: '/v1/programmes',
    summary: 'List all programmes with their progress, newest first',
    role: 'operator',
    answer: {
      status: 200,
      schema: z.object({ programmes: z.array(programmeAnswer) }),
      means: 'The programmes',
    },
    handle: async () => ({ programmes: (await queries.programmes()).map(viewOf) }),
  });
}

function rowsRoute(ports: ApiPorts): Route {
  return route({
    method: 'GET',
    path: '/v1/programmes/{id}/rows',
    summary: 'List the customers of a programme with their results',
    role: 'operator',
    params: z.strictObject({ id: z.string().max(60) }),
    answer: {
      status: 200,
      schema: z.object({ rows: z.array(rowAnswer) }),
      means: 'In the order of the list',
    },
    handle: async (asked) => {
      const { id } = asked.params;
      const { queries } = ports;
      if (!(await queries.programmes()).some(({ state }) => state.id === id)) throw unknownProgramme(id);
      const shown = shownTo(asked, ports);
      return { rows: (await queries.programmeRows(id)).map((row) => rowOf(row, shown)) };
    },
  });
}

const ORDERS = ['pause', 'resume', 'cancel'] as const;

function orderRoute(ports: ApiPorts): Route {
  return route({
    method: 'POST',
    path: '/v1/programmes/{id}/orders',
    summary: 'Pause, resume or cancel a programme',
    role: 'supervisor',
    params: z.strictObject({ id: z.string().max(60) }),
    body: z.strictObject({ do: z.enum(ORDERS), by }),
    answer: {
      status: 200,
      schema: programmeAnswer,
      means: 'The change is saved; the programme as it is now',
    },
    handle: async (asked) => {
      const { programmes, queries } = ports;
      const { id } = asked.params;
      const order = asked.body.do;
      const actor = actorOf(asked, asked.body.by);
      const done = { did: 'programmeOrdered', call: null, detail: `${id}: ${order}` } as const;
      const entry = { wall: ports.now(), ...actor.audit, ...done };
      const audit = ({ is }: ProgrammeOrdered) => (is === 'done' ? entry : null);
      refuse(id, order, await programmes.order(id, order, actor.by, { audit }));
      const view = (await queries.programmes()).find(({ state }) => state.id === id);
      if (!view) throw unknownProgramme(id);
      return viewOf(view);
    },
  });
}

function refuse(id: string, order: (typeof ORDERS)[number], { is, programme }: ProgrammeOrdered): void {
  if (is === 'unknown') throw unknownProgramme(id);
  if (is === 'done') return;
  const now = programme?.status.is ?? 'over';
  const cure = 'See GET /v1/programmes (sansheng programmes list) for the status of each.';
  throw new ApiError('PROGRAMME_STATE', 409, `programme ${id} is ${now}; it cannot ${order}`, cure);
}
