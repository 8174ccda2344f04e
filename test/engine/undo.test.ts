import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UndoableMap, UndoableSet, UndoLog } from '../../src/engine/undo.ts';

const changes = fc.array(fc.record({ key: fc.nat(6), value: fc.option(fc.nat(99)) }), { maxLength: 12 });

type Changes = typeof changes extends fc.Arbitrary<infer C> ? C : never;

function change(map: Map<number, number>, set: Set<number>, all: Changes): void {
  for (const { key, value } of all) {
    if (value === null) {
      map.delete(key);
      set.delete(key);
    } else {
      map.set(key, value);
      set.add(key);
    }
  }
}

describe('what has been changed since an input was begun', () => {
  it('is undone, order included', () => {
    fc.assert(
      fc.property(changes, changes, (before, after) => {
        const log = new UndoLog();
        const [map, set] = [new UndoableMap<number, number>(log), new UndoableSet<number>(log)];
        change(map, set, before);
        const [entries, values] = [[...map], [...set]];
        log.begin();
        change(map, set, after);
        log.undo();
        expect([...map]).toEqual(entries);
        expect([...set]).toEqual(values);
      }),
    );
  });

  it('stays where it is kept, and is what any map would have', () => {
    fc.assert(
      fc.property(changes, changes, (first, second) => {
        const log = new UndoLog();
        const [map, set] = [new UndoableMap<number, number>(log), new UndoableSet<number>(log)];
        const [plainMap, plainSet] = [new Map<number, number>(), new Set<number>()];
        for (const some of [first, second]) {
          log.begin();
          change(map, set, some);
          log.keep();
          change(plainMap, plainSet, some);
        }
        log.undo();
        expect([...map]).toEqual([...plainMap]);
        expect([...set]).toEqual([...plainSet]);
      }),
    );
  });

  it('20,000 deletions, and to undo them, take no longer than an input may', () => {
    const [log, keys] = [new UndoLog(), Array.from({ length: 20_000 }, (_, key) => key)];
    const [map, set] = [new UndoableMap<number, number>(log), new UndoableSet<number>(log)];
    for (const key of keys) {
      map.set(key, key);
      set.add(key);
    }
    log.begin();
    const began = performance.now();
    for (const key of keys.toReversed()) {
      map.delete(key);
      set.delete(key);
    }
    log.undo();
    // quadratic time takes minutes; a busy machine adds some to what is measured
    expect(performance.now() - began).toBeLessThan(4000);
    expect([...map.keys()]).toEqual(keys);
    expect([...set]).toEqual(keys);
  }, 60_000);

  it('a list is as long as it was', () => {
    const [log, list] = [new UndoLog(), [1]];
    log.begin();
    log.noteLength(list);
    list.push(2, 3);
    log.undo();
    expect(list).toEqual([1]);
  });
});
