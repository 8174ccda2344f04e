import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { TestSite } from './support/site.ts';

it('sansheng check finds nothing wrong with a site that has no store yet, and names a store that was emptied', async () => {
  await using site = await TestSite.open();
  // whoever runs the tests may have standards of their own, which have warnings
  expect(await site.sansheng('check')).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(/^no problems\n/),
  });
  mkdirSync(site.dir, { recursive: true });
  writeFileSync(join(site.dir, 'sansheng.db'), '');
  const { status, stdout } = await site.sansheng('check', '--json');
  expect(status).toBe(2);
  expect(JSON.parse(stdout)).toMatchObject({ ok: false, store: { code: 'STORE_EMPTIED' } });
});
