import type { CallbackState } from '../../callback/state.ts';
import type { RequestedAgent, Role } from '../../model/requested-agent.ts';

/** The default length of a talk if no talks are known, ms. */
export const DEFAULT_TALK_MS = 4 * 60_000;

/** An available agent: free, or free after one typical talk. */
export interface AgentThere {
  readonly role: Role;
  readonly free: boolean;
}

/** A live caller who waits for an agent. */
export interface CallerWaiting {
  /** UTC ms: the place in the queue. */
  readonly place: number;
  readonly priority: boolean;
  readonly wants?: RequestedAgent;
}

/** The forecast's starting point: the present agents, callers and callbacks. */
export interface Situation {
  /** UTC ms. */
  readonly now: number;
  /** The open ones. */
  readonly callbacks: readonly CallbackState[];
  readonly agents: readonly AgentThere[];
  /** The roles that somebody in the company has, available or not. Agents stand in for any other role. */
  readonly roles: readonly Role[];
  readonly callers: readonly CallerWaiting[];
  /** The time that one takes an agent, ms. */
  readonly talkMs: number;
}

/** The time at which the forecast expects an agent to take an open callback. UTC ms. */
export interface Expected {
  readonly callback: CallbackState;
  /** The time at which an agent takes it; null: never, in the present situation. */
  readonly start: number | null;
  /** Its deadline passes, or has passed, before that. */
  readonly late: boolean;
}

/** A caller or callback that needs an agent, in the order of {@link goesFirst}. */
interface Job {
  readonly id: string;
  readonly from: number;
  readonly place: number;
  readonly priority: boolean;
  leftMs: number;
  start: number | null;
}

function goesFirst(a: Job, b: Job): number {
  return Number(b.priority) - Number(a.priority) || a.place - b.place || a.id.localeCompare(b.id);
}

/** The expected start of each open callback, if nobody comes and nobody leaves. An agent takes the first due caller or
 * callback by the rule of the queue, each for one typical talk. Nobody waits for the end of a talk with one of lower
 * priority. A start may thus be early by a talk, and one more agent never makes anybody wait longer. */
export function forecast(situation: Situation): Expected[] {
  const { callbacks, callers, agents, roles } = situation;
  // whole milliseconds, so that no fraction remains
  const now = Math.round(situation.now);
  const talkMs = Math.max(1, Math.round(situation.talkMs));
  const poolOf = (role: Role = 'agent') => (roles.includes(role) ? role : 'agent');
  const jobs = new Map<Role, Job[]>();
  const add = (role: Role, job: Job) => {
    const wanting = jobs.get(role);
    if (wanting) wanting.push(job);
    else jobs.set(role, [job]);
  };
  callers.forEach(({ wants, ...caller }, i) => {
    add(poolOf(wants?.role), { ...caller, id: `caller ${i}`, from: now, leftMs: talkMs, start: null });
  });
  for (const callback of callbacks) {
    if (callback.status.is !== 'due' && callback.status.is !== 'scheduled') continue;
    const { id, place, priority = false, wants, dueAt } = callback;
    const from = callback.status.is === 'due' ? now : Math.max(now, Math.round(dueAt));
    add(poolOf(wants?.role), { id, place, priority, from, leftMs: talkMs, start: null });
  }
  for (const [role, wanting] of jobs)
    serve(
      wanting,
      agents.filter((agent) => agent.role === role),
      now,
      talkMs,
    );
  const starts = new Map([...jobs.values()].flat().map(({ id, start }) => [id, start]));
  return callbacks.map((callback) => {
    const start = callback.status.is === 'attempting' ? now : (starts.get(callback.id) ?? null);
    return { callback, start, late: start === null || start > callback.deadlineAt };
  });
}

/** Sets the start of each job. */
function serve(jobs: readonly Job[], agents: readonly AgentThere[], now: number, talkMs: number): void {
  const busy = agents.filter(({ free }) => !free).length;
  // the next is at the end of both arrays: a ledger of thousands must be quick to read during calls
  const coming = jobs.toSorted((a, b) => b.from - a.from);
  const waiting: Job[] = [];
  let at = now;
  while (agents.length > 0 && (waiting.length > 0 || coming.length > 0)) {
    while (fromOf(coming) <= at) enter(waiting, coming.pop());
    const free = agents.length - (at < now + talkMs ? busy : 0);
    const served = waiting.slice(Math.max(0, waiting.length - free));
    for (const job of served) job.start ??= at;
    const next = Math.min(
      fromOf(coming),
      busy > 0 && at < now + talkMs ? now + talkMs : Number.POSITIVE_INFINITY,
      ...served.map(({ leftMs }) => at + leftMs),
    );
    for (const job of served) {
      job.leftMs -= next - at;
      if (job.leftMs <= 0) waiting.splice(waiting.lastIndexOf(job), 1);
    }
    at = next;
  }
}

function fromOf(coming: readonly Job[]): number {
  return coming.at(-1)?.from ?? Number.POSITIVE_INFINITY;
}

/** Inserts it into the waiting ones by its place. */
function enter(waiting: Job[], job: Job | undefined): void {
  if (!job) return;
  let [low, high] = [0, waiting.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = waiting[middle];
    if (other && goesFirst(job, other) < 0) low = middle + 1;
    else high = middle;
  }
  waiting.splice(low, 0, job);
}

/** The number of callbacks that will be late, and the time of the first. */
export interface LateSummary {
  /** Open callbacks whose deadline has passed already. */
  readonly overdue: number;
  /** Those whose deadline passes within the requested time, without an agent. */
  readonly soon: number;
  /** UTC ms: the first of these deadlines. */
  readonly first: number | null;
  /** All that will be late, these among them. */
  readonly ever: number;
}

/** Counts the callbacks that will be late, and those of them within `withinMs`. */
export function lateOf(expected: readonly Expected[], now: number, withinMs: number): LateSummary {
  const late = expected.filter((one) => one.late).map(({ callback }) => callback.deadlineAt);
  const coming = late.filter((deadline) => deadline >= now);
  const soon = coming.filter((deadline) => deadline <= now + withinMs);
  return {
    overdue: expected.filter(({ callback }) => callback.deadlineAt < now).length,
    soon: soon.length,
    first: soon.length === 0 ? null : Math.min(...soon),
    ever: coming.length,
  };
}
