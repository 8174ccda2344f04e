import { expect, test } from 'vitest';
import type { Stage } from './stage.ts';

/** What callers leave with Asterisk alone; the dialplan's part in it is tested where there is one. */
export function away(stage: () => Stage): void {
  const entries = async () =>
    (await stage().world.away.awayEntries()).toSorted((a, b) => (a.key < b.key ? -1 : 1));

  test('nothing is there at first, and to remove nothing is no error', async () => {
    expect(await entries()).toEqual([]);
    await stage().world.away.removeAway('never.1');
  });

  test('what was kept is told as it is, until it is removed', async () => {
    const { world } = stage();
    await world.keepAway('one.1', '4008001234|13800138000|13800138000|1700000000');
    await world.keepAway('two.2', `中文 "quoted" 'x' ; | \\ end`);
    expect(await entries()).toEqual([
      { key: 'one.1', text: '4008001234|13800138000|13800138000|1700000000' },
      { key: 'two.2', text: `中文 "quoted" 'x' ; | \\ end` },
    ]);
    await world.away.removeAway('one.1');
    expect((await entries()).map(({ key }) => key)).toEqual(['two.2']);
    await world.away.removeAway('one.1');
    await world.away.removeAway('two.2');
    expect(await entries()).toEqual([]);
  });

  test('what would break the protocol is there, without a text and a key', async () => {
    const { world } = stage();
    await world.keepAway('bad.1', 'x\r\nEvent: DeviceStateChange\r\n\r\nEvent: Other');
    await world.keepAway('good.2', 'y');
    expect(await entries()).toEqual([
      { key: '', text: '' },
      { key: 'good.2', text: 'y' },
    ]);
    await world.away.removeAway('bad.1');
    await world.away.removeAway('good.2');
    expect(await entries()).toEqual([]);
  });

  test.each(['', 'a/b', 'a)b', 'a,b', '$'.concat('{SHELL(x)}'), 'x'.repeat(200), 'a\r\nb'])(
    'a key that is none of the dialplan is refused: %j',
    async (key) => {
      await expect(stage().world.away.removeAway(key)).rejects.toMatchObject({ code: 'REFUSED' });
    },
  );
}
