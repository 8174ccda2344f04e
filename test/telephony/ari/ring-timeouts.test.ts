import { describe, expect, it } from 'vitest';
import { type Log, TelephonyError } from '../../../src/engine/ports.ts';
import type { AriConnection } from '../../../src/telephony/ari/client.ts';
import { RingTimeouts } from '../../../src/telephony/ari/ring-timeouts.ts';

/** Asterisk, as far as ringing timeouts go: it takes what it is told in the order in which the test lets it. */
function world() {
  const asked: { readonly leg: string; readonly seconds: string; settle(error?: unknown): void }[] = [];
  const warnings: string[] = [];
  const quiet = () => undefined;
  const log: Log = {
    debug: quiet,
    info: quiet,
    error: quiet,
    warn: (message) => void warnings.push(message),
  };
  const connection = {
    request: (_: string, __: string, { channelId, value }: Record<string, string>) =>
      new Promise<void>((resolve, reject) => {
        const settle = (error?: unknown) => (error === undefined ? resolve() : reject(error));
        asked.push({ leg: channelId ?? '', seconds: value ?? '', settle });
      }),
  } as unknown as AriConnection;
  const timeouts = new RingTimeouts(log);
  const told = () => asked.map(({ leg, seconds }) => `${leg} ${seconds}`);
  return { asked, warnings, connection, timeouts, told };
}

const arrived = (leg: string) => ({ type: 'callArrived', leg, line: '4008001234', from: '' }) as const;
const turnOfLoop = () => new Promise((resolve) => setImmediate(resolve));

describe('the ringing timeouts of callers', () => {
  it('are renewed with each beat until the caller is answered, and then lifted', async () => {
    const { asked, connection, timeouts, told } = world();
    timeouts.take(arrived('a'), connection);
    void timeouts.renewAll(connection);
    asked[0]?.settle();
    await turnOfLoop();
    void timeouts.clear(connection, 'a');
    await turnOfLoop();
    asked[1]?.settle();
    await turnOfLoop();
    void timeouts.renewAll(connection);
    expect(told()).toEqual(['a 6', 'a 0']);
  });

  it('are lifted after a renewal that is under way, and nobody is answered before', async () => {
    const { asked, connection, timeouts, told } = world();
    timeouts.take(arrived('a'), connection);
    void timeouts.renewAll(connection);
    let lifted = false;
    void timeouts.clear(connection, 'a').then(() => {
      lifted = true;
    });
    await turnOfLoop();
    expect(told()).toEqual(['a 6']);
    asked[0]?.settle();
    await turnOfLoop();
    expect(told()).toEqual(['a 6', 'a 0']);
    expect(lifted).toBe(false);
    asked[1]?.settle();
    await turnOfLoop();
    expect(lifted).toBe(true);
  });

  it('are lifted at the second try, before anybody is told that they are', async () => {
    const { asked, connection, timeouts, told } = world();
    timeouts.take(arrived('a'), connection);
    let lifted = false;
    void timeouts.clear(connection, 'a').then(() => {
      lifted = true;
    });
    await turnOfLoop();
    asked[0]?.settle(new TelephonyError('REFUSED', 'busy', 'wait'));
    await turnOfLoop();
    expect(told()).toEqual(['a 0', 'a 0']);
    expect(lifted).toBe(false);
    asked[1]?.settle();
    await turnOfLoop();
    expect(lifted).toBe(true);
    void timeouts.renewAll(connection);
    expect(told()).toHaveLength(2);
  });

  it('are lifted as soon as Asterisk reports that the caller has been answered, and once', async () => {
    const { asked, connection, timeouts, told } = world();
    timeouts.take(arrived('a'), connection);
    timeouts.take({ type: 'legAnswered', leg: 'a' }, connection);
    await turnOfLoop();
    expect(told()).toEqual(['a 0']);
    void timeouts.clear(connection, 'a');
    await turnOfLoop();
    expect(told()).toEqual(['a 0']);
    asked[0]?.settle();
    await turnOfLoop();
    void timeouts.renewAll(connection);
    void timeouts.clear(connection, 'a');
    expect(told()).toEqual(['a 0']);
  });

  it('are lifted by the next beat where both tries have failed, and are no more where the caller has gone', async () => {
    const { asked, warnings, connection, timeouts, told } = world();
    for (const leg of ['a', 'b']) timeouts.take(arrived(leg), connection);
    void timeouts.clear(connection, 'a');
    for (const n of [0, 1]) {
      await turnOfLoop();
      asked[n]?.settle(new TelephonyError('TIMED_OUT', 'late', 'wait'));
    }
    await turnOfLoop();
    timeouts.take({ type: 'legEnded', leg: 'b', how: 'hungUp', cause: 127 }, connection);
    void timeouts.renewAll(connection);
    asked[2]?.settle(new TelephonyError('LEG_GONE', 'gone', 'nothing'));
    await turnOfLoop();
    expect(told()).toEqual(['a 0', 'a 0', 'a 0']);
    expect(warnings).toHaveLength(2);
  });

  it('of those whom a new link finds: answered ones are let go, legs that were dialled have none', () => {
    const { connection, timeouts, told } = world();
    timeouts.adopt([
      { leg: 'rings', dialled: false, toCustomer: false, rang: false, answered: false },
      { leg: 'waits', dialled: false, toCustomer: false, rang: false, answered: true },
      { leg: 'agent', dialled: true, toCustomer: false, rang: true, answered: false },
    ]);
    void timeouts.renewAll(connection);
    expect(told()).toEqual(['rings 6', 'waits 0']);
  });
});
