// What the console makes of the API's answers: words for the time left, the order of the board, and events that come while a list loads.

import { describe, expect, it } from 'vitest';
import {
  type BoardList,
  belongs,
  compareRows,
  inOrder,
  loadedAnew,
  merge,
  NO_ROWS,
  waitingChanges,
  without,
  withPage,
} from '../../src/console/logic/board-list.ts';
import {
  addressOfFound,
  boardLink,
  customerLink,
  customerQuery,
} from '../../src/console/logic/customer-address.ts';
import { historyLine, lastOrder, withoutNotes } from '../../src/console/logic/history.ts';
import { possibleOrders } from '../../src/console/logic/possible-orders.ts';
import { timeLeft, waitClock } from '../../src/console/logic/time-left.ts';
import { boardAddress, boardViewOf, countQuery, listQuery } from '../../src/console/logic/view.ts';
import { ZH } from '../../src/console/text/zh.ts';
import type { CallbackAnswer } from '../../src/web/callbacks/answer.ts';
import { aCallback, aFact } from './support/answers.ts';

const MINUTE = 60_000;
const NOW = Date.UTC(2026, 2, 2, 2);
const OPEN = boardViewOf('');
const NOBODY: ReadonlySet<string> = new Set();

const shownIds = ({ rows }: BoardList) => rows.map(({ callback }) => callback.id);
const row = (callback: CallbackAnswer, asked = 1) => ({ callback, asked, gone: false });

describe('the time left', () => {
  it.each([
    [30 * MINUTE, 'ok', '还有 30 分钟', '30 min left'],
    [5 * MINUTE, 'ok', '还有 5 分钟', '5 min left'],
    [4 * MINUTE, 'soon', '还有 4 分钟', '4 min left'],
    [20_000, 'soon', '还有 不到 1 分钟', 'under 1 min left'],
    [-1, 'late', '已超 不到 1 分钟', 'under 1 min late'],
    [-65 * MINUTE, 'late', '已超 1 小时 5 分', '1 h 5 min late'],
    [120 * MINUTE, 'ok', '还有 2 小时', '2 h left'],
    [51 * 60 * MINUTE, 'ok', '还有 2 天 3 小时', '2 d 3 h left'],
  ])('%d ms from now is %s, in both languages', (ms, level, zh, en) => {
    expect(timeLeft(NOW + ms, NOW, 'zh')).toEqual({ level, words: zh });
    expect(timeLeft(NOW + ms, NOW, 'en')).toEqual({ level, words: en });
  });

  it('a clock counts minutes, then hours, and never less than nothing', () => {
    expect([-5, 9_999, 75_000, 3_661_000].map(waitClock)).toEqual(['0:00', '0:09', '1:15', '1:01:01']);
  });
});

describe('the address', () => {
  it('keeps tab, order and filters, and says nothing of what is as at first', () => {
    expect(boardAddress(OPEN)).toBe('');
    const view = {
      ...OPEN,
      tab: 'overdue',
      sort: 'due',
      descending: true,
      line: '4008000001',
      text: '王 & 李',
    } as const;
    expect(boardViewOf(boardAddress(view))).toEqual(view);
  });

  it('what it says wrongly is as at first; what has ended begins with the latest', () => {
    expect(boardViewOf('tab=nothing&sort=colour')).toEqual(OPEN);
    expect(boardViewOf('tab=done')).toMatchObject({ tab: 'done', descending: true });
  });

  it('asks the API for a whole number as a number, for anything else as a text', () => {
    expect(listQuery({ ...OPEN, text: '138 0013 8000' }, 200, null)).toContain('number=138+0013+8000');
    expect(listQuery({ ...OPEN, text: '王芳' }, 200, '12_x')).toMatch(
      /^text=.*&status=open&sort=deadline&limit=200&after=12_x$/,
    );
    expect(countQuery(boardViewOf('tab=done&line=1'), 'atRisk')).toBe('line=1&status=atRisk&limit=1');
  });
});

