import { z } from 'zod';
import type { Expected, LateSummary } from '../../core/reports/callbacks/forecast.ts';
import { CALLBACK_GROUPINGS, type CallbackReport } from '../../core/reports/callbacks/report.ts';
import type { Outlook } from '../../engine/callback-figures.ts';
import { iso, isoOrNull, time } from '../fields.ts';
import type { ApiPorts } from '../ports.ts';
import { ApiError } from '../problem.ts';
import { type Route, route } from '../route.ts';

const DAY_MS = 86_400_000;
const MOST_DAYS = 366;

const query = z.strictObject({
  from: time.optional().describe('callbacks promised at this time or later; a day before `to` if left out'),
  to: time.optional().describe('and before this time; now if left out'),
  by: z
    .enum(CALLBACK_GROUPINGS)
    .optional()
    .describe('in groups besides; `hour`: of the promise, where the line is'),
});

const count = z.int();
const seconds = z.number().nullable();

const figures = z.object({
  promised: count,
  keptInTime: count.describe('settled, with news by each deadline'),
  late: count.describe('settled after a deadline'),
  keptShare: z
    .number()
    .nullable()
    .describe('kept in time, of those that are settled, failed or overdue; 0 to 1'),
  open: count,
  overdue: count.describe('of the open ones, those past their deadline'),
  atRisk: count.describe('of the open ones, those whose deadline is ten minutes off or less'),
  blocked: count,
  oldestOpenSeconds: seconds,
  outcomes: z.object({
    reached: count,
    byOperator: count,
    notReached: count,
    refusedByRule: count,
    cancelled: count,
  }),
  attempts: z.object({
    made: count,
    perReached: z.number().nullable().describe('attempts, for each customer who was talked with'),
    outcomes: z.record(z.string(), count),
  }),
  toReached: z.object({
    callbacks: count,
    medianSeconds: seconds,
    p90Seconds: seconds,
    longestSeconds: seconds,
  }),
});

const late = z.object({
  overdue: count.describe('whose deadline has passed already'),
  withinTheHour: count.describe('whose deadline passes within the next hour, before an agent takes them up'),
  first: time.nullable().describe('the first of these deadlines'),
  ever: count.describe('all whose deadline will pass so'),
});

const outlook = z.object({
  ifNobody: late.describe('if nobody is there'),
  asNow: late.describe('with the agents who are there now'),
  agents: z.object({ there: count, free: count }),
  callersWaiting: count,
  talkSeconds: z.number().describe('what a talk takes: the median of the last four hours'),
  expected: z.array(
    z.object({
      id: z.string(),
      startsAt: time
        .nullable()
        .describe('when an agent is expected to take it up; null: never, as things are'),
      deadlineAt: time,
      late: z.boolean(),
    }),
  ),
});

const answer = z.object({
  from: time,
  to: time,
  madeAt: time,
  total: figures,
  groups: z.array(z.object({ key: z.string().nullable(), figures })),
  outlook,
});

/** The figures as they are sent. */
type FiguresAnswer = z.input<typeof answer>;

function lateAnswer({ overdue, soon, first, ever }: LateSummary): z.input<typeof late> {
  return { overdue, withinTheHour: soon, first: isoOrNull(first), ever };
}

function expectedAnswer({ callback, start, late: is }: Expected) {
  return { id: callback.id, startsAt: isoOrNull(start), deadlineAt: iso(callback.deadlineAt), late: is };
}

function outlookAnswer({ ifNobody, asNow, agents, callersWaiting, talkMs, expected }: Outlook) {
  return {
    ifNobody: lateAnswer(ifNobody),
    asNow: lateAnswer(asNow),
    agents,
    callersWaiting,
    talkSeconds: talkMs / 1000,
    expected: expected.map(expectedAnswer),
  };
}

/** As it is sent, and printed with `--json`. */
export function figuresAnswer({ request, total, groups }: CallbackReport, expected: Outlook): FiguresAnswer {
  const { period, asOf } = request;
  return {
    ...{ from: iso(period.from), to: iso(period.to), madeAt: iso(asOf) },
    ...{ total, groups: [...groups] },
    outlook: outlookAnswer(expected),
  };
}

function periodOf({ from, to }: z.infer<typeof query>, now: number) {
  // what was promised in this very millisecond is in it
  const end = to === undefined ? now + 1 : Date.parse(to);
  const begin = from === undefined ? end - DAY_MS : Date.parse(from);
  if (begin < end && end - begin <= MOST_DAYS * DAY_MS) return { from: begin, to: end };
  const cure = `Give a time before \`to\`, ${MOST_DAYS} days at most.`;
  throw new ApiError('API_BAD_REQUEST', 400, 'from: there is no such period', cure);
}

/** What became of the promises of a period, and what is to be expected of those that are open. */
export function figuresRoute(ports: ApiPorts): Route {
  return route({
    method: 'GET',
    path: '/v1/callbacks/figures',
    summary: 'What became of callbacks, and which will be late',
    role: 'supervisor',
    query,
    answer: {
      status: 200,
      schema: answer,
      means: 'The figures',
    },
    handle: async ({ query: asked }) => {
      const now = ports.now();
      const period = periodOf(asked, now);
      const request = { period, by: asked.by ?? null, asOf: now };
      const { report, outlook: expected } = await ports.callbackFigures(request);
      return figuresAnswer(report, expected);
    },
  });
}
