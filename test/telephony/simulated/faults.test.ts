import { describe, expect, it } from 'vitest';
import { createSimulation } from '../../../src/telephony/simulated/index.ts';
import { bench, dial, MONDAY_MORNING, play, talk } from './bench.ts';

describe('what is left', () => {
  it('is everything that nobody has ended', async () => {
    const on = await talk();
    await on.do(play('p1', 'in-1', 'one'));
    expect(on.controls.openResources()).toEqual({ legs: ['in-1', 'a'], bridges: ['b'], playbacks: ['p1'] });
    on.caller.hangUp();
    on.agent.hangUp();
    expect(on.controls.openResources()).toEqual({ legs: [], bridges: ['b'], playbacks: [] });
    await on.do({ do: 'endBridge', bridge: 'b' });
    expect(on.controls.openResources()).toEqual({ legs: [], bridges: [], playbacks: [] });
  });
});

describe('commands that cannot be carried out', () => {
  it('say why; ending what has ended is no error', async () => {
    const on = await talk();
    await on.do({ do: 'hangUp', leg: 'a', reason: 'normal' });
    await on.do({ do: 'hangUp', leg: 'a', reason: 'normal' }, { do: 'stopPlay', playback: 'p9' });
    await on.do({ do: 'endBridge', bridge: 'b9' });
    await expect(on.do({ do: 'wait', leg: 'a' })).rejects.toMatchObject({ code: 'LEG_GONE' });
    await expect(on.do({ do: 'answer', leg: 'a' })).rejects.toMatchObject({ code: 'LEG_GONE' });
    await expect(on.do(play('p', 'a', 'one'))).rejects.toMatchObject({ code: 'LEG_GONE' });
    await expect(on.do(dial('in-1', '8002'))).rejects.toMatchObject({ code: 'REFUSED' });
    const toBridge = {
      do: 'play',
      playback: 'p',
      on: { bridge: 'b9' },
      prompts: ['one'],
      language: 'zh',
    } as const;
    await expect(on.do(toBridge)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('fail once where they are made to', async () => {
    const on = await talk();
    on.telephony.fail('play', 'TIMED_OUT');
    await expect(on.do(play('p', 'in-1', 'one'))).rejects.toMatchObject({ code: 'TIMED_OUT' });
    await on.do(play('p', 'in-1', 'one'));
  });

  it('to move a leg stands behind the prompt that is played to it', async () => {
    const on = await talk();
    await on.do(play('p1', 'in-1', 'one'));
    let moved = -1;
    const wait = on.telephony.perform({ do: 'wait', leg: 'in-1' }).then(() => {
      moved = on.at();
    });
    await on.advance(2000);
    await wait;
    expect(moved).toBe(3002);
  });
});

describe('the link', () => {
  it('lost: no events, no commands, calls go on; mended: the snapshot has it all', async () => {
    const on = await talk();
    await on.advance(10);
    on.controls.loseLink('pulled out');
    await on.advance(10);
    on.caller.hangUp();
    const other = on.controls.party('02012345678');
    other.dial('4008001234');
    await on.advance(10);
    await expect(on.do(play('p', 'a', 'one'))).rejects.toMatchObject({ code: 'LINK_DOWN' });
    await expect(on.telephony.snapshot({ playbacks: [] })).rejects.toMatchObject({ code: 'LINK_DOWN' });
    on.controls.mendLink();
    await on.advance(10);
    const link = on.events.filter(({ at }) => at >= 2010).map(({ event }) => event);
    expect(link).toEqual([{ type: 'linkDown', cause: 'pulled out' }, { type: 'linkUp' }]);
    expect(await on.telephony.snapshot({ playbacks: ['p'] })).toEqual({
      legs: [{ leg: 'a', agent: '8001', answered: true, held: false, place: 'b' }],
      bridges: ['b'],
      playbacks: [],
    });
    expect(other.turnedAway).toBe(1);
    expect(on.presences.slice(-2).map(({ device }) => device)).toEqual(['busy', 'idle']);
  });
});

describe('the clock', () => {
  it('goes only when told to, wakes in order, and its wall may jump', async () => {
    const on = await bench();
    const { mono, wall } = on.clock.now();
    expect(wall).toBe(MONDAY_MORNING);
    const woken: string[] = [];
    on.clock.wakeAt(mono + 20, () => woken.push('later'));
    on.clock.wakeAt(mono + 10, () => woken.push('first'));
    on.clock.wakeAt(mono + 10, () => woken.push('second'));
    on.clock.wakeAt(mono + 15, () => woken.push('cancelled'))();
    await on.advance(15);
    expect(woken).toEqual(['first', 'second']);
    on.clock.jumpWall(3_600_000);
    await on.advance(5);
    expect(woken).toEqual(['first', 'second', 'later']);
    expect(on.clock.now()).toEqual({ mono: mono + 20, wall: wall + 20 + 3_600_000 });
  });

  it('does not go on before the engine has nothing left to do', async () => {
    const asked: number[] = [];
    const sim = createSimulation({
      startWall: MONDAY_MORNING,
      durations: () => 1000,
      agents: [],
      idle: async () => {
        for (let turn = 0; turn < 10; turn += 1) await new Promise((resolve) => setImmediate(resolve));
        asked.push(sim.clock.now().mono);
      },
    });
    const { mono } = sim.clock.now();
    const woken: number[] = [];
    sim.clock.wakeAt(mono + 5, () => woken.push(asked.length));
    sim.clock.wakeAt(mono + 6, () => woken.push(asked.length));
    await sim.advance(10);
    expect(woken[0]).toBeGreaterThan(0);
    expect(woken[1]).toBeGreaterThan(woken[0] ?? 0);
    expect(asked.at(-1)).toBe(mono + 10);
  });

  it('tells the same story twice', async () => {
    const story = async () => {
      const on = await talk();
      on.agent.hold();
      await on.do(play('p1', 'in-1', 'one', 'two'));
      await on.advance(700);
      on.agent.resume();
      await on.do({ do: 'stopPlay', playback: 'p1' });
      on.caller.press('123');
      await on.advance(300);
      on.agent.hangUp();
      await on.advance(1000);
      return [on.events, on.presences, on.heard(on.caller), on.heard('a')];
    };
    expect(await story()).toEqual(await story());
  });

  it('gives up waiting for what does not come', async () => {
    const on = await bench();
    await expect(on.runUntil(() => false, 1000)).rejects.toThrow('1000 ms');
  });
});
