import { describe, expect, it } from 'vitest';
import type { Ask } from '../../src/engine/commands.ts';
import { LINE } from '../scenarios/support/site.ts';
import { alter } from '../store/support/earlier.ts';
import { Office } from '../web/support.ts';
import { type EngineFixture, withEngine } from './support/engine-fixture.ts';

const WISH = {
  kind: 'queue',
  number: '+8613800138000',
  dialled: '13800138000',
  line: LINE,
  standard: 'strict',
  language: 'zh',
  from: null,
} as const;
const PLAY = { do: 'play', prompts: ['hold.promise'], language: 'zh' } as const;
const dial = (leg: string) =>
  ({ do: 'dial', leg, to: { customer: '13900000009' }, callerId: { number: LINE }, giveUpMs: 1000 }) as const;

const lines = (fixture: EngineFixture, text: string) =>
  fixture.log.filter(({ message }) => message.includes(text));

describe('a store that refuses for minutes', () => {
  it('is tried about twice a second, whatever happens meanwhile, and is logged every 10 s', () =>
    withEngine(async (fixture) => {
      const tries = () => 1_000_000 - fixture.records.refusals;
      fixture.records.refusals = 1_000_000;
      for (let n = 0; n < 20; n += 1) {
        const caller = await fixture.caller(`1380013${8000 + n}`).dials(LINE);
        await fixture.sim.advance(3000);
        caller.hangsUp();
        await fixture.sim.advance(3000);
      }
      expect(tries()).toBeGreaterThan(100);
      expect(tries()).toBeLessThan(300);
      expect(lines(fixture, 'the store refused').length).toBeLessThan(15);
      fixture.records.refusals = 0;
      await fixture.sim.advance(2000);
      expect(lines(fixture, 'the store works again')).toHaveLength(1);
      expect(fixture.records.happened('arrived')).toHaveLength(20);
      expect(fixture.records.happened('ended')).toHaveLength(20);
    }));

  it("answer.rings: one caller's promise holds up no other caller who comes in the same turn", () =>
    withEngine(async (fixture) => {
      const promised = await fixture.caller('13800138000').dials(LINE);
      await fixture.sim.advance(135_000);
      fixture.records.refusals = 1_000_000;
      promised.presses('1');
      const other = fixture.caller('13800138001');
      other.station.dial(LINE);
      await fixture.sim.advance(9500);
      expect(other.inCall).toBe(true);
      const said = () => fixture.commandsOf('play').flatMap(({ prompts }) => prompts);
      expect(said()).not.toContain('hold.promise');
      expect(said()).toContain('queue.announce');
      fixture.records.refusals = 0;
      await fixture.sim.advance(2000);
      expect(said()).toContain('hold.promise');
      expect(fixture.records.judged('answer.rings').map(({ verdict }) => verdict)).toEqual(['kept', 'kept']);
      for (const one of [promised, other]) if (!one.gone) one.hangsUp();
      await fixture.sim.advance(1000);
    }));

  it('a leg that was given up before the store worked again is not dialled, and what was stopped is not played', () =>
    withEngine(async (fixture) => {
      const settled = (task: Parameters<Ask>[0]) => Promise.allSettled([fixture.engine.ask(task)]);
      fixture.records.refusals = 1_000_000;
      const promise = settled((turn, at) => {
        turn.promise(at, { ...WISH, place: at.wall });
        turn.command('one', dial('c1'));
        turn.command('one', { ...PLAY, playback: 'p1', on: { leg: 'other' } });
        turn.command('one', dial('c2'));
      });
      await fixture.sim.advance(120_000);
      const later = settled((turn) => {
        turn.command('one', { do: 'hangUp', leg: 'c1', reason: 'normal' });
        turn.command('one', { do: 'stopPlay', playback: 'p1' });
      });
      await fixture.sim.advance(1000);
      expect(fixture.commandsOf('dial')).toEqual([]);
      fixture.records.refusals = 0;
      await fixture.sim.advance(1000);
      await Promise.all([promise, later]);
      expect(fixture.commandsOf('dial').map(({ leg }) => leg)).toEqual(['c2']);
      expect(fixture.commandsOf('hangUp').map(({ leg }) => leg)).not.toContain('c1');
      expect(fixture.commandsOf('play')).toEqual([]);
    }));
});

it('callback.number: a turn that the store will never take is set aside, and later promises are kept', async () => {
  await using office = await Office.open();
  alter(
    office.file,
    `CREATE TRIGGER refuse BEFORE INSERT ON callbacks WHEN NEW.number = '+8613900000001'
     BEGIN SELECT RAISE(ABORT, 'a fault of the program'); END`,
  );
  await expect(office.promised('13900000001')).rejects.toThrow();
  const id = await office.promised('13900000002');
  const { body } = await office.ask('GET', '/v1/callbacks');
  expect(body.callbacks.map((callback: { id: string }) => callback.id)).toEqual([id]);
  const health = await office.ask('GET', '/v1/health');
  expect(health.body.failedInputs.count).toBeGreaterThan(0);
  expect(JSON.stringify(office.errors)).toContain('set aside');
});
