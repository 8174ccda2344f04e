import type { SimulatedPhone, Simulation } from '../../src/telephony/simulated/index.ts';

/** The line that is called: every clause of the strictest standard. */
export const LINE = '4008001234';
const AGENT = '8001';

/** A kind of call, and how one of it goes, in virtual time. */
export interface Kind {
  readonly name: string;
  readonly call: (sim: Simulation, caller: SimulatedPhone) => Promise<void>;
}

async function pickUp(sim: Simulation, caller: SimulatedPhone): Promise<SimulatedPhone> {
  const agent = sim.controls.phone(AGENT);
  agent.pickup = { answerAfterMs: 1000 };
  agent.register();
  caller.dial(LINE);
  await sim.runUntil(() => agent.device === 'busy', 60_000);
  await sim.advance(8000);
  return agent;
}

/** Written down, hung up, and quiet again. */
async function end(sim: Simulation, caller: SimulatedPhone, agent: SimulatedPhone): Promise<void> {
  agent.press('*31');
  await sim.advance(1000);
  caller.hangUp();
  await sim.advance(2000);
  agent.unregister();
}

async function talkOf(
  sim: Simulation,
  caller: SimulatedPhone,
  seconds: number,
  speaks: boolean,
): Promise<void> {
  const agent = await pickUp(sim, caller);
  for (let second = 0; second < seconds; second += 1) {
    const speaker = second % 3 === 0 ? caller : agent;
    // whoever says nothing all the time would hear the steps of hear.silent
    if (speaks || second === 0) speaker.speak();
    await sim.advance(700);
    if (speaks || second === 0) speaker.hush();
    await sim.advance(300);
  }
  await end(sim, caller, agent);
}

/** What is timed, the plain call first: the others are told as multiples of it. */
export const KINDS: readonly Kind[] = [
  { name: 'answered at once, 10 s of talk', call: (sim, caller) => talkOf(sim, caller, 10, false) },
  { name: 'the same, a word each second', call: (sim, caller) => talkOf(sim, caller, 10, true) },
  {
    name: '30 s in the queue first',
    async call(sim, caller) {
      caller.dial(LINE);
      await sim.advance(40_000);
      const agent = sim.controls.phone(AGENT);
      agent.pickup = { answerAfterMs: 1000 };
      agent.register();
      await sim.runUntil(() => agent.device === 'busy', 60_000);
      await sim.advance(8000);
      await end(sim, caller, agent);
    },
  },
  {
    name: 'a hold of 30 s',
    async call(sim, caller) {
      const agent = await pickUp(sim, caller);
      agent.hold();
      await sim.advance(30_000);
      agent.resume();
      await sim.advance(5000);
      await end(sim, caller, agent);
    },
  },
];
