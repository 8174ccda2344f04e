import { expect, it } from 'vitest';
import type { ProgrammeState, RowState } from '../../src/core/programme/state.ts';
import type { Store } from '../../src/engine/store-port.ts';
import { aBatch, NO_PROGRAMMES, NOON } from './store-samples.ts';

const DAY = 86_400_000;

function aProgramme(id: string, status: ProgrammeState['status']): ProgrammeState {
  return {
    id,
    name: '三月回访',
    template: 'firstFollowUp',
    line: '4008001234',
    standard: 'strict',
    language: 'zh',
    schedule: '0 9 * * 1-5',
    everyDays: 7,
    secondAfterDays: null,
    by: 'zhao',
    madeAt: NOON,
    nextRoundAt: null,
    status,
  };
}

function aRow(programme: string, row: number, status: RowState['status']): RowState {
  const number = `+861380013800${row}`;
  return { programme, row, number, dialled: number, dueAt: NOON, visit: 1, status, calls: [] };
}

/** callback.programme: what is kept of programmes. */
export function programming(at: { readonly store: Store }): void {
  it('goes on with programmes that are not over, and counts the rows of all', async () => {
    const open = aProgramme('p1', { is: 'running' });
    const over = aProgramme('p2', { is: 'finished', at: NOON });
    const rows = [
      aRow('p1', 2, { is: 'calling', callback: 'b1', by: NOON }),
      aRow('p1', 1, { is: 'waiting', until: NOON }),
    ];
    const settled = aRow('p2', 1, { is: 'settled', at: NOON });
    const frequencies = [{ number: '+861', everyDays: 3, never: false, hours: null, by: 'zhao', at: NOON }];
    const called = [
      { number: '+861', line: null, at: NOON },
      { number: '+861', line: '4008001234', at: NOON },
    ];
    const programmes = { programmes: [open, over], rows: [...rows, settled], frequencies, called };
    await at.store.commit(aBatch({ programmes }));
    await at.store.commit(
      aBatch({ programmes: { ...NO_PROGRAMMES, called: [{ number: '+861', line: null, at: NOON + DAY }] } }),
    );
    const { programmes: kept, machines } = await at.store.load();
    expect(machines.programme).toEqual([open]);
    expect(kept.rows).toEqual(rows.toReversed());
    expect(kept.frequencies).toEqual(frequencies);
    expect(kept.called.toSorted((a, b) => a.at - b.at)).toEqual([
      called[1],
      { number: '+861', line: null, at: NOON + DAY },
    ]);
    expect(await at.store.programmes()).toEqual([
      { state: over, counts: [{ is: 'settled', rows: 1 }] },
      {
        state: open,
        counts: [
          { is: 'calling', rows: 1 },
          { is: 'waiting', rows: 1 },
        ],
      },
    ]);
    expect(await at.store.programmeRows('p2')).toEqual([settled]);
    expect(await at.store.programmeRows('p3')).toEqual([]);
  });

  it('prunes programmes that are over with their numbers, and keeps how often customers want to be called', async () => {
    const over = aProgramme('p2', { is: 'finished', at: NOON });
    const frequencies = [{ number: '+861', everyDays: 3, never: false, hours: null, by: 'zhao', at: NOON }];
    const called = [
      { number: '+861', line: '4008001234', at: NOON },
      { number: '+861', line: null, at: NOON + DAY },
    ];
    const rows = [aRow('p2', 1, { is: 'settled', at: NOON })];
    const programmes = [aProgramme('p1', { is: 'running' }), over];
    await at.store.commit(aBatch({ programmes: { programmes, rows, frequencies, called } }));
    await at.store.prune(NOON + 3 * DAY + 1);
    expect((await at.store.programmes()).map(({ state }) => state.id)).toEqual(['p1']);
    expect(await at.store.programmeRows('p2')).toEqual([]);
    expect((await at.store.load()).programmes).toMatchObject({ frequencies, called: [{ line: null }] });
  });

  it('knows when a customer was last called for as long as a wish or the programme of that call asks', async () => {
    const frequencies = [
      { number: '+862', everyDays: 1000, never: false, hours: null, by: 'zhao', at: NOON },
    ];
    const called = [
      { number: '+861', line: null, at: NOON },
      { number: '+862', line: null, at: NOON, everyDays: 7 },
      { number: '+863', line: null, at: NOON, everyDays: 400 },
    ];
    await at.store.commit(aBatch({ programmes: { ...NO_PROGRAMMES, frequencies, called } }));
    const kept = async (wall: number) => {
      await at.store.prune(wall);
      return (await at.store.load()).programmes.called.map(({ number }) => number);
    };
    expect(await kept(NOON + 1)).toEqual(['+862', '+863']);
    expect(await kept(NOON + 400 * DAY + 1)).toEqual(['+862']);
    expect(await kept(NOON + 1000 * DAY + 1)).toEqual([]);
  });
}
