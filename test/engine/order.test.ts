import { describe, expect, it } from 'vitest';
import type { Command } from '../../src/core/commands.ts';
import { TelephonyError } from '../../src/engine/ports.ts';
import { LINE } from '../scenarios/support/site.ts';
import { withEngine } from './support/engine-fixture.ts';

const MOBILE = '13800138000';
const OTHER = '13912345678';
const WISH = {
  kind: 'queue',
  number: '+8613800138000',
  dialled: MOBILE,
  line: LINE,
  standard: 'strict',
  language: 'zh',
  from: null,
} as const;

describe('what is performed has been committed', () => {
  it('hold.promise: a promise is on the disk before the goodbye is ordered', () =>
    withEngine(async (fixture) => {
      const caller = await fixture.caller(MOBILE).dials(LINE);
      await fixture.sim.advance(141_000);
      fixture.effects.length = 0;
      caller.presses('1');
      await fixture.sim.advance(100);
      const promised = fixture.effects.indexOf('commit durable');
      const spoken = fixture.effects.findIndex((one) => typeof one === 'object' && one.do === 'play');
      expect(promised).toBe(0);
      expect(spoken).toBeGreaterThan(promised);
      expect(await fixture.store.callbacks({ limit: 9 })).toMatchObject([
        { kind: 'queue', status: { is: 'due' } },
      ]);
      caller.hangsUp();
      await fixture.sim.advance(1000);
    }));

  it('no command is ever ahead of a commit', () =>
    withEngine(async (fixture) => {
      fixture.agent('8001').registered().answersAfter(1000);
      const caller = await fixture.caller(MOBILE).dials(LINE);
      await fixture.sim.advance(20_000);
      caller.hangsUp();
      await fixture.sim.advance(1000);
      expect(fixture.effects[0]).toBe('commit');
      const made = new Set((await fixture.store.calls({ limit: 9 })).map(({ id }) => id));
      expect(made.size).toBe(1);
      // a turn commits once, and what it orders follows at once
      const firstDial = fixture.effects.findIndex((one) => typeof one === 'object' && one.do === 'dial');
      expect(fixture.effects[firstDial - 1]).toBe('commit');
    }));
});

describe('a store that refuses', () => {
  it('for a while: what was decided is carried out when it is kept, and nothing is lost', () =>
    withEngine(async (fixture) => {
      const caller = await fixture.caller(MOBILE).dials(LINE);
      await fixture.sim.advance(8000);
      fixture.records.refusals = 2;
      fixture.effects.length = 0;
      await fixture.sim.runUntil(() => fixture.records.refusals === 1, 2000);
      expect(fixture.effects.filter((one) => typeof one === 'string')).toEqual([]);
      expect(caller.inCall).toBe(false);
      await fixture.sim.advance(200);
      expect(caller.inCall).toBe(true);
      // a store that refuses is logged at once, and then every 10 s
      expect(fixture.errors()).toHaveLength(1);
      caller.hangsUp();
      await fixture.sim.advance(100);
      const [call] = await fixture.store.calls({ limit: 1 });
      expect(call?.endedAt).not.toBeNull();
      expect(fixture.records.happened('arrived')).toHaveLength(1);
    }));

  it('for long: the caller does not wait for it, and what was not kept is kept with the next, in order', () =>
    withEngine(async (fixture) => {
      const caller = await fixture.caller(MOBILE).dials(LINE);
      await fixture.sim.advance(8000);
      fixture.records.refusals = 8;
      await fixture.sim.advance(1500);
      expect(caller.inCall).toBe(true);
      await fixture.sim.advance(20_000);
      caller.hangsUp();
      await fixture.sim.advance(2000);
      const all = await fixture.store.facts(0, 999);
      const times = all.map(({ fact }) => fact.at.mono);
      expect(times).toEqual(times.toSorted((a, b) => a - b));
      expect(fixture.records.happened('engineAnswered')).toHaveLength(1);
      expect(fixture.records.happened('ended')).toHaveLength(1);
    }));
});

it('callback.number: a promise that cannot be kept is not spoken before it is', () =>
  withEngine(async (fixture) => {
    const caller = await fixture.caller(MOBILE).dials(LINE);
    await fixture.sim.advance(135_000);
    fixture.records.refusals = 20;
    caller.presses('1');
    await fixture.sim.advance(4000);
    const said = () =>
      fixture.effects.filter(
        (one) => typeof one === 'object' && one.do === 'play' && one.prompts.includes('hold.promise'),
      );
    expect(said()).toEqual([]);
    await fixture.sim.advance(10_000);
    expect(await fixture.store.callbacks({ limit: 9 })).toHaveLength(1);
    expect(said()).toHaveLength(1);
  }));

