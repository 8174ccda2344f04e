import { z } from 'zod';
import type { ListedCustomer, RefusedCustomer } from '../core/programme/listing.ts';
import { ROW_PROBLEMS, type RowProblemCode } from '../core/programme/problems.ts';
import { TEMPLATE_NAMES } from '../core/programme/templates.ts';
import type { ListOrder, ProgrammeOrdered } from '../engine/programme-commands.ts';
import { actorOf } from './auth.ts';
import { shownTo } from './callbacks/list.ts';
import { by, plainText } from './fields.ts';
import { days, frequencyRoutes, hours } from './frequencies.ts';
import type { ApiPorts } from './ports.ts';
import { ApiError } from './problem.ts';
import { programmeAnswer, rowAnswer, rowOf, viewOf } from './programme-answers.ts';
import { type Route, route } from './route.ts';

/** The largest list, each customer with a name and a remark. */
const LIST_BYTES = 8 * 1024 * 1024;
export const LIST_ROWS = 5000;

const text = plainText(200);
const customer = z.strictObject({
  line: z.int().min(1).describe('line of the file; a refusal names it'),
  number: z.string().max(60),
  name: text.optional(),
  about: text.optional(),
  day: z.iso
    .date()
    .optional()
    .describe('date of the sale, the bill…; the template says how many days later the call is made'),
  everyDays: days.optional(),
  never: z.boolean().optional(),
  hours: hours.optional(),
});

const programmeWish = z.strictObject({
  name: plainText(60),
  template: z.enum(TEMPLATE_NAMES),
  line: z.string().max(15),
  schedule: z
    .string()
    .min(1)
    .max(60)
    .nullable()
    .describe('cron with five fields, in the line’s time zone; null: each customer on their day'),
  everyDays: days
    .optional()
    .describe('shortest interval between two calls, unless the customer asked for another'),
  secondAfterDays: days
    .nullable()
    .optional()
    .describe('days from the first conversation to a second call; null: no second call'),
});

const list = z.strictObject({
  make: programmeWish.optional().describe('a new programme'),
  into: z.string().max(60).optional().describe('instead of make: the id of a programme that is not over'),
  customers: z.array(customer).max(LIST_ROWS),
  preview: z.boolean().describe('only check the list; save nothing'),
  by,
});

const refused = z.object({
  line: z.int(),
  number: z.string(),
  code: z.string(),
  cause: z.string(),
  cure: z.string(),
});

const taken = z.object({
  programme: z.string().nullable(),
  taken: z.int(),
  refused: z.array(refused),
});

/** What came of a list, as it is sent. */
export type TakenAnswer = z.infer<typeof taken>;

function explained({ line, number, code }: RefusedCustomer): z.infer<typeof refused> {
  const [cause, cure] = ROW_PROBLEMS[code as RowProblemCode];
  return { line, number, code, cause, cure };
}

/** callback.programme: lists, how they get on, and how often a customer wants to be called. */
export function programmeRoutes(ports: ApiPorts): Route[] {
  return [
    listRoute(ports),
    rowsRoute(ports),
    importRoute(ports),
    orderRoute(ports),
    ...frequencyRoutes(ports),
  ];
}

function listRoute({ programmes }: ApiPorts): Route {
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
    handle: async () => ({ programmes: (await programmes.list()).map(viewOf) }),
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
      const { programmes } = ports;
      if (!(await programmes.list()).some(({ state }) => state.id === id)) throw unknown(id);
      const shown = shownTo(asked, ports);
      return { rows: (await programmes.rows(id)).map((row) => rowOf(row, shown)) };
    },
  });
}

