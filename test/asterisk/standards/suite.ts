import { describe, expect, test } from 'vitest';
import type { Source } from '../../../src/core/standard/catalogue/clause.ts';
import { heardOn, isListened, judge } from './judge.ts';
import { leaveTranscripts } from './report.ts';
import { RULES } from './rules/index.ts';
import type { Played } from './stage.ts';
import { type Transcript, transcribe } from './transcript.ts';

/** Listens to each call once: it is work. */
async function listenToAll(file: string, calls: readonly Played[]): Promise<readonly Transcript[]> {
  const found: Transcript[] = [];
  for (const each of calls.flatMap(({ listened }) => listened)) found.push(await transcribe(each));
  leaveTranscripts(file, found);
  return found;
}

/** The tests of a file of the listening suite: every rule that is heard or measured in its calls.
 * @param file names the transcripts
 * @param lines whose rules are judged
 * @param names of the calls
 * @param played what came of them, when all are over */
export function listeningTests(
  file: string,
  lines: readonly Source[],
  names: ReadonlySet<string>,
  played: () => Promise<readonly Played[]>,
): () => Promise<readonly Transcript[]> {
  let transcribed: Promise<readonly Transcript[]> | undefined;
  const transcripts = () => {
    transcribed ??= played().then((calls) => listenToAll(file, calls));
    return transcribed;
  };
  const here = RULES.filter(({ source }) => lines.includes(source)).flatMap((rule) =>
    rule.shown.flatMap((shown) =>
      isListened(shown) && [...names].some((name) => name.replace(/\d$/, '') === shown.call)
        ? [{ rule, shown }]
        : [],
    ),
  );

  test('every call of the script was played to its end', async () => {
    const failures = (await played()).filter(({ failure }) => failure !== undefined);
    expect(failures.map(({ line, call, failure }) => `${line}, ${call}: ${failure}`)).toEqual([]);
  });

  describe.each(here)('$rule.source, $rule.clause: $rule.quote', ({ rule, shown }) => {
    test(`in the call ${shown.call}`, async () => {
      const judged = judge(shown, heardOn(await transcripts(), rule));
      expect(judged.kept, judged.value).toBe(true);
    });
  });
  return transcripts;
}
