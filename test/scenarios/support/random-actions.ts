import fc from 'fast-check';
import { expect } from 'vitest';
import type { CommandKind } from '../../../src/core/commands.ts';
import type { AgentPerson, CallerPerson, Person } from './people.ts';
import type { Scenario } from './scenario.ts';
import { LINE } from './site.ts';
import { seconds } from './standard.ts';

/** Random actions of three callers and two agents, and random faults of the network, Asterisk and the engine. */
const NUMBERS = ['13800138000', '13912345678', 'anonymous'];

const AGENTS = ['8001', '8002'];

export interface Parties {
  readonly callers: readonly CallerPerson[];
  readonly agents: readonly AgentPerson[];
}

const who = fc.nat({ max: 2 });

const ms = fc.oneof(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 100, max: 20_000 }));

const KINDS: readonly CommandKind[] = ['answer', 'dial', 'wait', 'leave', 'connect', 'play', 'stopPlay'];

export const actions = fc.oneof(
  { weight: 4, arbitrary: fc.record({ does: fc.constant('dial' as const), who }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('hangUp' as const), who }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('agentHangsUp' as const), who }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('cut' as const), who }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('agentCut' as const), who }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('hold' as const), who }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('resume' as const), who }) },
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constant('press' as const),
      who,
      keys: fc.constantFrom('1', '2', '13912345678#', '#', '*', '0', '123#'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constant('code' as const),
      who,
      keys: fc.constantFrom('*31', '*32', '*9', '*41', '*42', '*43'),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constant('talk' as const),
      who,
      is: fc.constantFrom('caller' as const, 'agent' as const),
      talks: fc.boolean(),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constant('phone' as const),
      who,
      pickup: fc.constantFrom('answer', 'ring', 'busy', 'decline', 'vanish'),
      registered: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constant('calledBack' as const),
      who,
      pickup: fc.constantFrom('answer', 'ring', 'busy', 'decline'),
    }),
  },
  { weight: 10, arbitrary: fc.record({ does: fc.constant('wait' as const), ms }) },
  { weight: 4, arbitrary: fc.record({ does: fc.constant('wait' as const), ms: fc.constant(seconds(125)) }) },
);

export const faults = fc.oneof(
  fc.record({ does: fc.constant('loseLink' as const) }),
  fc.record({ does: fc.constant('mendLink' as const) }),
  fc.record({ does: fc.constant('crash' as const) }),
  fc.record({ does: fc.constant('fail' as const), kind: fc.constantFrom(...KINDS) }),
  fc.record({ does: fc.constant('jump' as const), ms: fc.integer({ min: -3_600_000, max: 3_600_000 }) }),
);

type Action = typeof actions extends fc.Arbitrary<infer P> ? P : never;

type Fault = typeof faults extends fc.Arbitrary<infer F> ? F : never;

export function parties(s: Scenario): Parties {
  return {
    callers: NUMBERS.map((number) => s.caller(number)),
    agents: AGENTS.map((id) => s.agent(id).registered().answersAfter(seconds(2))),
  };
}

function pick<P extends Person>(from: readonly P[], index: number): P {
  return from[index % from.length] ?? expect.fail('nobody');
}

export async function perform(s: Scenario, { callers, agents }: Parties, one: Action): Promise<void> {
  if (one.does === 'wait') return s.after(one.ms);
  const agent = pick(agents, one.who);
  if ('is' in one && one.is === 'agent') return talk(agent, one.talks);
  if (!actAsAgent(agent, one)) await actAsCaller(pick(callers, one.who), one);
}

/** Returns false if the action is none of an agent. */
function actAsAgent(agent: AgentPerson, one: Action): boolean {
  switch (one.does) {
    case 'agentHangsUp':
      if (!agent.gone) agent.hangsUp();
      return true;
    case 'agentCut':
      if (agent.inCall) agent.isCutOff();
      return true;
    case 'hold':
      if (agent.inCall) agent.holds();
      return true;
    case 'resume':
      if (agent.inCall) agent.resumes();
      return true;
    case 'code':
      if (agent.inCall) agent.presses(one.keys);
      else if (agent.gone && agent.station.registered) agent.dialsCode(one.keys);
      return true;
    case 'phone':
      if (one.registered) agent.registered();
      else agent.unregistered();
      behave(agent, one.pickup);
      return true;
    default:
      return false;
  }
}

async function actAsCaller(caller: CallerPerson, one: Action): Promise<void> {
  switch (one.does) {
    case 'dial':
      if (caller.gone) await caller.dials(LINE);
      break;
    case 'hangUp':
      if (!caller.gone) caller.hangsUp();
      break;
    case 'cut':
      if (caller.inCall) caller.isCutOff();
      break;
    case 'press':
      if (caller.inCall) caller.presses(one.keys);
      break;
    case 'talk':
      talk(caller, one.talks);
      break;
    case 'calledBack':
      behave(caller, one.pickup);
      break;
  }
}

function talk(person: Person, talks: boolean): void {
  if (!person.inCall) return;
  if (talks) person.startsTalking();
  else person.stopsTalking();
}

function behave(person: Person, pickup: string): void {
  if (pickup === 'answer') person.answersAfter(seconds(2));
  else if (pickup === 'busy') person.isBusy();
  else if (pickup === 'decline') person.declines();
  else if (pickup === 'vanish') person.vanishes();
  else person.doesNotAnswer();
}

export async function breakSomething(s: Scenario, one: Fault): Promise<void> {
  switch (one.does) {
    case 'loseLink':
      s.sim.controls.loseLink('pulled out');
      break;
    case 'mendLink':
      s.sim.controls.mendLink();
      break;
    case 'crash':
      s.sim.controls.mendLink();
      await s.crash();
      await s.after(seconds(3));
      await s.restart();
      break;
    case 'fail':
      s.sim.telephony.fail(one.kind, 'TIMED_OUT');
      break;
    case 'jump':
      s.sim.clock.jumpWall(one.ms);
      break;
  }
}