function importRoute(ports: ApiPorts): Route {
  return route({
    method: 'POST',
    path: '/v1/programmes',
    summary: 'Import a list; numbers that may not be called are refused',
    role: 'supervisor',
    bodyLimit: LIST_BYTES,
    body: list,
    answer: { status: 201, schema: taken, means: 'The accepted rows are saved' },
    handle: async (asked) => {
      const { body } = asked;
      const actor = actorOf(asked, body.by);
      const entry = { wall: ports.now(), ...actor.audit, did: 'programmeImported', call: null } as const;
      const done = await ports.programmes.import(await orderOf(body, actor.by, ports), {
        audit: (list) =>
          list && !body.preview ? { ...entry, detail: `${list.programme?.id}: ${list.taken} rows` } : null,
      });
      if (!done) throw unknown(body.into ?? '');
      return {
        programme: done.programme?.id ?? null,
        taken: done.taken,
        refused: done.refused.map(explained),
      };
    },
  });
}

async function orderOf(
  { make, into, customers, preview }: z.infer<typeof list>,
  who: string,
  ports: ApiPorts,
): Promise<ListOrder> {
  if ((make === undefined) === (into === undefined)) {
    const cure = 'Give make for a new programme, or into with the id of one.';
    throw new ApiError('API_BAD_REQUEST', 400, 'the request needs either make or into', cure);
  }
  const line = make?.line ?? (await lineOfProgramme(into ?? '', ports));
  const wish = make ? { ...defined(make), ...lineOf(line, ports), by: who } : (into ?? '');
  if (make?.schedule && !ports.isSchedule(make.schedule)) {
    const cure = "Give five fields, such as '0 9 * * 1-5': minute hour day month weekday.";
    throw new ApiError('API_BAD_REQUEST', 400, `${make.schedule} is not a schedule`, cure);
  }
  return { into: wish, by: who, preview, customers: customers.map((one) => listed(one, line, ports)) };
}

async function lineOfProgramme(id: string, { programmes }: ApiPorts): Promise<string> {
  const known = (await programmes.list()).find(({ state }) => state.id === id);
  if (!known) throw unknown(id);
  return known.state.line;
}

function lineOf(number: string, { lines, lineOf: line }: ApiPorts) {
  const found = line(number);
  if (found) return { standard: found.standard, language: found.language };
  throw new ApiError(
    'LINE_UNKNOWN',
    400,
    `${number} is no line of this site`,
    `Give one of ${lines().join(', ')}.`,
  );
}

function listed(
  { day, ...rest }: z.infer<typeof customer>,
  line: string,
  { startOfDay }: ApiPorts,
): ListedCustomer {
  return { ...defined(rest), ...(day === undefined ? {} : { day: startOfDay(line, day) }) };
}

/** Without the keys that are not there. */
function defined<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]: Exclude<T[K], undefined> };
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
      const { programmes } = ports;
      const { id } = asked.params;
      const order = asked.body.do;
      const actor = actorOf(asked, asked.body.by);
      const done = { did: 'programmeOrdered', call: null, detail: `${id}: ${order}` } as const;
      const entry = { wall: ports.now(), ...actor.audit, ...done };
      const audit = ({ is }: ProgrammeOrdered) => (is === 'done' ? entry : null);
      refuse(id, order, await programmes.order(id, order, actor.by, { audit }));
      const view = (await programmes.list()).find(({ state }) => state.id === id);
      if (!view) throw unknown(id);
      return viewOf(view);
    },
  });
}

function refuse(id: string, order: (typeof ORDERS)[number], { is, programme }: ProgrammeOrdered): void {
  if (is === 'unknown') throw unknown(id);
  if (is === 'done') return;
  const now = programme?.status.is ?? 'over';
  const cure = 'See GET /v1/programmes (sansheng programmes list) for the status of each.';
  throw new ApiError('PROGRAMME_STATE', 409, `programme ${id} is ${now}; it cannot ${order}`, cure);
}

function unknown(id: string): ApiError {
  const cure =
    'GET /v1/programmes (sansheng programmes list) names those that there are; one that is over takes no more rows.';
  return new ApiError('PROGRAMME_UNKNOWN', 404, `there is no unfinished programme ${id}`, cure);
}
