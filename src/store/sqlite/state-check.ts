import type { AgentDoing, AgentState, Availability } from '../../core/agents/state.ts';
import type { Phase } from '../../core/call/phase.ts';
import type { CallState } from '../../core/call/state.ts';
import type { CallbackState, CallbackStatus } from '../../core/callback/state.ts';
import type { OutageState } from '../../core/outage/state.ts';
import type {
  CustomerFrequency,
  ProgrammeState,
  ProgrammeStatus,
  RowState,
  RowStatus,
} from '../../core/programme/state.ts';
import type { MachineState } from '../../engine/machines.ts';
import { STATE_VERSION } from './upgrade/upgrade.ts';

/** What is stored whole, by its kind. */
export interface StoredStates {
  readonly call: CallState;
  readonly callback: CallbackState;
  readonly agent: AgentState;
  readonly outage: OutageState;
  readonly programme: ProgrammeState;
  readonly row: RowState;
  readonly frequency: CustomerFrequency;
  /** Of a kind of machine without a table of its own. */
  readonly machine: MachineState;
}

export type StateKind = keyof StoredStates;

/** What is wrong with a value; null where nothing is. */
type Check = (value: unknown) => string | null;
type Checks<T> = { readonly [K in keyof T]?: Check };
type Names<T extends { readonly is: string }> = Readonly<Record<T['is'], true>>;

const text: Check = (value) => (typeof value === 'string' ? null : 'is not a text');
const number: Check = (value) => (Number.isFinite(value) ? null : 'is not a number');
const list: Check = (value) => (Array.isArray(value) ? null : 'is not a list');
const flag: Check = (value) => (typeof value === 'boolean' ? null : 'is neither true nor false');
const object: Check = (value) => (isObject(value) ? null : 'is not an object');
const orNull =
  (check: Check): Check =>
  (value) =>
    value === null ? null : check(value);
const moment: Check = (value) =>
  isObject(value) ? (number(value.wall) ?? number(value.mono)) : 'is not a moment';

function oneOf<T extends { readonly is: string }>(names: Names<T>): Check {
  return (value) => {
    const is = isObject(value) ? value.is : undefined;
    return typeof is === 'string' && Object.hasOwn(names, is) ? null : `is not known: ${JSON.stringify(is)}`;
  };
}

const PHASES: Names<Phase> = {
  ...{ preQueue: true, ringing: true, ringingAgent: true, whispering: true, dialling: true },
  ...{ customerFirst: true, pressOne: true, greeting: true, waiting: true, talking: true, held: true },
  ...{ enteringNumber: true, surveying: true, closing: true, transferring: true, releasing: true },
  ...{ opening: true, alerting: true, playingAlert: true, over: true },
};

const STATUSES: Names<CallbackStatus> = {
  ...{ scheduled: true, due: true, attempting: true, settled: true, failed: true },
  ...{ blocked: true, cancelled: true },
};

const DOINGS: Names<AgentDoing> = {
  ...{ free: true, ringing: true, talking: true, wrapUp: true, skipped: true },
};

const AVAILABILITIES: Names<Availability> = { loggedIn: true, loggedOut: true, paused: true };

const PROGRAMMES: Names<ProgrammeStatus> = { running: true, paused: true, finished: true, cancelled: true };

const ROWS: Names<RowStatus> = {
  ...{ waiting: true, due: true, calling: true, settled: true, notReached: true, cancelled: true },
  skipped: true,
};

/** What the engine and the reports rely on in a state: not all of it, but enough to find one that was cut off, written by hand or
 * not upgraded. */
const CHECKS: { readonly [K in StateKind]: Checks<StoredStates[K]> } = {
  call: {
    ...{ id: text, direction: text, line: text, standard: text, edition: text, language: text },
    ...{ customer: object, arrivedAt: moment, place: number, phase: oneOf(PHASES), agentLegs: list },
    ...{ bridge: orNull(text), made: number, lastAgent: orNull(text), endedAt: orNull(number) },
  },
  callback: {
    ...{ id: text, kind: text, number: text, dialled: text, line: text, standard: text, language: text },
    ...{ from: orNull(text), revision: number, place: number, promisedAt: number, dueAt: number },
    ...{ agreedAt: orNull(number), reserved: flag, deadlineAt: number, late: flag, attempts: list },
    status: oneOf(STATUSES),
  },
  agent: {
    ...{
      id: text,
      name: text,
      role: text,
      languages: list,
      device: text,
      availability: oneOf(AVAILABILITIES),
    },
    ...{ doing: oneOf(DOINGS), idleSince: number, missed: number },
  },
  outage: {
    ...{ id: text, line: orNull(text), area: orNull(text), from: number, until: number },
    ...{ endedAt: orNull(number), by: text, heard: number, hungUp: number, wentOn: number },
  },
  programme: {
    ...{ id: text, name: text, template: text, line: text, standard: text, language: text },
    ...{ schedule: orNull(text), madeAt: number, nextRoundAt: orNull(number), status: oneOf(PROGRAMMES) },
  },
  row: {
    ...{ programme: text, row: number, number: text, dialled: text, dueAt: number, visit: number },
    ...{ status: oneOf(ROWS), calls: list },
  },
  frequency: { number: text, everyDays: orNull(number), never: flag, hours: orNull(object), at: number },
  machine: { id: text },
};

/** A state as it is stored. */
export interface StoredRow {
  readonly id: string;
  readonly version: number;
  readonly state: string;
}

export type CheckedState<T> = { readonly state: T } | { readonly fault: string };

/** The state, or what is wrong with what is stored of it. */
export function checkState<K extends StateKind>(
  kind: K,
  { version, state }: Omit<StoredRow, 'id'>,
): CheckedState<StoredStates[K]> {
  if (version !== STATE_VERSION) return { fault: `version is ${version}, not ${STATE_VERSION}` };
  const stored = parsed(state);
  if (!isObject(stored)) return { fault: 'is not a JSON object' };
  for (const [key, check] of Object.entries<Check | undefined>(CHECKS[kind])) {
    const fault = check?.(stored[key]) ?? null;
    if (fault !== null) return { fault: `${key} ${fault}` };
  }
  return { state: stored as unknown as StoredStates[K] };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
