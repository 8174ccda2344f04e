import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Transcript } from './transcript.ts';

/** The folder in which the transcripts are left for `npm run standards:kept`. */
export const TRANSCRIPTS = 'SANSHENG_TRANSCRIPTS';

/** Leaves the transcripts of a test file for the page, where somebody asks for it. */
export function leaveTranscripts(file: string, transcripts: readonly Transcript[]): void {
  const dir = process.env[TRANSCRIPTS];
  if (dir) writeFileSync(join(dir, `${file}.json`), JSON.stringify(transcripts));
}
