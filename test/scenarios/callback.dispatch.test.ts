import { expect, it } from 'vitest';
import { aCallerWaits, aHold, spoken } from './support/call-fixtures.ts';
import { scenario } from './support/scenario.ts';
import { aStandard, seconds } from './support/standard.ts';

it('callback.number: a caller who still hears the goodbye is not called back yet', () =>
  scenario(aStandard(), async (s) => {
    const { agent, caller } = await aHold(s);
    const other = s.agent('8002').registered().doesNotAnswer();
    await s.after(seconds(125));
    caller.presses('1');
    await s.after(seconds(3));
    expect(caller.inCall).toBe(true);
    expect(other.rings).toBe(false);
    caller.hangsUp();
    await s.after(seconds(1));
    expect(other.rings).toBe(true);
    agent.unregistered();
  }));

it('answer.rings: no agent is passed over because Asterisk was unreachable', () =>
  scenario(aStandard(), async (s) => {
    const caller = await aCallerWaits(s);
    s.sim.controls.loseLink('pulled out');
    const agent = s.agent('8001').registered().answersAfter(seconds(1));
    await s.after(seconds(20));
    expect(s.records.happened('agentSkipped')).toEqual([]);
    s.sim.controls.mendLink();
    await s.after(seconds(2 + spoken('answer.late.apology')) + seconds(6));
    s.takeErrors();
    s.expect(caller).hears('<8001>');
    expect(agent.gone).toBe(false);
  }));
