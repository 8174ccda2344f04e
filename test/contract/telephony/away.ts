import { expect, test } from 'vitest';
import type { ContractFixture } from './contract-fixture.ts';

/** What callers leave with Asterisk alone; the dialplan's part in it is tested where there is one. */
export function away(fixture: () => ContractFixture): void {
  const entries = async () =>
    (await fixture().harness.away.awayEntries()).toSorted((a, b) => (a.key < b.key ? -1 : 1));

  test('nothing is there at first, and to remove nothing is no error', async () => {
    expect(await entries()).toEqual([]);
    await fixture().harness.away.removeAway('never.1');
  });

  test('what was kept is told as it is, until it is removed', async () => {
    const { harness } = fixture();
    await harness.keepAway('one.1', '4008001234|13800138000|13800138000|1700000000');
    await harness.keepAway('two.2', `中文 "quoted" 'x' ; | \\ end`);
    expect(await entries()).toEqual([
      { key: 'one.1', text: '4008001234|13800138000|13800138000|1700000000' },
      { key: 'two.2', text: `中文 "quoted" 'x' ; | \\ end` },
    ]);
    await harness.away.removeAway('one.1');
    expect((await entries()).map(({ key }) => key)).toEqual(['two.2']);
    await harness.away.removeAway('one.1');
    await harness.away.removeAway('two.2');
    expect(await entries()).toEqual([]);
  });

  test('what would break the protocol is there, without a text and a key', async () => {
    const { harness } = fixture();
    await harness.keepAway('bad.1', 'x\r\nEvent: DeviceStateChange\r\n\r\nEvent: Other');
    await harness.keepAway('good.2', 'y');
    expect(await entries()).toEqual([
      { key: '', text: '' },
      { key: 'good.2', text: 'y' },
    ]);
    await harness.away.removeAway('bad.1');
    await harness.away.removeAway('good.2');
    expect(await entries()).toEqual([]);
  });

  test.each(['', 'a/b', 'a)b', 'a,b', '$'.concat('{SHELL(x)}'), 'x'.repeat(200), 'a\r\nb'])(
    'a key that is none of the dialplan is refused: %j',
    async (key) => {
      await expect(fixture().harness.away.removeAway(key)).rejects.toMatchObject({ code: 'REFUSED' });
    },
  );
}
