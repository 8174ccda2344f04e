import { isPresent } from '../core/agents/step.ts';
import { needsAgent } from '../core/call/step.ts';
import {
  type Expected,
  forecast,
  type LateSummary,
  lateOf,
  type Situation,
} from '../core/reports/callbacks/forecast.ts';
import {
  type CallbackReport,
  type CallbackReportRequest,
  startCallbackReport,
} from '../core/reports/callbacks/report.ts';
import { TalkTime } from '../core/reports/callbacks/talk-time.ts';
import type { Queries } from './store-port.ts';

const HOUR_MS = 3_600_000;
/** Whose talks say what a talk takes. */
const RECENT_MS = 4 * HOUR_MS;
/** Nobody can tell who is there a day from now. */
const HORIZON_MS = 24 * HOUR_MS;
const MOST = 5000;
const MOST_CALLS = 1000;
/** So many are told, what will be late first. */
const MOST_EXPECTED = 100;

/** The part of the store that the figures read. */
export type FiguresStore = Pick<
  Queries,
  'callRecords' | 'callbackRecords' | 'callbacks' | 'calls' | 'agents'
>;

/** The forecast of late callbacks. */
export interface Outlook {
  /** If nobody comes to work, and who is there goes. */
  readonly ifNobody: LateSummary;
  /** With those who are there now. */
  readonly asNow: LateSummary;
  /** Agents who are there, and of them those who are free; live callers who wait. */
  readonly agents: { readonly there: number; readonly free: number };
  readonly callersWaiting: number;
  readonly talkMs: number;
  /** Each open callback, with those who are there now: what will be late first, by its deadline. */
  readonly expected: readonly Expected[];
}

/** The figures of the callbacks of a period, with the outlook for those that are open. */
export interface FiguresWithOutlook {
  readonly report: CallbackReport;
  readonly outlook: Outlook;
}

/** The figures of a period, with what is to be expected at the moment of the request. */
export async function callbackFigures(
  store: FiguresStore,
  request: CallbackReportRequest,
  hourOf: (wall: number, line: string) => number,
): Promise<FiguresWithOutlook> {
  const report = await callbackReport(store, request, hourOf);
  const outlook = await callbackOutlook(store, request.asOf);
  return { report, outlook: { ...outlook, expected: outlook.expected.slice(0, MOST_EXPECTED) } };
}

/** What became of the callbacks of a period. One page after another, and so beside calls in progress. */
async function callbackReport(
  store: FiguresStore,
  request: CallbackReportRequest,
  hourOf: (wall: number, line: string) => number,
): Promise<CallbackReport> {
  const reporter = startCallbackReport(request, hourOf);
  for await (const record of store.callbackRecords(request.period)) reporter.take(record);
  return reporter.report();
}

/** What is to be expected of the callbacks that are open at `now` (UTC ms). */
async function callbackOutlook(store: FiguresStore, now: number): Promise<Outlook> {
  const situation = await situationOf(store, now);
  const expected = forecast(situation).toSorted(
    (a, b) => Number(b.late) - Number(a.late) || a.callback.deadlineAt - b.callback.deadlineAt,
  );
  const { agents, callers, talkMs } = situation;
  return {
    ifNobody: lateOf(forecast({ ...situation, agents: [] }), now, HOUR_MS),
    asNow: lateOf(expected, now, HOUR_MS),
    agents: { there: agents.length, free: agents.filter(({ free }) => free).length },
    callersWaiting: callers.length,
    talkMs,
    expected,
  };
}

async function situationOf(store: FiguresStore, now: number): Promise<Situation> {
  const talk = new TalkTime();
  for await (const record of store.callRecords({ from: now - RECENT_MS, to: now })) talk.take(record);
  const known = await store.agents();
  const calls = await store.calls({ limit: MOST_CALLS, open: true });
  return {
    now,
    callbacks: await store.callbacks({
      open: true,
      dueBefore: now + HORIZON_MS,
      sort: { by: 'deadline', descending: false },
      limit: MOST,
    }),
    agents: known.filter(isPresent).map(({ role, doing, device }) => ({
      role,
      free: doing.is === 'free' && device === 'idle',
    })),
    roles: [...new Set(known.map(({ role }) => role))],
    callers: calls
      .filter((call) => needsAgent(call) && call.direction === 'in')
      .map(({ place, priority = false, wants }) => ({ place, priority, ...(wants ? { wants } : {}) })),
    talkMs: talk.typical(),
  };
}