describe('the list', () => {
  const early = aCallback('a', { deadlineAt: '2026-03-02T02:10:00.000Z' });
  const late = aCallback('b', { deadlineAt: '2026-03-02T02:20:00.000Z' });
  const same = aCallback('c', { deadlineAt: late.deadlineAt });

  it('is in the order of the API: by the time, then by the id, and the other way round', () => {
    const all = [same, late, early];
    const sorted = (descending: boolean) =>
      all.toSorted((a, b) => compareRows(a, b, { ...OPEN, descending })).map(({ id }) => id);
    expect(sorted(false)).toEqual(['a', 'b', 'c']);
    expect(sorted(true)).toEqual(['c', 'b', 'a']);
  });

  it('a row that changes keeps its place; a new one waits until the list is put in order', () => {
    let list = withPage(NO_ROWS, [row(early), row(late)], null);
    const moved = { ...early, revision: 2, deadlineAt: '2026-03-02T03:00:00.000Z' };
    list = merge(merge(list, { callback: moved, asked: 2 }, true), { callback: same, asked: 3 }, true);
    expect(shownIds(list)).toEqual(['a', 'b']);
    expect(waitingChanges(list)).toBe(1);
    expect(shownIds(inOrder(list, OPEN))).toEqual(['b', 'c', 'a']);
  });

  it('what has gone stays in its place until then', () => {
    const settled = { ...early, revision: 2, status: 'settled', open: false } as const;
    const list = merge(
      withPage(NO_ROWS, [row(early), row(late)], null),
      { callback: settled, asked: 2 },
      false,
    );
    expect(list.rows[0]).toMatchObject({ gone: true, callback: { status: 'settled' } });
    expect(shownIds(inOrder(list, OPEN))).toEqual(['b']);
  });

  it('an answer that is older than what is known changes nothing', () => {
    const newer = { ...early, revision: 3 };
    const list = merge(NO_ROWS, { callback: newer, asked: 5 }, true);
    expect(merge(list, { callback: early, asked: 6 }, true)).toBe(list);
    expect(merge(list, { callback: { ...newer, atRisk: true }, asked: 4 }, true)).toBe(list);
    const warned = merge(list, { callback: { ...newer, atRisk: true }, asked: 7 }, true);
    expect(warned.fresh).toMatchObject([{ callback: { atRisk: true } }]);
  });

  it('an event that comes while the list loads is neither lost nor there twice', () => {
    const before = withPage(NO_ROWS, [row(early, 1), row(late, 1)], null);
    // asked for the list (2); meanwhile `a` is settled (3) and `c` comes (4); the list was read before that
    const during = merge(
      merge(before, { callback: { ...early, revision: 2, open: false }, asked: 3 }, false),
      { callback: same, asked: 4 },
      true,
    );
    const loaded = withPage(loadedAnew(during, 2), [row(early, 2), row(late, 2)], null);
    expect(shownIds(inOrder(loaded, OPEN))).toEqual(['b', 'c']);
    // or after that
    const read = withPage(loadedAnew(during, 2), [row(late, 2), row(same, 2)], null);
    expect(shownIds(inOrder(read, OPEN))).toEqual(['b', 'c']);
    expect(read.fresh.map(({ callback }) => callback.id)).toEqual(['a']);
  });

  it('what comes behind the last row of a page that goes on is on the next page', () => {
    const list = merge(withPage(NO_ROWS, [row(early)], '1_a'), { callback: late, asked: 2 }, true);
    expect(shownIds(inOrder(list, OPEN))).toEqual(['a']);
    expect(shownIds(withPage(inOrder(list, OPEN), [row(late, 3)], null))).toEqual(['a', 'b']);
  });

  it('a customer who is forgotten is in it no more', () => {
    expect(shownIds(without(withPage(NO_ROWS, [row(early), row(late)], null), 'a'))).toEqual(['b']);
  });
});

