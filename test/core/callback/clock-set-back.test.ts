import { describe, expect, it } from 'vitest';
import { minutes } from '../../scenarios/support/standard.ts';
import { CallbackDrive, PROMISED_AT } from '../support/callback-drive.ts';

const YEARS = minutes(60 * 24 * 3650);

describe('callback.interim: the wall clock was years ahead, and has been set right', () => {
  it('a callback that was tried meanwhile is due now, with a deadline from now on', () => {
    const b = new CallbackDrive('queue');
    b.after(YEARS).offered('8001').ended('noAnswer');
    expect(b.state.dueAt).toBeGreaterThan(PROMISED_AT + YEARS);
    b.after(-YEARS);
    const { wall } = b;
    expect(b.state).toMatchObject({
      status: { is: 'due' },
      dueAt: wall,
      deadlineAt: wall + minutes(30),
      late: false,
    });
    expect(b.state.attempts).toMatchObject([{ outcome: 'noAnswer', at: wall }]);
    expect(b.events('callbackChanged')).toMatchObject([{ detail: { order: 'clock', who: 'engine' } }]);
    b.offered('8001').ended('busy');
    expect(b.state.dueAt - wall).toBeLessThanOrEqual(minutes(10));
  });

  it('one that was promised meanwhile, too; an hour more or less changes nothing', () => {
    const b = new CallbackDrive('abandoned');
    b.after(-minutes(60));
    expect(b.events('callbackChanged')).toEqual([]);
    b.after(-YEARS);
    expect(b.state).toMatchObject({
      status: { is: 'due' },
      promisedAt: b.wall,
      deadlineAt: b.wall + minutes(30),
    });
  });
});
