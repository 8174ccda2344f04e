import type { Command } from '../../../src/core/commands.ts';
import type { LegId } from '../../../src/core/ids.ts';
import type { PresenceEvent, TelephonyEvent } from '../../../src/engine/ports.ts';
import {
  createSimulation,
  type Heard,
  type SimulatedPhone,
  type Simulation,
} from '../../../src/telephony/simulated/index.ts';

/** 2026-03-02 10:00 in Shanghai, a Monday. */
export const MONDAY_MORNING = Date.UTC(2026, 2, 2, 2);

export interface Bench extends Simulation {
  readonly events: readonly { readonly at: number; readonly event: TelephonyEvent }[];
  readonly presences: readonly PresenceEvent[];
  /** Milliseconds since the bench was made. */
  at(): number;
  do(...commands: Command[]): Promise<void>;
  /** What was heard, with times since the bench was made; prompts as `id` or `id (cut)`, parties as `<name>`. */
  heard(by: SimulatedPhone | LegId): [from: number, to: number, what: string][];
}

/** A simulation with agents 8001 and 8002 registered, in which every prompt lasts 1 s unless it is called `missing`. */
export async function bench(): Promise<Bench> {
  const sim = createSimulation({
    startWall: MONDAY_MORNING,
    durations: (prompt) => (prompt === 'missing' ? undefined : 1000),
    agents: ['8001', '8002'],
  });
  const start = sim.clock.now().mono;
  const at = () => sim.clock.now().mono - start;
  const events: { at: number; event: TelephonyEvent }[] = [];
  const presences: PresenceEvent[] = [];
  await sim.telephony.start((event) => events.push({ at: at(), event }));
  await sim.presence.start(['8001', '8002'], (event) => presences.push(event));
  sim.controls.phone('8001').register();
  sim.controls.phone('8002').register();
  return {
    ...sim,
    events,
    presences,
    at,
    do: async (...commands) => {
      for (const command of commands) await sim.telephony.perform(command);
    },
    heard: (by) =>
      (typeof by === 'string' ? sim.controls.heard(by) : by.heard).map(({ from, to, what }) => [
        from - start,
        to - start,
        told(what),
      ]),
  };
}

export interface Talk extends Bench {
  readonly caller: SimulatedPhone;
  readonly agent: SimulatedPhone;
}

/** A bench on which a caller (leg `in-1`) and agent 8001 (leg `a`) talk in bridge `b`, since `at()`. */
export async function talk(): Promise<Talk> {
  const on = await bench();
  const caller = on.controls.party('13800138000');
  caller.dial('4008001234');
  const agent = on.controls.phone('8001');
  agent.pickup = { answerAfterMs: 1000 };
  await on.advance(100);
  await on.do({ ...dial('a', '8001'), listen: true });
  await on.advance(1900);
  const connect = { do: 'connect', bridge: 'b', caller: 'in-1', agent: 'a', listen: true } as const;
  await on.do({ do: 'answer', leg: 'in-1' }, connect);
  return { ...on, caller, agent };
}

export function dial(leg: LegId, agent: string): Extract<Command, { do: 'dial' }> {
  return { do: 'dial', leg, to: { agent }, callerId: { number: '13800138000' }, giveUpMs: 20_000 };
}

export function play(playback: string, leg: LegId, ...prompts: string[]): Command {
  return { do: 'play', playback, on: { leg }, prompts, language: 'zh' };
}

function told(what: Heard['what']): string {
  if (typeof what === 'string') return what;
  if ('party' in what) return `<${what.party}>`;
  return what.cut ? `${what.prompt} (cut)` : what.prompt;
}