describe('while the store refuses for 2 s', () => {
  const LOOK = { wall: 0, who: 'zhao', did: 'numbersShown', call: null, detail: 'export' } as const;

  it('answer.rings: an export in the turn of a call holds up no ring, and is answered once it is on record', () =>
    withEngine(async (fixture) => {
      const agent = fixture.agent('8001').registered();
      await fixture.sim.advance(100);
      fixture.records.refusals = 1000;
      const answers: string[] = [];
      const look = (name: string) => fixture.engine.desk.noteLook(LOOK).then(() => answers.push(name));
      // the turn of the first export is tried for 100 ms, in which a caller and the second export come in
      const first = look('first');
      const caller = fixture.caller(MOBILE);
      caller.station.dial(LINE);
      await fixture.sim.advance(20);
      const second = look('second');
      await fixture.sim.advance(480);
      expect(agent.rings).toBe(true);
      await fixture.sim.advance(1500);
      expect(answers).toEqual([]);
      fixture.records.refusals = 0;
      await fixture.sim.advance(500);
      await Promise.all([first, second]);
      expect(fixture.records.batches.map(({ batch }) => batch.audit.length)).toContain(1);
      expect(fixture.records.happened('agentRung')).toHaveLength(1);
      caller.hangsUp();
      await fixture.sim.advance(1000);
    }));

  it('callback.number: no later command of a call overtakes those that wait for a promise; other calls do not wait', () =>
    withEngine(async (fixture) => {
      const { engine } = fixture;
      const hangUp = (leg: string) => ({ do: 'hangUp', leg, reason: 'normal' }) as const;
      const hungUp = () => fixture.commandsOf('hangUp').map(({ leg }) => leg);
      fixture.records.refusals = 1000;
      const promise = engine.ask((turn, at) => {
        turn.promise(at, { ...WISH, place: at.wall });
        turn.command('promised', hangUp('p1'));
      });
      await fixture.sim.advance(500);
      const later = engine.ask((turn, at) => {
        turn.toAgent(at, '8001', { type: 'pause', reason: '1', name: 'break' });
        turn.command('promised', hangUp('p2'));
        turn.command('other', hangUp('o1'));
      });
      const unkept = engine.ask((turn) => turn.command('promised', hangUp('p3')));
      await fixture.sim.advance(1500);
      expect(hungUp()).toEqual(['o1']);
      fixture.records.refusals = 0;
      await fixture.sim.advance(500);
      await Promise.all([promise, later, unkept]);
      expect(hungUp()).toEqual(['o1', 'p1', 'p2', 'p3']);
    }));
});

it('what a store would not keep is kept when the engine stops', () =>
  withEngine(async (fixture) => {
    const idle = () => fixture.records.agents.some(({ id, device }) => id === '8001' && device === 'idle');
    await fixture.sim.advance(100);
    fixture.records.refusals = 500;
    fixture.agent('8001').registered();
    await fixture.sim.advance(2000);
    expect(idle()).toBe(false);
    fixture.records.refusals = 0;
    await fixture.restart(async () => expect(idle()).toBe(true));
  }));

describe('commands', () => {
  it('of one call keep their order while another call’s command hangs', () =>
    withEngine(async (fixture) => {
      fixture.waitsForEngine = false;
      const hung: (() => void)[] = [];
      const one = await fixture.caller(MOBILE).dials(LINE);
      await fixture.sim.advance(10);
      const mine = one.station.leg?.id;
      fixture.beforeCommand = (command) =>
        'leg' in command && command.leg === mine ? new Promise((go) => hung.push(() => go())) : undefined;
      const two = await fixture.caller(OTHER).dials(LINE);
      await fixture.sim.advance(10_000);
      expect(one.inCall).toBe(false);
      expect(two.inCall).toBe(true);
      const others = fixture.effects.filter((c): c is Command => typeof c === 'object').map((c) => c.do);
      expect(others).toEqual(['answer', 'wait', 'play']);

      fixture.beforeCommand = () => undefined;
      fixture.effects.length = 0;
      for (const go of hung) go();
      await fixture.sim.advance(10);
      expect(fixture.effects.map((c) => (typeof c === 'object' ? c.do : c)).slice(0, 3)).toEqual([
        'answer',
        'wait',
        'play',
      ]);
      expect(one.inCall).toBe(true);
      fixture.waitsForEngine = true;
      for (const caller of [one, two]) caller.hangsUp();
      await fixture.sim.advance(1000);
    }));

  it('answer.rings: a dial that is refused passes the agent over, and the next is rung', () =>
    withEngine(async (fixture) => {
      fixture.agent('8001').registered().answersAfter(1000);
      await fixture.sim.advance(100);
      const two = fixture.agent('8002').registered().answersAfter(1000);
      fixture.beforeCommand = (command) => {
        if (command.do === 'dial' && 'agent' in command.to && command.to.agent === '8001')
          throw new TelephonyError('REFUSED', 'no such endpoint', 'register the phone');
      };
      const caller = await fixture.caller(MOBILE).dials(LINE);
      await fixture.sim.advance(3000);
      expect(two.inCall && caller.inCall).toBe(true);
      expect(fixture.records.happened('agentSkipped')).toMatchObject([
        { by: { agent: '8001' }, detail: { how: 'unreachable' } },
      ]);
      const agents = await fixture.store.agents();
      expect(agents.find(({ id }) => id === '8001')?.doing.is).toBe('skipped');
      expect(fixture.errors()).toMatchObject([{ detail: { code: 'REFUSED', cure: 'register the phone' } }]);
      caller.hangsUp();
      await fixture.sim.advance(1000);
    }));

  it('one that fails in an unforeseen way is logged, and those behind it are carried out', () =>
    withEngine(async (fixture) => {
      fixture.beforeCommand = (command) => {
        if (command.do === 'wait') throw new RangeError('what is this');
      };
      const caller = await fixture.caller(MOBILE).dials(LINE);
      await fixture.sim.advance(10_000);
      expect(fixture.commandsOf('play')).toHaveLength(1);
      expect(fixture.errors()).toMatchObject([{ detail: { cause: 'what is this' } }]);
      caller.hangsUp();
      await fixture.sim.advance(1000);
    }));
});
