import type { AgentId } from '../../src/core/ids.ts';
import type { Pickup } from '../../src/telephony/simulated/index.ts';

/** A fault of something that the engine relies on. Where it has a `skip`, it strikes at that many points later: a point is
 * before or after each request to Asterisk, and each commit. */
export type Fault =
  /** The engine's process dies, and starts again after `downMs`. */
  | { readonly is: 'kill'; readonly at: Point; readonly skip: number; readonly downMs: number }
  /** The engine's process stands still. */
  | { readonly is: 'freeze'; readonly at: Point; readonly skip: number; readonly ms: number }
  /** Asterisk dies with every call in it, and starts again. */
  | { readonly is: 'killAsterisk'; readonly downMs: number }
  /** The link to Asterisk is cut, and mended. */
  | { readonly is: 'cut'; readonly at: Point; readonly skip: number; readonly ms: number }
  /** Each answer of Asterisk takes `eachMs`; `late`: Asterisk does at once what is asked, and answers late. */
  | { readonly is: 'slow'; readonly ms: number; readonly eachMs: number; readonly late: boolean }
  /** Asterisk answers every request with 500. */
  | { readonly is: 'lie'; readonly ms: number }
  /** One request fails. */
  | { readonly is: 'refuse'; readonly skip: number; readonly timedOut: boolean }
  /** The store refuses every commit. */
  | { readonly is: 'diskFull'; readonly ms: number }
  /** The store refuses some commits, one after another. */
  | { readonly is: 'refuseCommits'; readonly count: number }
  /** Each commit holds up the process. */
  | { readonly is: 'slowDisk'; readonly ms: number; readonly eachMs: number }
  /** The wall clock is set. */
  | { readonly is: 'clock'; readonly byMs: number }
  /** No circuit is free to the customers. */
  | { readonly is: 'trunk'; readonly ms: number }
  /** The standards are changed and reloaded. */
  | { readonly is: 'reload' };

export type Point = 'now' | 'before request' | 'after request' | 'before commit' | 'after commit';

export type AgentAct =
  | { readonly does: 'register' | 'unregister' | 'hangUp' | 'hold' | 'resume' | 'cut' | 'talk' | 'hush' }
  | { readonly does: 'pickup'; readonly pickup: Pickup }
  /** In a call, or from the idle phone. */
  | { readonly does: 'keys'; readonly keys: string };

export type OperatorAct =
  | { readonly orders: 'callback'; readonly number: string; readonly line: string }
  | { readonly orders: 'callNow' | 'cancel' | 'settle' | 'release'; readonly nth: number }
  | {
      readonly orders: 'programme';
      readonly line: string;
      readonly numbers: readonly string[];
      readonly schedule: string | null;
    }
  | { readonly orders: 'doNotCall' | 'mayCallAgain'; readonly number: string };

/** A customer who calls. */
export interface CallEvent {
  readonly does: 'call';
  readonly number: string;
  readonly line: string;
  /** The customer hangs up so long after the call began. */
  readonly patienceMs: number;
  readonly keys: readonly { readonly afterMs: number; readonly keys: string }[];
}

/** One event of a story. `at`: ms since its beginning. */
export type StoryEvent = { readonly at: number } & (
  | CallEvent
  /** How a customer's phone behaves from now on, when it is called; the customer hangs up `talkMs` after the answer. */
  | { readonly does: 'customer'; readonly number: string; readonly pickup: Pickup; readonly talkMs: number }
  | { readonly does: 'agent'; readonly agent: AgentId; readonly act: AgentAct }
  | { readonly does: 'operator'; readonly act: OperatorAct }
  | { readonly does: 'fault'; readonly fault: Fault }
);

/** Everything that happens outside of the engine. */
export interface Story {
  readonly seed: number;
  /** The company's wall clock at the beginning, UTC ms. */
  readonly startWall: number;
  readonly lengthMs: number;
  readonly events: readonly StoryEvent[];
}

/** A story as a person reads it. */
export function told({ seed, startWall, lengthMs, events }: Story): string {
  const begin = new Date(startWall).toISOString();
  const head = `seed ${seed}, ${Math.round(lengthMs / 60_000)} minutes from ${begin}, ${events.length} events`;
  return [head, ...events.map(tellEvent)].join('\n');
}

function tellEvent({ at, ...event }: StoryEvent): string {
  const time = `${(at / 1000).toFixed(3).padStart(10)} s`;
  switch (event.does) {
    case 'call': {
      const keys = event.keys.map(({ afterMs, keys }) => `${keys} after ${afterMs / 1000} s`).join(', ');
      const pressed = keys === '' ? '' : `, presses ${keys}`;
      return `${time}  ${event.number} calls ${event.line}, stays ${event.patienceMs / 1000} s${pressed}`;
    }
    case 'customer':
      return `${time}  ${event.number} when called: ${JSON.stringify(event.pickup)}, talks ${event.talkMs / 1000} s`;
    case 'agent':
      return `${time}  agent ${event.agent}: ${tellDetail(event.act, 'does')}`;
    case 'operator':
      return `${time}  operator: ${tellDetail(event.act, 'orders')}`;
    default:
      return `${time}  FAULT ${tellDetail(event.fault, 'is')}`;
  }
}

function tellDetail(act: object, first: string): string {
  const { [first]: name, ...more } = act as Record<string, unknown>;
  const detail = Object.entries(more).map(([key, value]) => `${key} ${JSON.stringify(value)}`);
  return [String(name), ...detail].join(', ');
}
