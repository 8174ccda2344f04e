import { expect, test } from 'vitest';
import type { ContractFixture } from './contract-fixture.ts';

export function prompts(fixture: () => ContractFixture): void {
  test('a prompt is played to its end', async () => {
    const { leg } = await fixture().answered();
    const playback = await fixture().play({ leg }, 'first');
    expect(await fixture().outcome(playback)).toBe('done');
    expect(fixture().place('playStarted', playback)).toBeGreaterThanOrEqual(0);
  });

  test('several prompts are one playback', async () => {
    const { leg } = await fixture().answered();
    const playback = await fixture().play({ leg }, 'first', 'second');
    expect(await fixture().outcome(playback)).toBe('done');
  });

  test('a playback is there while it plays', async () => {
    const { leg } = await fixture().answered();
    const playback = await fixture().playing({ leg }, 'first');
    const ask = { playbacks: [playback, fixture().id('never')] };
    expect((await fixture().harness.telephony.snapshot(ask)).playbacks).toEqual([playback]);
  });

  test('a playback is stopped', async () => {
    const { leg } = await fixture().answered();
    const playback = await fixture().playing({ leg }, 'first', 'second');
    await fixture().do({ do: 'stopPlay', playback });
    expect(await fixture().outcome(playback)).toBe('stopped');
  });

  test('a prompt that is missing fails', async () => {
    const { leg } = await fixture().answered();
    expect(await fixture().outcome(await fixture().play({ leg }, 'missing'))).toBe('failed');
  });

  test('a prompt that is missing in a list is passed over', async () => {
    const { leg } = await fixture().answered();
    expect(await fixture().outcome(await fixture().play({ leg }, 'missing', 'first'))).toBe('done');
  });

  test('what is ordered during a prompt is played after it', async () => {
    const { leg } = await fixture().answered();
    const first = await fixture().playing({ leg }, 'first');
    const second = await fixture().play({ leg }, 'second');
    expect(await fixture().outcome(second)).toBe('done');
    expect(fixture().place('playStarted', second)).toBeGreaterThan(fixture().place('playEnded', first));
  });

  test('what has its turn still to come is stopped', async () => {
    const { leg } = await fixture().answered();
    const first = await fixture().playing({ leg }, 'first');
    const second = await fixture().play({ leg }, 'second');
    await fixture().do({ do: 'stopPlay', playback: second });
    expect(await fixture().outcome(second)).toBe('stopped');
    expect(await fixture().outcome(first)).toBe('done');
    expect(fixture().place('playStarted', second)).toBe(-1);
  });

  test('a caller who waits hears a prompt, and still waits', async () => {
    const { leg } = await fixture().waiting();
    expect(await fixture().outcome(await fixture().play({ leg }, 'first'))).toBe('done');
    expect(await fixture().outcome(await fixture().play({ leg }, 'second'))).toBe('done');
    const { legs } = await fixture().harness.telephony.snapshot({ playbacks: [] });
    expect(legs).toMatchObject([{ leg, answered: true }]);
  });

  test('a key during a prompt is told at once', async () => {
    const { party, leg } = await fixture().waiting();
    const playback = await fixture().playing({ leg }, 'first', 'second');
    await party.press('1');
    await fixture().harness.seen('digit');
    expect(fixture().place('playEnded', playback)).toBe(-1);
  });

  test('the caller hangs up during a prompt: it was stopped, before the leg ended', async () => {
    const { party, leg } = await fixture().waiting();
    const playback = await fixture().playing({ leg }, 'first', 'second');
    const next = await fixture().play({ leg }, 'first');
    await party.hangUp();
    expect(await fixture().end(leg)).toMatchObject({ how: 'hungUp' });
    expect(await fixture().outcome(playback)).toBe('stopped');
    expect(await fixture().outcome(next)).toBe('stopped');
    expect(fixture().place('playEnded', playback)).toBeLessThan(fixture().place('legEnded', leg));
    expect(fixture().place('playEnded', next)).toBeLessThan(fixture().place('legEnded', leg));
  });

  test('the engine hangs up during a prompt: it was stopped', async () => {
    const { leg } = await fixture().answered();
    const playback = await fixture().playing({ leg }, 'first');
    await fixture().do({ do: 'hangUp', leg, reason: 'normal' });
    expect(await fixture().end(leg)).toMatchObject({ how: 'ended' });
    expect(await fixture().outcome(playback)).toBe('stopped');
  });

  test('an id that is in use is refused, and what has it plays on', async () => {
    const { leg } = await fixture().answered();
    const playback = await fixture().playing({ leg }, 'first');
    const again = fixture().harness.telephony.perform({
      do: 'play',
      playback,
      on: { leg },
      prompts: ['second'],
      language: 'zh',
    });
    await expect(again).rejects.toMatchObject({ code: 'REFUSED' });
    expect(await fixture().outcome(playback)).toBe('done');
  });
}
