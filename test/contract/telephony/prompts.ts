import { expect, test } from 'vitest';
import type { Stage } from './stage.ts';

export function prompts(stage: () => Stage): void {
  test('a prompt is played to its end', async () => {
    const { leg } = await stage().answered();
    const playback = await stage().play({ leg }, 'first');
    expect(await stage().outcome(playback)).toBe('done');
    expect(stage().place('playStarted', playback)).toBeGreaterThanOrEqual(0);
  });

  test('several prompts are one playback', async () => {
    const { leg } = await stage().answered();
    const playback = await stage().play({ leg }, 'first', 'second');
    expect(await stage().outcome(playback)).toBe('done');
  });

  test('a playback is there while it plays', async () => {
    const { leg } = await stage().answered();
    const playback = await stage().playing({ leg }, 'first');
    const ask = { playbacks: [playback, stage().id('never')] };
    expect((await stage().world.telephony.snapshot(ask)).playbacks).toEqual([playback]);
  });

  test('a playback is stopped', async () => {
    const { leg } = await stage().answered();
    const playback = await stage().playing({ leg }, 'first', 'second');
    await stage().do({ do: 'stopPlay', playback });
    expect(await stage().outcome(playback)).toBe('stopped');
  });

  test('a prompt that is missing fails', async () => {
    const { leg } = await stage().answered();
    expect(await stage().outcome(await stage().play({ leg }, 'missing'))).toBe('failed');
  });

  test('a prompt that is missing in a list is passed over', async () => {
    const { leg } = await stage().answered();
    expect(await stage().outcome(await stage().play({ leg }, 'missing', 'first'))).toBe('done');
  });

  test('what is ordered during a prompt is played after it', async () => {
    const { leg } = await stage().answered();
    const first = await stage().playing({ leg }, 'first');
    const second = await stage().play({ leg }, 'second');
    expect(await stage().outcome(second)).toBe('done');
    expect(stage().place('playStarted', second)).toBeGreaterThan(stage().place('playEnded', first));
  });

  test('what has its turn still to come is stopped', async () => {
    const { leg } = await stage().answered();
    const first = await stage().playing({ leg }, 'first');
    const second = await stage().play({ leg }, 'second');
    await stage().do({ do: 'stopPlay', playback: second });
    expect(await stage().outcome(second)).toBe('stopped');
    expect(await stage().outcome(first)).toBe('done');
    expect(stage().place('playStarted', second)).toBe(-1);
  });

  test('a caller who waits hears a prompt, and still waits', async () => {
    const { leg } = await stage().waiting();
    expect(await stage().outcome(await stage().play({ leg }, 'first'))).toBe('done');
    expect(await stage().outcome(await stage().play({ leg }, 'second'))).toBe('done');
    const { legs } = await stage().world.telephony.snapshot({ playbacks: [] });
    expect(legs).toEqual([{ leg, answered: true }]);
  });

  test('a key during a prompt is told at once', async () => {
    const { party, leg } = await stage().waiting();
    const playback = await stage().playing({ leg }, 'first', 'second');
    await party.press('1');
    await stage().world.seen('digit');
    expect(stage().place('playEnded', playback)).toBe(-1);
  });

  test('the caller hangs up during a prompt: it was stopped, before the leg ended', async () => {
    const { party, leg } = await stage().waiting();
    const playback = await stage().playing({ leg }, 'first', 'second');
    const next = await stage().play({ leg }, 'first');
    await party.hangUp();
    expect(await stage().end(leg)).toMatchObject({ how: 'hungUp' });
    expect(await stage().outcome(playback)).toBe('stopped');
    expect(await stage().outcome(next)).toBe('stopped');
    expect(stage().place('playEnded', playback)).toBeLessThan(stage().place('legEnded', leg));
    expect(stage().place('playEnded', next)).toBeLessThan(stage().place('legEnded', leg));
  });

  test('the engine hangs up during a prompt: it was stopped', async () => {
    const { leg } = await stage().answered();
    const playback = await stage().playing({ leg }, 'first');
    await stage().do({ do: 'hangUp', leg, reason: 'normal' });
    expect(await stage().end(leg)).toMatchObject({ how: 'ended' });
    expect(await stage().outcome(playback)).toBe('stopped');
  });

  test('an id that is in use is refused, and what has it plays on', async () => {
    const { leg } = await stage().answered();
    const playback = await stage().playing({ leg }, 'first');
    const again = stage().world.telephony.perform({
      do: 'play',
      playback,
      on: { leg },
      prompts: ['second'],
      language: 'zh',
    });
    await expect(again).rejects.toMatchObject({ code: 'REFUSED' });
    expect(await stage().outcome(playback)).toBe('done');
  });
}
