import { z } from 'zod';
import type { ListedCustomer, RefusedCustomer } from '../core/programme/listing.ts';
import { ROW_PROBLEMS, type RowProblemCode } from '../core/programme/problems.ts';
import { TEMPLATE_NAMES } from '../core/programme/templates.ts';
import { type ListOrder, type ListTaken, PartlyTaken } from '../engine/programme-commands.ts';
import { mapInSlices } from '../util/slices.ts';
import { actorOf } from './auth.ts';
import { by, plainText } from './fields.ts';
import { days, hours } from './frequencies.ts';
import type { ApiPorts } from './ports.ts';
import { ApiError } from './problem.ts';
import { remembered } from './programme-answers.ts';
import { type Route, route } from './route.ts';

/** The largest list, each customer with a name and a remark. */
const LIST_BYTES = 8 * 1024 * 1024;
const LIST_ROWS = 5000;

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

/** A list for a new programme, or more rows for one. */
export function importRoute(ports: ApiPorts): Route {
  return route({
    method: 'POST',
    path: '/v1/programmes',
    summary: 'Import a list; numbers that may not be called are refused',
    role: 'supervisor',
    bodyLimit: LIST_BYTES,
    longList: { field: 'customers', most: LIST_ROWS },
    body: list,
    answer: { status: 201, schema: taken, means: 'The accepted rows are saved' },
    handle: async (asked) => {
      const { body } = asked;
      const actor = actorOf(asked, body.by);
      const entry = { wall: ports.now(), ...actor.audit, did: 'programmeImported', call: null } as const;
      const order = await orderOf(body, actor.by, ports);
      const audit = (list: ListTaken | null) =>
        list && !body.preview ? { ...entry, detail: `${list.programme?.id}: ${rowsText(list)}` } : null;
      const done = await ports.programmes.import(order, { audit }).catch(partly);
      if (!done) throw unknownProgramme(body.into ?? '');
      return {
        programme: done.programme?.id ?? null,
        taken: done.taken,
        refused: await mapInSlices(done.refused, explained),
      };
    },
  });
}

function rowsText({ taken, of }: ListTaken): string {
  return of === undefined ? `${taken} rows` : `a list of ${of} rows begins`;
}

function partly(error: unknown): never {
  if (!(error instanceof PartlyTaken)) throw error;
  const { programme: id, message } = error;
  const cure = `Import the same list once more with --into ${id} (into), which adds what is missing; or end it with sansheng programmes cancel ${id}.`;
  throw new ApiError('PROGRAMME_PARTLY_IMPORTED', 503, message, cure, { cause: error });
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
  const startOfDay = remembered((day) => ports.startOfDay(line, day));
  const all = await mapInSlices(customers, (one) => listed(one, startOfDay));
  return { into: wish, by: who, preview, customers: all };
}

async function lineOfProgramme(id: string, { queries }: ApiPorts): Promise<string> {
  const known = (await queries.programmes()).find(({ state }) => state.id === id);
  if (!known) throw unknownProgramme(id);
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
  startOfDay: (day: string) => number,
): ListedCustomer {
  return { ...defined(rest), ...(day === undefined ? {} : { day: startOfDay(day) }) };
}

/** Without the keys that are not there. */
function defined<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]: Exclude<T[K], undefined> };
}

/** The error for a programme that is not there. */
export function unknownProgramme(id: string): ApiError {
  const cure =
    'GET /v1/programmes (sansheng programmes list) names those that there are; one that is over takes no more rows.';
  return new ApiError('PROGRAMME_UNKNOWN', 404, `there is no unfinished programme ${id}`, cure);
}
