import type { CallbackState } from '../../callback/state.ts';
import type { RequestedAgent, Role } from '../../model/requested-agent.ts';

/** What a talk takes where none is known of, ms. */
export const DEFAULT_TALK_MS = 4 * 60_000;

/** An agent who is there: free, or free after one typical talk. */
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

/** What the forecast starts from: agents, callers and callbacks of this moment. */
export interface Situation {
  /** UTC ms. */
  readonly now: number;
  /** The open ones. */
  readonly callbacks: readonly CallbackState[];
  readonly agents: readonly AgentThere[];
  /** The roles of which the company has anybody, there or not: of any other, agents do. */
  readonly roles: readonly Role[];
  readonly callers: readonly CallerWaiting[];
  /** How long one takes an agent, ms. */
  readonly talkMs: number;
}

/** When the forecast expects an open callback to be taken. UTC ms. */
export interface Expected {
  readonly callback: CallbackState;
  /** When an agent takes it up; null: never, as things are. */
  readonly start: number | null;
  /** Its deadline passes, or has passed, before that. */
  readonly late: boolean;
}

/** One who wants an agent, in the order of {@link goesFirst}. */
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

/** When each of the open callbacks is taken up, if nobody comes and nobody leaves. Agents take whoever goes first by the rule
 * of the queue as soon as that one is due, callers and callbacks alike, each for one typical talk. Nobody waits for the end of
 * a talk with one who goes after: so a start may be early by a talk, and no agent more ever makes anybody wait longer. */
export function forecast(situation: Situation): Expected[] {
  const { callbacks, callers, agents, roles } = situation;
  // whole milliseconds, so that what is over leaves nothing behind
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
  // in both, whose turn is next stands last: a ledger of thousands is read while calls go on
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

/** Takes its place among those who wait. */
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

/** How many callbacks will be late, and when the first one will be. */
export interface LateSummary {
  /** Open callbacks whose deadline has passed already. */
  readonly overdue: number;
  /** Those whose deadline passes within the time that was asked for, without an agent. */
  readonly soon: number;
  /** UTC ms: the first of these deadlines. */
  readonly first: number | null;
  /** All that will be late, these among them. */
  readonly ever: number;
}

/** What will be late, and how many of it within `withinMs`. */
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
