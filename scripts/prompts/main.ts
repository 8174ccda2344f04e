// Makes the prompts that are missing, or whose text has changed, from sounds/prompts.yaml: `npm run prompts`. Recordings of
// one's own are kept; `npm run prompts -- --force` makes every prompt anew. The same texts give the same bytes.

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { parsePromptTexts } from '../../src/host/prompt-texts.ts';
import { encodeWav } from '../../src/host/wav.ts';
import { putAside, readIfThere, writeWhole } from '../../src/prompts/files.ts';
import { systemCode } from '../../src/util/errors.ts';
import { speakCantonese } from './cantonese.ts';
import { speakEnglish } from './english.ts';
import { makePrompts, type Speaker } from './make.ts';
import { speakMandarin } from './mandarin.ts';
import { makeHoldMusic } from './music.ts';
import { openVoiceTools, type VoiceTools } from './tools.ts';

const SOUNDS = join(import.meta.dirname, '../../sounds');

/** Speaks with voices that are fetched when the first of them is needed. */
function openSpeaker(): { speaker: Speaker; close(): Promise<void> } {
  let opened: Promise<VoiceTools> | undefined;
  return {
    async speaker({ text, language }, rate) {
      opened ??= openVoiceTools((line) => console.log(line));
      const tools = await opened;
      if (language === 'zh') return await speakMandarin(text, rate, tools.syllable);
      if (language === 'yue') return await speakCantonese(text, rate, tools.espeak);
      return await speakEnglish(text, tools.flite);
    },
    close: async () => await (await opened)?.close(),
  };
}

async function filesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return [];
    throw error;
  }
}

/** Makes the music where there is none. Asterisk plays whatever lies in its folder: other music is somebody's own choice. */
async function makeMusic(force: boolean): Promise<void> {
  const folder = join(SOUNDS, 'music');
  const file = join(folder, 'hold.wav');
  const files = await filesIn(folder);
  const bytes = encodeWav(makeHoldMusic());
  if ((await readIfThere(file))?.equals(bytes)) return;
  if (files.length > 0 && !force)
    return console.log(`kept, your own music: ${files.join(', ')} in ${folder}`);
  if (files.includes('hold.wav')) await putAside(SOUNDS, file);
  await writeWhole(file, bytes);
}

async function main(force: boolean): Promise<void> {
  const texts = parsePromptTexts(await readFile(join(SOUNDS, 'prompts.yaml'), 'utf8'));
  const { speaker, close } = openSpeaker();
  try {
    const { made, unchanged, own } = await makePrompts(SOUNDS, texts, { force, speaker });
    for (const file of own) console.log(`kept, your own recording: ${file}`);
    if (own.length > 0) console.log('`npm run prompts -- --force` makes these anew, too');
    console.log(`${made} prompts made, ${unchanged} as they should be, ${own.length} your own`);
  } finally {
    await close();
  }
  await makeMusic(force);
}

const { values } = parseArgs({ options: { force: { type: 'boolean', default: false } } });
await main(values.force);
