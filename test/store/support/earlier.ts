import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { onTestFinished } from 'vitest';

/** A copy of the store that commit 6287909 wrote, for one test. Returns its path. */
export function storeOf6287909(): string {
  const dir = mkdtempSync(join(tmpdir(), 'sansheng-earlier-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const file = join(dir, 's.db');
  const packed = readFileSync(new URL('../store-6287909.db.gz', import.meta.url));
  writeFileSync(file, gunzipSync(packed));
  return file;
}
