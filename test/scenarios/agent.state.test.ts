import { expect, it } from 'vitest';
import { aCallerWaits, aTalk } from './support/call-fixtures.ts';
import type { AgentPerson } from './support/people.ts';
import { type Scenario, scenario } from './support/scenario.ts';
import { aStandard, seconds } from './support/standard.ts';

// *12: what an agent hears about the own state.

/** Dials it, and has heard this. */
async function hears(s: Scenario, agent: AgentPerson, said: readonly string[]): Promise<void> {
  agent.dialsCode('*12');
  await s.after(seconds(12));
  s.expect(agent).heard([...said]);
  s.expect(agent).never('tone.ok');
  s.expect(agent).never('tone.error');
  expect(agent.gone).toBe(true);
}

async function after(s: Scenario, agent: AgentPerson, code: string): Promise<void> {
  agent.dialsCode(code);
  await s.after(seconds(3));
  agent.zero = s.sim.clock.now().mono;
}

it('free, on a break and why, free again, logged out', () =>
  scenario(aStandard(), async (s) => {
    const agent = s.agent('8001').registered();
    await s.after(seconds(1));
    agent.dialsCode('*12');
    await s.after(seconds(6));
    s.expect(agent).heard(['tone.pause', 'state.free', 'tone.pause']);
    for (const [code, said] of [
      ['*22', ['state.paused', 'state.code', 'digit.2', 'digit.2']],
      ['*20', ['state.free']],
      ['*10', ['state.logged_out']],
    ] as const) {
      await after(s, agent, code);
      agent.dialsCode('*12');
      await s.after(seconds(10));
      s.expect(agent).heard([...said]);
      expect(agent.gone).toBe(true);
    }
  }));

it('with a call to write down', () =>
  scenario(aStandard(), async (s) => {
    const { agent, caller } = await aTalk(s);
    caller.hangsUp();
    await s.after(seconds(1));
    agent.zero = s.sim.clock.now().mono;
    await hears(s, agent, ['state.wrap_up']);
  }));

it('passed over after a call that was not picked up', () =>
  scenario(aStandard(), async (s) => {
    const agent = s.agent('8001').registered().doesNotAnswer();
    await aCallerWaits(s);
    await s.until(() => s.records.happened('agentSkipped').length > 0, seconds(60));
    agent.zero = s.sim.clock.now().mono;
    await hears(s, agent, ['state.skipped']);
  }));

it('changes nothing, and has no meaning in a call', () =>
  scenario(aStandard(), async (s) => {
    const { agent, caller } = await aTalk(s);
    agent.presses('*12');
    await s.after(seconds(3));
    s.expect(agent).heard(['tone.error']);
    s.expect(caller).hears('<8001>');
  }));
