import type { Sound } from '../../src/host/wav.ts';
import { capPauses, cutToSpeech, toSpeechLevel } from '../../src/prompts/level.ts';

const DIGITS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];

/** The voice takes half a second at a comma. */
const LONGEST_PAUSE_MS = 160;

/** Speaks English at the voice's own pace, without the silence around it. */
export async function speakEnglish(text: string, speak: (text: string) => Promise<Sound>): Promise<Sound> {
  const spoken = text.replace(/\d/g, (digit) => DIGITS[Number(digit)] ?? digit);
  return capPauses(cutToSpeech(toSpeechLevel(await speak(spoken))), LONGEST_PAUSE_MS);
}
