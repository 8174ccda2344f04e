import { type AgentState, NEW_AGENT } from '../../src/core/agents/state.ts';
import type { CallState } from '../../src/core/call/state.ts';
import type { CallbackState } from '../../src/core/callback/state.ts';
import type { Fact } from '../../src/core/facts.ts';
import type { OutageState } from '../../src/core/outage/state.ts';
import type { AuditEntry } from '../../src/engine/audit.ts';
import type { Batch, JournalEntry } from '../../src/engine/store-port.ts';

/** A Wednesday noon in Shanghai, UTC ms. */
export const NOON = Date.UTC(2026, 10, 18, 4);

export function aCall(id: string, over: Partial<CallState> = {}): CallState {
  return {
    id,
    direction: 'in',
    line: '4008001234',
    standard: 'strict',
    edition: 'first',
    language: 'zh',
    salutation: 'noon',
    customer: { leg: `leg-${id}`, answered: false, number: '+8613800138000', dialled: '１３８ 0013 8000' },
    arrivedAt: { mono: 1234.5678, wall: NOON },
    place: NOON,
    phase: { is: 'ringing', answerByMono: 10_534.0678, ring: null },
    agentLegs: [],
    bridge: null,
    agentKeys: '',
    made: 0,
    hungUpFirst: null,
    lastAgent: null,
    wrapUp: null,
    disposition: null,
    callback: null,
    outcome: null,
    endedAt: null,
    ...over,
  };
}

export function aCallback(id: string, over: Partial<CallbackState> = {}): CallbackState {
  return {
    id,
    kind: 'queue',
    number: '+8613800138000',
    dialled: '13800138000',
    line: '4008001234',
    standard: 'strict',
    language: 'yue',
    from: 'call-1',
    revision: 1,
    place: NOON,
    promisedAt: NOON,
    dueAt: NOON,
    agreedAt: null,
    reserved: false,
    deadlineAt: NOON + 1_800_000,
    late: false,
    attempts: [{ call: 'call-2', agent: '8001', at: NOON, outcome: 'busy' }],
    status: { is: 'due' },
    ...over,
  };
}

export function anAgent(id: string, over: Partial<AgentState> = {}): AgentState {
  return {
    id,
    name: '王芳',
    role: 'agent',
    languages: ['zh', 'en'],
    ...NEW_AGENT,
    device: 'idle',
    availability: { is: 'paused', since: NOON, reason: '2', name: '用餐' },
    idleSince: 0.25,
    ...over,
  };
}

export function aFact(wall: number, over: { call?: string; callback?: string } = {}): Fact {
  return {
    kind: 'clause',
    at: { mono: 14_987.25, wall },
    by: { agent: '8001' },
    clause: 'hold.reminder',
    verdict: 'kept',
    measured: { value: 14.98, limit: 15, unit: 's' },
    note: '“每15秒”\n—',
    ...over,
  };
}

export function anEntry(machine: JournalEntry['machine'], id: string, wall = NOON): JournalEntry {
  return {
    at: { mono: 0.125, wall },
    machine,
    id,
    input: { type: 'digit', leg: 'l', digit: '#', at: [1, null] },
  };
}

/** A fault in Shanghai, until an hour after noon. */
export function anOutage(id: string, over: Partial<OutageState> = {}): OutageState {
  return {
    id,
    line: null,
    area: '+8621',
    from: NOON,
    until: NOON + 3_600_000,
    endedAt: null,
    by: '赵敏',
    heard: 3,
    hungUp: 2,
    wentOn: 1,
    ...over,
  };
}

/** A row of the audit log of whoever gives and takes access. */
export function anAuditEntry(did: AuditEntry['did']): AuditEntry {
  return { wall: NOON, who: 'root', did, call: null, detail: '' };
}

export const NO_PROGRAMMES = { rows: [], frequencies: [], called: [] };

const NONE = {
  audit: [],
  answers: [],
  customers: [],
  forgotten: [],
  doNotCall: [],
  mayCallAgain: [],
  programmes: NO_PROGRAMMES,
  away: { taken: [], gone: [] },
};

/** A batch as a test writes it down: states by their kind, without a word more. */
interface BatchParts extends Partial<Omit<Batch, 'machines' | 'programmes'>> {
  readonly calls?: Batch['machines']['call'];
  readonly callbacks?: Batch['machines']['callback'];
  readonly agents?: Batch['machines']['agent'];
  readonly outages?: Batch['machines']['outage'];
  readonly programmes?: Partial<Batch['programmes']> & {
    readonly programmes?: Batch['machines']['programme'];
  };
}

export function aBatch({
  calls = [],
  callbacks = [],
  agents = [],
  outages = [],
  programmes: { programmes = [], ...rows } = {},
  ...over
}: BatchParts = {}): Batch {
  const machines = {
    call: calls,
    callback: callbacks,
    agent: agents,
    outage: outages,
    programme: programmes,
  };
  const none = { durable: false, journal: [], facts: [], ...NONE };
  return { ...none, ...over, machines, programmes: { ...NO_PROGRAMMES, ...rows } };
}
