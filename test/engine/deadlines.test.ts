import { describe, expect, it } from 'vitest';
import { Timers } from '../../src/engine/timers.ts';
import { WallTimers } from '../../src/engine/wall-timers.ts';
import { createSimulation } from '../../src/telephony/simulated/index.ts';

const WALL = Date.UTC(2026, 2, 2, 2);

function bench() {
  const { clock } = createSimulation({ startWall: WALL, durations: () => 0, agents: [] });
  const deadlines = new Timers(clock);
  const wall = new WallTimers(clock);
  const woken: string[] = [];
  const start = clock.now().mono;
  return {
    clock,
    deadlines,
    wall,
    woken,
    arm: (key: string, inMs: number | null, name = key) =>
      deadlines.arm(key, inMs === null ? null : start + inMs, () =>
        woken.push(`${name} at ${clock.now().mono - start}`),
      ),
    armWall: (key: string, inMs: number | null) =>
      wall.arm(key, inMs === null ? null : WALL + inMs, () =>
        woken.push(`${key} at ${clock.now().mono - start}`),
      ),
    go: (ms: number) => {
      while (clock.step(start + ms));
    },
  };
}

describe('a deadline', () => {
  it('wakes once, never before its time, also with a fraction of a millisecond', () => {
    const b = bench();
    b.arm('a', 99.2);
    b.go(99);
    expect(b.woken).toEqual([]);
    b.go(500);
    expect(b.woken).toEqual(['a at 100']);
  });

  it('armed anew for another time replaces the one before; for none, takes it away', () => {
    const b = bench();
    b.arm('a', 100, 'old');
    b.arm('a', 200, 'new');
    b.arm('b', 100);
    b.arm('b', null);
    b.go(500);
    expect(b.woken).toEqual(['new at 200']);
  });

  it('armed anew for the same time sets no second timer', () => {
    const b = bench();
    b.arm('a', 100, 'first');
    const { changes } = b.clock;
    b.arm('a', 100, 'second');
    expect(b.clock.changes).toBe(changes);
    b.go(500);
    expect(b.woken).toEqual(['first at 100']);
  });

  it('can be armed for the same time again when it has woken', () => {
    const b = bench();
    b.arm('a', 100);
    b.go(100);
    b.arm('a', 100);
    b.go(100);
    expect(b.woken).toEqual(['a at 100', 'a at 100']);
  });

  it('of one machine does not touch that of another; after the stop there is none', () => {
    const b = bench();
    b.arm('a', 100);
    b.arm('b', 100);
    b.arm('c', 300);
    b.go(150);
    b.deadlines.stop();
    b.go(900);
    expect(b.woken).toEqual(['a at 100', 'b at 100']);
  });
});

describe('a deadline of the wall clock', () => {
  it('wakes at its time, at once where that is over', () => {
    const b = bench();
    b.armWall('soon', 5000);
    b.armWall('over', -5000);
    b.armWall('far', 3_600_000);
    b.armWall('none', null);
    b.armWall('soon', 6000);
    b.go(3_600_000);
    expect(b.woken).toEqual(['over at 0', 'soon at 6000', 'far at 3600000']);
  });

  it('wakes within a minute when the clock has been set past it', () => {
    const b = bench();
    b.armWall('far', 3_600_000);
    b.go(90_000);
    b.clock.jumpWall(3_700_000);
    b.go(600_000);
    expect(b.woken).toEqual(['far at 120000']);
  });

  it('wakes very many of one time in their order, and lets others have their turn between them', () => {
    const b = bench();
    for (let i = 0; i < 1000; i += 1) b.armWall(`w${i}`, 1000 + i / 1000);
    for (let i = 0; i < 1000; i += 2) b.armWall(`w${i}`, null);
    b.clock.wakeAt(b.clock.now().mono + 1001, () => b.woken.push('other'));
    b.go(2000);
    const woken = b.woken.map((each) => each.split(' ')[0]);
    expect(woken.filter((each) => each !== 'other')).toEqual(
      Array.from({ length: 500 }, (_, i) => `w${2 * i + 1}`),
    );
    expect(woken.indexOf('other')).toBeLessThan(200);
  });

  it('is gone after the stop', () => {
    const b = bench();
    b.armWall('soon', 5000);
    b.wall.stop();
    b.go(600_000);
    expect(b.woken).toEqual([]);
  });
});
