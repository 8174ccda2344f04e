import { describe, expect, it } from 'vitest';
import type { Command } from '../../src/core/commands.ts';
import { answer, bench, DIAL, fails, hangUp, PLAY } from './support/performer-bench.ts';

const customerDial = (customer: string): Command => {
  return { do: 'dial', leg: 'c-customer1', to: { customer }, callerId: { number: '1' }, giveUpMs: 1 };
};

describe('the performer', () => {
  it('a playback that has begun is not stopped, though its order got no answer in time', async () => {
    const b = bench((command) => {
      b.performer.saw({ type: 'playStarted', playback: 'c-play1' });
      fails('play', 'TIMED_OUT')(command);
    });
    b.performer.perform([{ call: 'c', command: PLAY }]);
    await b.performer.idle();
    expect([b.done, b.reports]).toEqual([[], []]);
  });

  it('what has been superseded while Asterisk was slow is not carried out, and ends', async () => {
    let open: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const b = bench(async ({ do: what }) => (what === 'answer' ? gate : undefined));
    b.performer.perform([answer('a'), DIAL, PLAY].map((command) => ({ call: 'c', command })));
    const stop: Command = { do: 'stopPlay', playback: 'c-play1' };
    b.performer.perform([hangUp('c-agent1'), stop].map((command) => ({ call: 'c', command })));
    open();
    await b.performer.idle();
    expect(b.done.map(({ do: what }) => what)).toEqual(['answer', 'hangUp', 'stopPlay']);
    expect(b.reports).toEqual([
      { type: 'legEnded', leg: 'c-agent1', how: 'ended', cause: 0 },
      { type: 'playEnded', playback: 'c-play1', outcome: 'stopped' },
    ]);
  });

  it('a customer whom Asterisk refuses to dial has not been dialled', async () => {
    const b = bench(fails('dial', 'REFUSED'));
    b.performer.perform([{ call: 'c', command: customerDial('13800138000') }]);
    await b.performer.idle();
    expect(b.reports).toEqual([{ type: 'legEnded', leg: 'c-customer1', how: 'ended', cause: 0 }]);
  });

  it('a customer who is in a call already has not been dialled', async () => {
    const b = bench(() => undefined);
    b.performer.perform([{ call: 'c', command: customerDial('+8613900139000') }]);
    await b.performer.idle();
    expect(b.done).toEqual([]);
    expect(b.reports).toEqual([{ type: 'legEnded', leg: 'c-customer1', how: 'ended', cause: 0 }]);
  });

  it('a customer whose attempt is given up while Asterisk says who is in a call is not dialled', async () => {
    const b = bench(
      () => undefined,
      {},
      async () => {
        b.performer.perform([{ call: 'c', command: hangUp('c-customer1') }]);
        return [];
      },
    );
    b.performer.perform([{ call: 'c', command: customerDial('13700137000') }]);
    await b.performer.idle();
    expect(b.done).toEqual([hangUp('c-customer1')]);
    expect(b.reports).toEqual([{ type: 'legEnded', leg: 'c-customer1', how: 'ended', cause: 0 }]);
  });
});
