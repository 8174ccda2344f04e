import { LANGUAGES, type PromptId } from '../../core/ids.ts';
import type { PromptText } from '../../host/prompt-texts.ts';
import { type Examined, examine, promptFiles } from '../../prompts/examine.ts';
import { SOUNDS } from '../context.ts';
import { print, table } from '../output.ts';
import { loadTexts, type PromptsOptions, rateText } from './catalogue.ts';

/** A file that can be played. */
function isThere({ problems }: Examined): boolean {
  return !problems.some(({ code }) => code.startsWith('SOUND_') && code !== 'SOUND_CUT_SHORT');
}

function describe(id: PromptId, prompt: PromptText, examined: readonly Examined[], shown: string) {
  const mine = examined.filter((each) => each.id === id);
  const one = mine.find(({ language }) => language === shown);
  return {
    id,
    clause: prompt.clause ?? null,
    languages: mine.filter(isThere).map(({ language }) => language),
    language: one?.words?.language ?? null,
    seconds: one?.measured?.seconds ?? null,
    charactersPerMinute: rateText(one?.measured),
    text: 'tone' in prompt ? prompt.tone : (one?.words?.text ?? ''),
  };
}

/** `sansheng prompts list`: every prompt, what it serves, how long and how fast it is, and what it says. */
export async function promptsList(options: PromptsOptions): Promise<void> {
  const texts = await loadTexts();
  const shown = options.lang ?? 'zh';
  const files = LANGUAGES.flatMap((language) => promptFiles(SOUNDS, texts, language));
  const examined: Examined[] = [];
  for (const file of files) examined.push(await examine(file, texts));
  const list = [...texts].map(([id, prompt]) => describe(id, prompt, examined, shown));
  const heading = ['id', 'clause', 'languages', 'seconds', 'rate', 'text'];
  print(options.json, list, () =>
    table(
      heading,
      list.map((p) => [
        p.id,
        p.clause ?? '',
        p.languages.join(' '),
        p.seconds?.toFixed(2) ?? '',
        p.charactersPerMinute,
        p.text,
      ]),
    ),
  );
}
