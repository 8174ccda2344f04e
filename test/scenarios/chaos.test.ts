import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CommandKind } from '../../src/core/commands.ts';
import type { ClauseId } from '../../src/core/standard/standard.ts';
import { runs } from '../support/runs.ts';
import type { AgentPerson, CallerPerson, Person } from './support/people.ts';
import { type Scenario, scenario } from './support/scenario.ts';
import { LINE } from './support/site.ts';
import { aStandard, LISTENING, seconds } from './support/standard.ts';

/** Everything outside does what it likes, and whatever it does: nothing is left over, nobody is left in silence. */
const NUMBERS = ['13800138000', '13912345678', 'anonymous'];
const AGENTS = ['8001', '8002'];
/** The longest silence that anybody intends: the one after a goodbye is 8 s. */
const DEAD_AIR = 9;

/** What the engine keeps whatever anybody outside does. */
const ENGINES_OWN: readonly ClauseId[] = [
  'answer.rings',
  'answer.greeting',
  'hold.announce',
  'hold.reminder',
  'hold.return',
  'hold.limit',
  'close.goodbye',
  'hear.silent',
];

const ACTS = { minLength: 5, maxLength: 80, size: 'max' } as const;

interface Cast {
  readonly callers: readonly CallerPerson[];
  readonly agents: readonly AgentPerson[];
}

const who = fc.nat({ max: 2 });
const ms = fc.oneof(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 100, max: 20_000 }));
const KINDS: readonly CommandKind[] = ['answer', 'dial', 'wait', 'leave', 'connect', 'play', 'stopPlay'];

const people = fc.oneof(
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

const faults = fc.oneof(
  fc.record({ does: fc.constant('loseLink' as const) }),
  fc.record({ does: fc.constant('mendLink' as const) }),
  fc.record({ does: fc.constant('crash' as const) }),
  fc.record({ does: fc.constant('fail' as const), kind: fc.constantFrom(...KINDS) }),
  fc.record({ does: fc.constant('jump' as const), ms: fc.integer({ min: -3_600_000, max: 3_600_000 }) }),
);

type Act = typeof people extends fc.Arbitrary<infer P> ? P : never;
type Fault = typeof faults extends fc.Arbitrary<infer F> ? F : never;

function cast(s: Scenario): Cast {
  return {
    callers: NUMBERS.map((number) => s.caller(number)),
    agents: AGENTS.map((id) => s.agent(id).registered().answersAfter(seconds(2))),
  };
}

function pick<P extends Person>(from: readonly P[], index: number): P {
  return from[index % from.length] ?? expect.fail('nobody');
}

async function act(s: Scenario, { callers, agents }: Cast, one: Act): Promise<void> {
  if (one.does === 'wait') return s.after(one.ms);
  const caller = pick(callers, one.who);
  const agent = pick(agents, one.who);
  switch (one.does) {
    case 'dial':
      if (caller.gone) await caller.dials(LINE);
      break;
    case 'hangUp':
      if (!caller.gone) caller.hangsUp();
      break;
    case 'agentHangsUp':
      if (!agent.gone) agent.hangsUp();
      break;
    case 'cut':
      if (caller.inCall) caller.isCutOff();
      break;
    case 'agentCut':
      if (agent.inCall) agent.isCutOff();
      break;
    case 'hold':
      if (agent.inCall) agent.holds();
      break;
    case 'resume':
      if (agent.inCall) agent.resumes();
      break;
    case 'press':
      if (caller.inCall) caller.presses(one.keys);
      break;
    case 'code':
      if (agent.inCall) agent.presses(one.keys);
      else if (agent.gone && agent.station.registered) agent.dialsCode(one.keys);
      break;
    case 'talk':
      talk(one.is === 'caller' ? caller : agent, one.talks);
      break;
    case 'phone':
      if (one.registered) agent.registered();
      else agent.unregistered();
      behave(agent, one.pickup);
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

async function fault(s: Scenario, one: Fault): Promise<void> {
  switch (one.does) {
    case 'loseLink':
      s.sim.outside.loseLink('pulled out');
      break;
    case 'mendLink':
      s.sim.outside.mendLink();
      break;
    case 'crash':
      s.sim.outside.mendLink();
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

/** Everybody has gone, and so has everything. */
async function theEnd(s: Scenario, { callers, agents }: Cast): Promise<void> {
  for (const person of [...callers, ...agents]) {
    person.station.unregister();
    if (!person.gone) person.hangsUp();
  }
  await s.after(seconds(60));
  expect(s.sim.outside.leaks()).toEqual({ legs: [], bridges: [], playbacks: [] });
  expect(s.records.calls.filter(({ endedAt }) => endedAt === null)).toEqual([]);
  expect(s.records.callbacks.filter(({ status }) => status.is === 'attempting')).toEqual([]);
  for (const { doing } of s.records.agents) expect(['free', 'passedOver', 'wrapUp']).toContain(doing.is);
}

/** A caller in an answered call always hears something. */
function noDeadAir({ callers }: Cast): void {
  for (const caller of callers) {
    for (const { from, to, what } of caller.station.heard) {
      if (what === 'silence')
        expect((to - from) / 1000, `${caller.name} from ${from}`).toBeLessThan(DEAD_AIR);
    }
  }
}

describe('whatever everybody outside does', () => {
  it('nothing is left over, and no caller is left in silence', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(people, ACTS), (acts) =>
        scenario(aStandard(LISTENING), async (s) => {
          const all = cast(s);
          for (const one of acts) await act(s, all, one);
          noDeadAir(all);
          for (const clause of ENGINES_OWN) s.records.neverBroken(clause);
          await theEnd(s, all);
        }),
      ),
      { seed: 20260302, numRuns: runs(150) },
    );
  });

  it('and whatever breaks besides: nothing is left over', { timeout: 120_000 }, async () => {
    const both = fc.oneof({ weight: 8, arbitrary: people }, { weight: 1, arbitrary: faults });
    await fc.assert(
      fc.asyncProperty(fc.array(both, ACTS), (acts) =>
        scenario(aStandard(LISTENING), async (s) => {
          const all = cast(s);
          for (const one of acts) {
            if ('who' in one || one.does === 'wait') await act(s, all, one);
            else await fault(s, one);
          }
          s.sim.outside.mendLink();
          await s.after(seconds(2));
          await theEnd(s, all);
          s.takeErrors();
        }),
      ),
      { seed: 20260302, numRuns: runs(150) },
    );
  });
});
