// `npm run standards:kept`: runs the listening suite, and writes what was heard and measured as docs/standards-kept.md.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TRANSCRIPTS } from '../test/asterisk/standards/report.ts';
import type { Transcript } from '../test/asterisk/standards/transcript.ts';
import { standardsKeptPage } from './docs/standards-kept-page.ts';
import { ROOT, runTests } from './tests/run.ts';

const SUITE = 'test/asterisk/standards/';
const PAGE = join(ROOT, 'docs', 'standards-kept.md');

function transcriptsIn(dir: string): Transcript[] {
  return readdirSync(dir).flatMap(
    (file) => JSON.parse(readFileSync(join(dir, file), 'utf8')) as Transcript[],
  );
}

async function listen(): Promise<{ readonly status: number; readonly transcripts: Transcript[] }> {
  const dir = mkdtempSync(join(tmpdir(), 'sansheng-transcripts-'));
  process.env[TRANSCRIPTS] = dir;
  try {
    const calls = await runTests('listening');
    const waits = await runTests('long', { files: [SUITE] });
    return { status: calls.status || waits.status, transcripts: transcriptsIn(dir) };
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
const { status, transcripts } = await listen();
const on = new Date().toISOString().slice(0, 10);
writeFileSync(PAGE, standardsKeptPage({ on, version, transcripts }));
console.log(
  `docs/standards-kept.md: written${status === 0 ? '' : ', and tests of the listening suite fail'}`,
);
process.exitCode = status;
