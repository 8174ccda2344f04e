import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

/** An environment variable: a folder. What sites of tests have written, logs and stores, is copied into it before it is removed. */
const KEPT = 'SANSHENG_KEEP_TEST_SITES';

/** A folder for what a test's site writes, `sansheng-<what>-…`, and how it is removed. */
export async function testFolder(what: string): Promise<{ dir: string; remove: () => Promise<void> }> {
  const dir = await mkdtemp(join(tmpdir(), `sansheng-${what}-`));
  const remove = async () => {
    const kept = process.env[KEPT];
    if (kept) await cp(dir, join(kept, basename(dir)), { recursive: true, filter: isReadable });
    await rm(dir, { recursive: true, force: true });
  };
  return { dir, remove };
}

/** Asterisk's socket for its console cannot be copied. */
function isReadable(path: string): boolean {
  return !path.endsWith('.ctl') && !path.endsWith('.sock');
}
