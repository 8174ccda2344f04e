import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Ear, findPrompts, readSpeech } from '../../sipkit/index.ts';
import { SOUNDS } from '../context.ts';

/** Every Chinese prompt by its name, as samples. */
async function prompts(): Promise<Record<string, Int16Array>> {
  const dir = join(SOUNDS, 'zh');
  const files = (await readdir(dir)).filter((file) => file.endsWith('.wav') && !file.startsWith('tone.'));
  const entries = files.map(async (file) => [file.slice(0, -4), await readSpeech(join(dir, file))] as const);
  return Object.fromEntries(await Promise.all(entries));
}

/** What a party heard, judged from the RTP that it got: `12.3 hold.reminder`, digits left out. */
export async function heardBy(ear: Ear): Promise<string[]> {
  const heard = ear.heard();
  return findPrompts(heard, await prompts())
    .filter(({ name }) => !name.startsWith('digit.'))
    .map(({ name, orElse, from, whole }) => {
      const seconds = ((from - heard.startAt) / 1000).toFixed(1).padStart(6);
      // some say the same, and sound the same
      return `${seconds} s  ${[name, ...orElse].join(' or ')}${whole ? '' : ' (cut)'}`;
    });
}
