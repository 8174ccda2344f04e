import { describe, expect, it } from 'vitest';
import { createProgramme } from '../../../src/core/programme/create.ts';
import type { ProgrammeEvent, ProgrammeRules } from '../../../src/core/programme/input.ts';
import type { RowCustomer } from '../../../src/core/programme/selection.ts';
import type { ProgrammeState, RowState } from '../../../src/core/programme/state.ts';
import { stepProgramme } from '../../../src/core/programme/step.ts';
import { LINE, rulesOf } from '../support/rules.ts';

const DAY = 86_400_000;
/** Monday, 2026-03-02, 10:00 in Shanghai. */
const AT = { mono: 0, wall: Date.UTC(2026, 2, 2, 2) };
const RULES: ProgrammeRules = {
  ...rulesOf(),
  nextCallingTime: (_line, wall) => wall,
  endOfDay: (_line, wall) => wall + DAY,
  nextRound: (_schedule, _line, wall) => wall + DAY,
};
const NOBODY: RowCustomer = { frequency: undefined, calledAt: null };

const aProgramme = (over: Partial<ProgrammeState> = {}): ProgrammeState => ({
  ...createProgramme(
    'p1',
    {
      ...{ name: 'march', template: 'firstFollowUp', line: LINE, standard: 'strict', language: 'zh' },
      ...{ schedule: null, by: 'zhao' },
    },
    AT,
    RULES.nextRound,
  ).state,
  ...over,
});

const aRow = (row: number, over: Partial<RowState> = {}): RowState => ({
  ...{ programme: 'p1', row, number: `+861380013800${row}`, dialled: `1380013800${row}` },
  ...{ dueAt: AT.wall, visit: 1, calls: [], status: { is: 'due', from: AT.wall, by: AT.wall + DAY } },
  ...over,
});

function step(
  programme: ProgrammeState,
  rows: readonly RowState[],
  event: ProgrammeEvent,
  customer: (number: string) => RowCustomer = () => NOBODY,
) {
  const input = {
    ...event,
    at: AT,
    rows: {
      get: (row: number) => rows.find((one) => one.row === row),
      all: () => rows,
      due: () => rows.filter(({ status }) => status.is === 'due'),
    },
    callbacks: new Map(),
    customer,
  };
  return stepProgramme(programme, input, RULES);
}

describe('callback.programme: an agent is free', () => {
  it.each([
    ['zh', '首次回访：上网卡'],
    ['yue', '首次回访：上网卡'],
    ['en', 'first follow-up: 上网卡'],
  ] as const)('the agent reads in %s what the call is about', (language, about) => {
    const { tells } = step(aProgramme({ language }), [aRow(1, { about: '上网卡' })], { type: 'agentFree' });
    expect(tells).toMatchObject([
      { to: 'newCallback', request: { about, language, programme: { programme: 'p1', row: 1 } } },
      { to: 'customerCalled', called: { number: '+8613800138001', line: null } },
    ]);
  });

  it('the first row that may be called is called, and what comes of the others is told', () => {
    const never = { ...NOBODY, frequency: { never: true } as RowCustomer['frequency'] };
    const customers: Readonly<Record<string, RowCustomer>> = {
      '+8613800138001': never,
      '+8613800138002': { ...NOBODY, isCalled: true },
    };
    const rows = [aRow(1), aRow(2), aRow(3), aRow(4)];
    const { tells } = step(
      aProgramme(),
      rows,
      { type: 'agentFree' },
      (number) => customers[number] ?? NOBODY,
    );
    expect(tells).toMatchObject([
      { to: 'programmeRow', row: { row: 1, status: { is: 'skipped', why: 'never' } } },
      { to: 'newCallback', request: { programme: { row: 3 } } },
      { to: 'customerCalled' },
    ]);
  });

  it('of many that may not be called, fifty are looked at, and the others a second later', () => {
    const rows = Array.from({ length: 60 }, (_, index) => aRow(index + 1));
    const called = { ...NOBODY, calledAt: AT.wall };
    const { tells, state } = step(aProgramme(), rows, { type: 'agentFree' }, () => called);
    expect(tells).toHaveLength(50);
    expect(state.lookAgainAt).toBe(AT.wall + 1000);
  });

  it('the programme is finished where the last row is skipped', () => {
    const never = { ...NOBODY, frequency: { never: true } as RowCustomer['frequency'] };
    const { state, facts } = step(aProgramme(), [aRow(1)], { type: 'agentFree' }, () => never);
    expect(state.status.is).toBe('finished');
    expect(facts.map((fact) => 'name' in fact && fact.name)).toContain('programmeChanged');
  });
});

describe('callback.programme: an order', () => {
  it('that means nothing to the programme changes nothing', () => {
    const paused = aProgramme({ status: { is: 'paused', by: 'li' } });
    const { state, unexpected } = step(paused, [], { type: 'ordered', order: 'pause', by: 'zhao' });
    expect({ state, unexpected }).toEqual({ state: paused, unexpected: true });
  });

  it('to cancel it cancels the rows that nobody is called for', () => {
    const { state, tells } = step(aProgramme(), [aRow(1)], { type: 'ordered', order: 'cancel', by: 'zhao' });
    expect(state.status).toEqual({ is: 'cancelled', at: AT.wall, by: 'zhao' });
    expect(tells).toMatchObject([{ to: 'programmeRow', row: { status: { is: 'cancelled' } } }]);
  });
});
