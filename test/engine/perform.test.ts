import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Command } from '../../src/core/commands.ts';
import { TelephonyError } from '../../src/engine/ports.ts';
import { answer, bench, CONNECT, DIAL, fails, hangUp, PLAY, soon } from './support/performer-bench.ts';

describe('the performer', () => {
  it('keeps the order within a call, and lets nobody wait for another', async () => {
    let open: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const b = bench((command) => ('leg' in command && command.leg === 'slow' ? gate : undefined));
    b.performer.perform([
      { call: 'one', command: answer('slow') },
      { call: 'one', command: hangUp('behind') },
      { call: 'two', command: answer('quick') },
    ]);
    for (let n = 0; n < 3; n += 1) await setImmediate();
    expect(b.done).toEqual([answer('quick')]);
    expect(b.performer.isIdle).toBe(false);
    b.performer.perform([{ call: 'one', command: hangUp('last') }]);
    open();
    await b.performer.idle();
    expect(b.done).toEqual([answer('quick'), answer('slow'), hangUp('behind'), hangUp('last')]);
    expect(b.performer.isIdle).toBe(true);
  });

  it('a dial that was not carried out is a leg that has ended', async () => {
    const b = bench(fails('dial', 'TIMED_OUT'));
    b.performer.perform([{ call: 'c', command: DIAL }]);
    await b.performer.idle();
    expect(b.reports).toEqual([{ type: 'legEnded', leg: 'c-agent1', how: 'unreachable', cause: 0 }]);
  });

  it.each([
    ['REFUSED', 'failed'],
    ['TIMED_OUT', 'failed'],
    ['LEG_GONE', 'stopped'],
    ['NOT_FOUND', 'stopped'],
  ] as const)('a playback that was not accepted (%s) has %s', async (code, outcome) => {
    const b = bench(fails('play', code));
    b.performer.perform([{ call: 'c', command: PLAY }]);
    await b.performer.idle();
    expect(b.reports).toEqual([{ type: 'playEnded', playback: 'c-play1', outcome }]);
  });

  it('a playback that was ordered while there was no link is kept until somebody asks for it', async () => {
    const b = bench(fails('play', 'LINK_DOWN'));
    b.performer.perform([{ call: 'c', command: PLAY }]);
    await b.performer.idle();
    expect(b.reports).toEqual([]);
    const kept = new Map([['c-play1', { call: 'c', command: PLAY, orderedAt: 1000 }]]);
    expect(b.performer.unplayed.take(new Set(['other'])).size).toBe(0);
    expect(b.performer.unplayed.take()).toEqual(kept);
    expect(b.performer.unplayed.take().size).toBe(0);
  });

  it('a playback that got no answer in time is stopped: Asterisk may have begun it', async () => {
    const b = bench(fails('play', 'TIMED_OUT'));
    b.performer.perform([{ call: 'c', command: PLAY }]);
    await b.performer.idle();
    expect(b.done).toEqual([{ do: 'stopPlay', playback: 'c-play1' }]);
  });

  it('a playback that got no answer in time has failed at once: the party waits for no answer to its stop', async () => {
    const hangs = new Promise<void>(() => undefined);
    const b = bench((command) => {
      fails('play', 'TIMED_OUT')(command);
      return command.do === 'stopPlay' ? hangs : undefined;
    });
    b.performer.perform([
      { call: 'c', command: PLAY },
      { call: 'c', command: answer('a') },
    ]);
    for (let n = 0; n < 3; n += 1) await setImmediate();
    expect(b.reports).toEqual([{ type: 'playEnded', playback: 'c-play1', outcome: 'failed' }]);
    expect(b.done).toEqual([answer('a')]);
  });

  it('what never reached Asterisk is tried again at once, and is kept or no attempt after that', async () => {
    const b = bench(fails('play', 'UNREACHABLE'), { wakeAt: soon });
    b.performer.perform([{ call: 'c', command: PLAY }]);
    await b.performer.idle();
    expect(b.reports).toEqual([]);
    expect(b.performer.unplayed.take().size).toBe(1);
    const dial = bench(fails('dial', 'UNREACHABLE'));
    dial.performer.perform([{ call: 'c', command: DIAL }]);
    await dial.performer.idle();
    expect(dial.reports).toEqual([{ type: 'legEnded', leg: 'c-agent1', how: 'ended', cause: 0 }]);
  });

  it('is busy with a call as soon as something is ordered for it, until that is carried out or dropped', async () => {
    const b = bench(() => undefined);
    const commands = [{ call: 'c', command: PLAY }];
    b.performer.expect(commands);
    expect(b.performer.isBusy('c')).toBe(true);
    b.performer.perform(commands);
    await b.performer.idle();
    expect(b.performer.isBusy('c')).toBe(false);
    b.performer.expect(commands);
    b.performer.drop(commands, 'stopped');
    expect(b.performer.isBusy('c')).toBe(false);
  });

  it('what Asterisk refused once is tried again, but no dial', async () => {
    const refusedOnce = new Set<string>();
    const b = bench((command) => {
      if (refusedOnce.has(command.do)) return;
      refusedOnce.add(command.do);
      throw new TelephonyError('REFUSED', 'it did not work', 'try again');
    });
    b.performer.perform([PLAY, CONNECT, hangUp('a'), DIAL].map((command) => ({ call: 'c', command })));
    await b.performer.idle();
    expect(b.done).toEqual([PLAY, CONNECT, hangUp('a')]);
  });

  it('two who could not be connected: the agent’s leg is ended before anything that follows', async () => {
    const b = bench(fails('connect', 'TIMED_OUT'));
    b.performer.perform([
      { call: 'c', command: CONNECT },
      { call: 'c', command: answer('a') },
    ]);
    await b.performer.idle();
    expect(b.done).toEqual([hangUp('b'), answer('a')]);
    expect(b.reports).toEqual([]);
  });

  it.each(['answer', 'hangUp', 'stopPlay', 'endBridge', 'wait', 'leave'] as const)(
    '%s: nothing waits for it; it is in the log with its cause and cure',
    async (kind) => {
      const b = bench(fails(kind, 'REFUSED'));
      const command = { do: kind, leg: 'a', playback: 'p', bridge: 'b', reason: 'normal' } as Command;
      b.performer.perform([{ call: 'c', command }]);
      await b.performer.idle();
      expect(b.reports).toEqual([]);
      expect(b.lines.filter(({ level }) => level !== 'warn')).toMatchObject([
        { level: 'error', detail: { call: 'c', command: kind, code: 'REFUSED', cure: 'try again' } },
      ]);
    },
  );

  it('an answer is tried three times, before anything that follows', async () => {
    let tries = 0;
    const b = bench((command) => {
      if (command.do === 'answer' && ++tries < 3) throw new TelephonyError('TIMED_OUT', 'too slow', 'wait');
    });
    b.performer.perform([
      { call: 'c', command: answer('a') },
      { call: 'c', command: PLAY },
    ]);
    await b.performer.idle();
    expect(b.done).toEqual([answer('a'), PLAY]);
    expect(b.lines.map(({ level }) => level)).toEqual(['warn', 'warn']);
  });

  it.each(['LEG_GONE', 'LINK_DOWN'] as const)(
    'an answer is not tried again where the cause is %s',
    async (code) => {
      let tries = 0;
      const b = bench(() => {
        tries += 1;
        throw new TelephonyError(code, 'it did not work', 'wait');
      });
      b.performer.perform([{ call: 'c', command: answer('a') }]);
      await b.performer.idle();
      expect(tries).toBe(1);
    },
  );

  it('what has gone already is no error', async () => {
    const b = bench(fails('answer', 'LEG_GONE'));
    b.performer.perform([{ call: 'c', command: answer('a') }]);
    await b.performer.idle();
    expect(b.lines).toMatchObject([{ level: 'debug' }]);
  });
});
