import { describe, expect, it } from 'vitest';
import { aHold, aTalk, MOBILE } from './support/call-fixtures.ts';
import { recordTypes, STAFF, WITH_ESCALATION } from './support/escalation-fixtures.ts';
import type { AgentPerson, CallerPerson } from './support/people.ts';
import { type Scenario, scenario } from './support/scenario.ts';
import { aStandard, seconds } from './support/standard.ts';

// people.nuisance, people.misdial: the codes that end the call are pressed twice.

const OPTIONS = { staff: STAFF };
/** Three keys of the simulated phone take this long, ms. */
const CODE_MS = 400;

const talk = (run: (s: Scenario, agent: AgentPerson, caller: CallerPerson) => Promise<void>) => () =>
  scenario(
    WITH_ESCALATION,
    async (s) => {
      const { agent, caller } = await aTalk(s);
      await run(s, agent, caller);
    },
    OPTIONS,
  );

/** Both still talk, and nothing is on record. */
function goesOn(s: Scenario, agent: AgentPerson, caller: CallerPerson): void {
  s.expect(caller).hears('<8001>');
  s.expect(agent).hears(`<${MOBILE}>`);
  for (const clause of ['people.nuisance', 'people.misdial', 'close.caller.first'] as const)
    expect(s.records.judged(clause)).toEqual([]);
  expect(recordTypes(s)).toEqual([]);
}

describe.each(['*54', '*55'])('%s', (code) => {
  it(
    'once: the agent alone hears that it has to be pressed again, and nothing else happens',
    talk(async (s, agent, caller) => {
      agent.presses(code);
      await s.after(seconds(20));
      s.expect(agent).heard(['tone.cue']);
      s.expect(agent).never('tone.error');
      s.expect(caller).never('tone');
      goesOn(s, agent, caller);
    }),
  );

  it(
    'twice: the call is over for the agent',
    talk(async (s, agent, caller) => {
      agent.presses(code);
      await s.after(seconds(3));
      agent.presses(code);
      await s.after(seconds(1));
      expect(agent.gone).toBe(true);
      expect(caller.gone).toBe(false);
    }),
  );

  it(
    'twice, but more than 5 s apart: the second press asks again',
    talk(async (s, agent, caller) => {
      agent.presses(code);
      await s.after(seconds(5.5) + CODE_MS);
      agent.presses(code);
      await s.after(seconds(1));
      expect(s.expect(agent).times('tone.cue')).toHaveLength(2);
      goesOn(s, agent, caller);
      agent.presses(code);
      await s.after(seconds(1));
      expect(agent.gone).toBe(true);
    }),
  );

  it(
    'sent twice in one go, as by a key that bounces: it is one press, and nobody is cut off',
    talk(async (s, agent, caller) => {
      agent.presses(`${code}${code}${code}`);
      await s.after(seconds(8));
      s.expect(agent).never('tone.error');
      goesOn(s, agent, caller);
    }),
  );

  it(
    'with another code between: the second press asks again',
    talk(async (s, agent, caller) => {
      agent.presses(code);
      await s.after(seconds(1));
      agent.presses('*31');
      await s.after(seconds(1));
      agent.presses(code);
      await s.after(seconds(1));
      expect(s.expect(agent).times('tone.cue')).toHaveLength(2);
      goesOn(s, agent, caller);
    }),
  );

  it(
    'with keys between that nobody can be sure of: the second press asks again',
    talk(async (s, agent, caller) => {
      agent.presses(code);
      await s.after(seconds(1));
      agent.presses(code, 0);
      await s.after(seconds(1));
      agent.presses(code);
      await s.after(seconds(1));
      expect(s.expect(agent).times('tone.cue')).toHaveLength(2);
      expect(s.records.happened('keysDropped')).toHaveLength(1);
      goesOn(s, agent, caller);
    }),
  );
});

it(
  'the one after the other is no second press',
  talk(async (s, agent, caller) => {
    agent.presses('*54');
    await s.after(seconds(2));
    agent.presses('*55');
    await s.after(seconds(2));
    expect(s.expect(agent).times('tone.cue')).toHaveLength(2);
    goesOn(s, agent, caller);
  }),
);

it('a code that has been moved is pressed twice as well', () =>
  scenario(
    WITH_ESCALATION,
    async (s) => {
      const { agent } = await aTalk(s);
      agent.presses('*94');
      await s.after(seconds(2));
      expect(agent.inCall).toBe(true);
      s.expect(agent).heard(['tone.cue']);
      agent.presses('*94');
      await s.after(seconds(1));
      expect(agent.gone).toBe(true);
    },
    { ...OPTIONS, line: { codes: { '*54': '*94' } } },
  ));

it('a standard without the phrase: the error tone at the first press', () =>
  scenario(aStandard(), async (s) => {
    const { agent, caller } = await aTalk(s);
    agent.presses('*54');
    await s.after(seconds(2));
    s.expect(agent).heard(['tone.error']);
    s.expect(agent).never('tone.cue');
    goesOn(s, agent, caller);
  }));

it('on hold: the customer waits on after the first press', () =>
  scenario(
    WITH_ESCALATION,
    async (s) => {
      const { agent, caller } = await aHold(s);
      await s.after(seconds(8));
      agent.presses('*55');
      await s.after(seconds(3));
      expect(agent.inCall && caller.inCall).toBe(true);
      s.expect(caller).hears('music');
      expect(s.records.judged('people.misdial')).toEqual([]);
    },
    OPTIONS,
  ));

it('the engine dies between the two presses, for longer than the agent waits: the second one asks again', () =>
  scenario(
    WITH_ESCALATION,
    async (s) => {
      const { agent, caller } = await aTalk(s);
      agent.presses('*55');
      await s.after(seconds(1));
      await s.crash();
      await s.after(seconds(10));
      await s.restart();
      await s.after(seconds(2));
      agent.presses('*55');
      await s.after(seconds(1));
      expect(agent.inCall && caller.inCall).toBe(true);
    },
    OPTIONS,
  ));
