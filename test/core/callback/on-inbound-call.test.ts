import { describe, expect, it } from 'vitest';
import type { CallbackState } from '../../../src/core/callback/state.ts';
import { CallbackDrive } from '../support/callback-drive.ts';

const MINUTE = 60_000;

/** An open callback, in each state that it may be in. */
const STATES: Readonly<Record<string, () => CallbackDrive>> = {
  due: () => new CallbackDrive('queue'),
  scheduled: () => new CallbackDrive('queue').attempt('busy'),
  'scheduled for a time agreed upon': () => {
    const b = new CallbackDrive('appointment', undefined, { dueAt: Date.UTC(2026, 2, 2, 7) });
    return b.after(MINUTE);
  },
  blocked: () => {
    const b = new CallbackDrive('queue');
    const status = { is: 'blocked', why: 'manyWishes' } as const;
    b.state = { ...b.state, status };
    return b;
  },
};

function rings(b: CallbackDrive, call = 'c9'): CallbackDrive {
  return b.give({ type: 'customerRang', call });
}

/** What was promised, apart from what has been tried. */
function promised({ attempts: _tried, revision: _changes, ...rest }: CallbackState) {
  return rest;
}

describe.each(Object.entries(STATES))('the customer rings in while it is %s', (_, make) => {
  it('that call is its attempt, and no agent gets it meanwhile', () => {
    const b = rings(make());
    expect(b.state.status).toMatchObject({ is: 'attempting', call: 'c9' });
    expect(b.state.attempts.at(-1)).toMatchObject({ call: 'c9', agent: null });
    expect(b.events('customerRang')).toMatchObject([{ call: 'c9', callback: 'b1' }]);
    expect(b.offered().last.unexpected).toBe(true);
  });

  it('who gives up again leaves it as it was', () => {
    const b = make();
    const before = promised(b.state);
    rings(b).give({ type: 'attemptEnded', call: 'c9', outcome: 'abandoned' });
    expect(promised(b.state)).toEqual(before);
    expect(b.state.attempts.at(-1)?.outcome).toBe('abandoned');
  });

  it('the talk settles it, and says with whom', () => {
    const b = rings(make());
    b.give({ type: 'attemptEnded', call: 'c9', outcome: 'resolved', agent: '8002' });
    expect(b.state.status.is).toBe('settled');
    expect(b.state.attempts.at(-1)).toMatchObject({ agent: '8002', rang: true, outcome: 'resolved' });
  });

  it('who asks again in that call is called back at once', () => {
    const b = rings(make());
    const { kind, number, dialled, line, standard, language, place } = b.state;
    const wish = { kind, number, dialled, line, standard, language, from: 'c9', place } as const;
    b.give({ type: 'joined', request: wish });
    b.give({ type: 'attemptEnded', call: 'c9', outcome: 'abandoned' });
    expect(b.state.status.is).toBe('due');
  });
});

it('an attempt that is under way is overtaken, counts as none, and can say nothing any more', () => {
  const b = rings(new CallbackDrive('queue').offered());
  expect(b.state.attempts).toMatchObject([{ call: 'b1.1', outcome: 'superseded' }, { call: 'c9' }]);
  const late = b.give({ type: 'attemptEnded', call: 'b1.1', outcome: 'busy' });
  expect(late.last.unexpected).toBe(true);
  b.give({ type: 'attemptEnded', call: 'c9', outcome: 'abandoned' }).offered();
  expect(b.placed).toMatchObject({ id: 'b1.3', attempt: 1 });
});

it('nothing comes of it once it is over', () => {
  const b = new CallbackDrive('queue').attempt('resolved');
  expect(rings(b).last.unexpected).toBe(true);
});
