import type { AgentId } from '../../src/core/ids.ts';
import type { PresenceEvent, TelephonyEvent } from '../../src/engine/ports.ts';
import {
  createSimulation,
  type SimulatedPhone,
  type Simulation,
} from '../../src/telephony/simulated/index.ts';
import type { Party, TelephonyHarness } from './telephony-harness.ts';

/** How long to wait for something to come about, in virtual ms. */
const LIMIT_MS = 60_000;
/** What `settle` lets go by: more than any event takes that is on its way. */
const SETTLE_MS = 100;
const PROMPT_MS = 1500;

/** What a phone does when it is rung, in the simulation's words. */
const PICKUPS = {
  answer: { answerAfterMs: 300 },
  ring: 'ring',
  busy: 'busy',
  decline: 'decline',
  vanish: 'vanish',
  unallocated: 'unallocated',
  incomplete: 'unallocated',
  trunkRefused: 'trunkRefused',
  announcement: { announceMs: 500 },
} as const;

/** The harness of the contract, simulated: every prompt is there that is not called `missing…`, and lasts 1.5 s. */
export async function simulatedHarness(agents: readonly AgentId[]): Promise<TelephonyHarness> {
  const sim = createSimulation({
    startWall: Date.UTC(2026, 2, 2, 2),
    durations: (prompt) => (prompt.startsWith('missing') ? undefined : PROMPT_MS),
    agents,
  });
  const events: TelephonyEvent[] = [];
  const presences: PresenceEvent[] = [];
  await sim.telephony.start((event) => events.push(event));
  await sim.presence.start(agents, (event) => presences.push(event));
  return {
    telephony: inTime(sim),
    presence: sim.presence,
    away: sim.away,
    events,
    presences,
    seen: (type, is) => seen(sim, events, type, is),
    present: (agent, device) => sim.runUntil(() => lastOf(presences, agent)?.device === device, LIMIT_MS),
    ...partiesOf(sim, presences),
    keepAway: async (key, text) => void sim.away.entries.set(key, text),
    recordedMs: async (name) => {
      const recording = sim.controls.recordings().get(name);
      if (recording === undefined) throw new Error(`no recording ${name}`);
      return recording.ms;
    },
    settle: () => sim.advance(SETTLE_MS),
    close: async () => {
      await sim.telephony.stop();
      await sim.presence.stop();
    },
  };
}

/** Callers, phones and customers outside Asterisk. */
function partiesOf(
  sim: Simulation,
  presences: readonly PresenceEvent[],
): Pick<TelephonyHarness, 'call' | 'phone' | 'customer'> {
  return {
    call: async (from, line) => {
      const station = sim.controls.party(from);
      station.dial(line);
      return party(sim, station);
    },
    phone: async (agent, pickup) => {
      const station = sim.controls.phone(agent);
      station.pickup = PICKUPS[pickup];
      station.register();
      await sim.runUntil(() => lastOf(presences, agent)?.device === 'idle', LIMIT_MS);
      return party(sim, station);
    },
    customer: async (pickup) => {
      sim.controls.otherCustomer.pickup = PICKUPS[pickup];
      return party(sim, sim.controls.otherCustomer);
    },
  };
}

/** Commands that stand behind a prompt need time to go on while the test waits for them. */
function inTime(sim: Simulation): TelephonyHarness['telephony'] {
  const { telephony } = sim;
  return {
    start: (report) => telephony.start(report),
    perform: async (command) => {
      let settled = false;
      const done = telephony.perform(command).finally(() => {
        settled = true;
      });
      await Promise.all([done, sim.runUntil(() => settled, LIMIT_MS)]);
    },
    snapshot: (ask) => telephony.snapshot(ask),
    callers: () => telephony.callers(),
    stop: () => telephony.stop(),
  };
}

function party(sim: Simulation, station: SimulatedPhone): Party {
  return {
    hold: async () => station.hold(),
    resume: async () => station.resume(),
    hangUp: async () => station.hangUp(),
    speak: async () => station.speak(),
    hush: async () => station.hush(),
    mute: async () => station.mute(),
    weaken: async () => station.network({ lossPercent: 10, jitterMs: 1 }),
    strengthen: async () => station.network({ lossPercent: 0, jitterMs: 1 }),
    press: async (digits) => station.press(digits),
    ended: () => sim.runUntil(() => station.leg === null, LIMIT_MS),
  };
}

async function seen<T extends TelephonyEvent['type']>(
  sim: Simulation,
  events: readonly TelephonyEvent[],
  type: T,
  is: (event: Extract<TelephonyEvent, { type: T }>) => boolean = () => true,
): Promise<Extract<TelephonyEvent, { type: T }>> {
  const fits = (event: TelephonyEvent): event is Extract<TelephonyEvent, { type: T }> =>
    event.type === type && is(event as Extract<TelephonyEvent, { type: T }>);
  await sim.runUntil(() => events.some(fits), LIMIT_MS);
  const event = events.find(fits);
  if (event === undefined) throw new Error(`no ${type}`);
  return event;
}

function lastOf(presences: readonly PresenceEvent[], agent: AgentId): PresenceEvent | undefined {
  return presences.findLast((presence) => presence.agent === agent);
}
