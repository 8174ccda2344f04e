import { cut } from './dsp.ts';
import { capPauses, measure, toSpeechLevel } from './level.ts';
import type { Sound } from './wav.ts';

const DIGITS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];

/** The name of the company as an English voice has to see it to say it. */
const RESPELLED: [written: RegExp, spoken: string][] = [[/Sansheng/g, 'Sahn shung']];

/** The voice takes half a second at a comma. */
const LONGEST_PAUSE_MS = 160;

/** Speaks English at the voice's own pace, without the silence around it. */
export async function speakEnglish(text: string, speak: (text: string) => Promise<Sound>): Promise<Sound> {
  const digits = text.replace(/\d/g, (digit) => DIGITS[Number(digit)] ?? digit);
  const spelled = RESPELLED.reduce((spoken, [written, instead]) => spoken.replace(written, instead), digits);
  const sound = toSpeechLevel(await speak(spelled));
  const { start, end } = measure(sound);
  return capPauses(cut(sound, start, end), LONGEST_PAUSE_MS);
}