describe('what belongs to a view', () => {
  const one = aCallback('x-1', { name: '王芳', assigned: '8002', atRisk: true, kind: 'complaint' });
  it.each([
    ['', true],
    ['tab=atRisk', true],
    ['tab=overdue', false],
    ['tab=done', false],
    ['agent=8002', true],
    ['agent=8001', false],
    ['kind=complaint&line=4008001234', true],
    ['line=1', false],
    ['text=X-1', true],
    ['text=王', true],
    ['text=李', false],
    ['text=13800138000', false],
  ])('%s: %s', (query, fits) => {
    expect(belongs(one, boardViewOf(query), NOBODY)).toBe(fits);
  });

  it('a number that the API has found belongs, though it is masked', () => {
    expect(belongs(one, boardViewOf('text=13800138000'), new Set(['x-1']))).toBe(true);
  });
});

it('only the orders that have a meaning can be chosen', () => {
  const names = (status: CallbackAnswer['status'], role: 'operator' | 'supervisor', count = 1) =>
    possibleOrders(Array(count).fill(aCallback('a', { status })), role).map(({ order }) => order);
  expect(names('scheduled', 'operator')).toEqual(['callNow', 'assign', 'reschedule', 'settle', 'cancel']);
  expect(names('scheduled', 'operator', 3)).toEqual(['callNow', 'assign']);
  expect(names('blocked', 'operator')).toEqual(['assign', 'settle', 'cancel']);
  expect(names('blocked', 'supervisor')).toContain('release');
  for (const status of ['attempting', 'settled', 'failed', 'cancelled'] as const)
    expect(names(status, 'supervisor')).toEqual([]);
});

it('the history says what, who and why, in words; what somebody has written stays as it is', () => {
  const order = aFact('callbackChanged', { order: 'assign', who: '赵敏', why: '<b>客户要求</b>' });
  expect(historyLine(order, ZH)).toMatchObject({
    what: '已更改: 指派',
    who: '赵敏',
    more: '<b>客户要求</b>',
  });
  const missed = aFact('customerNotReached', { why: 'noAnswer', attempt: 1 });
  expect(historyLine(missed, ZH)).toMatchObject({ what: '未联系上客户', who: '引擎', more: '无人接听' });
  const note = aFact('callbackNoted', { who: '李娜', text: '客户在外地' });
  const heard = { ...aFact('prompt', { what: 'hold.reminder' }), by: 'caller' };
  expect(historyLine(heard, ZH)).toMatchObject({ what: '播放', who: '客户', more: 'hold.reminder' });
  const complaint = { ...aFact('record', { type: 'complaint' }), by: '8001' };
  expect(historyLine(complaint, ZH)).toMatchObject({ what: '记录', who: '8001', more: '投诉' });
  expect(lastOrder([order, missed, note])).toBe(order);
  expect(withoutNotes([order, note])).toEqual([order]);
});

describe('the address of a customer’s page', () => {
  it.each([
    ['', ''],
    ['callback=b-1', 'callback=b-1'],
    ['call=c-1', 'call=c-1'],
    ['call=c%261&other=x', 'call=c%261'],
    ['number=13800138000', ''],
  ])('%j asks for %j', (query, asked) => {
    expect(customerQuery(query)).toBe(asked);
  });

  it('has no number, whoever was found', () => {
    const callbacks = [aCallback('b-1', { number: '13800138000' })];
    expect(addressOfFound({ calls: [], callbacks })).toBe('callback=b-1');
    expect(addressOfFound({ calls: [], callbacks: [] })).toBe('');
  });

  it('links lead there, and back to one callback of the board', () => {
    expect(customerLink({ call: 'c-1' })).toBe('#/customer?call=c-1');
    expect(customerLink({ callback: 'b-1' })).toBe('#/customer?callback=b-1');
    expect(boardLink(aCallback('b-1'))).toBe('#/callbacks?text=b-1');
    expect(boardLink(aCallback('b-1', { open: false }))).toBe('#/callbacks?tab=done&text=b-1');
  });
});
