import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { openStore } from '../../src/store/open.ts';

it('a path and a file: URL name the same store, and every part of it', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'sansheng-open 为-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  const file = join(dir, 's.db');
  const { engine } = openStore(file);
  const { beside } = openStore(pathToFileURL(file).href);
  const parts = [await engine.store(), await engine.apiStore(), await engine.outbox()];
  const others = [
    await beside.queries(),
    await beside.auditLog(),
    await beside.apiStore(),
    await beside.outbox(),
  ];
  for (const part of [...others, ...parts.toReversed()]) await part.close();
});

it('another kind of address is refused', () => {
  expect(() => openStore('postgres://localhost/sansheng')).toThrow(
    expect.objectContaining({
      code: 'STORE_ADDRESS_UNKNOWN',
      cause: 'no store can be opened at a postgres: address',
      cure: 'Give the path of a file, or a file: URL.',
    }),
  );
});
