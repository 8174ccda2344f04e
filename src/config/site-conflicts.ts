import type { Standard } from '../core/standard/standard.ts';
import type { ConfigProblem } from './problem.ts';
import type { Site } from './site.ts';
import { type PromptLengths, seconds, speakingOf } from './standards/conflicts.ts';
import { trunkPath } from './trunks-schema.ts';
import { problemAt } from './yaml/check.ts';
import type { YamlFile } from './yaml/read.ts';

/** What a line's standard asks for and the trunk does not leave the time for. hear.silent: the leg of a caller who sends no packet at
 * all is ended by `rtp_timeout_seconds`, so the steps must be over before that.
 * @param lengths null where they are not known: then the phrases are taken to need no time */
export function conflictsWithTrunk(
  { lines, trunks }: Site,
  yaml: YamlFile,
  standards: ReadonlyMap<string, Standard>,
  lengths: PromptLengths | null,
): ConfigProblem[] {
  const limits = trunks.map(({ rtpTimeoutSeconds }) => rtpTimeoutSeconds * 1000);
  const limitMs = Math.min(...limits);
  const at = trunkPath(yaml, limits.indexOf(limitMs));
  const used = [...new Set(lines.map(({ standard }) => standard))];
  return used.flatMap((name) => {
    const needMs = silentMs(standards.get(name), lengths);
    if (needMs < limitMs) return [];
    const cause = `the steps of hear.silent of ${name} take ${seconds(needMs)}, and a caller who sends nothing is cut off after ${seconds(limitMs)}`;
    const cure = `Take more than ${Math.ceil(needMs / 1000)}, or shorter waits in ${name}.`;
    return [problemAt(yaml, [...at, 'rtp_timeout_seconds'], { code: 'CLAUSES_CONFLICT', cause, cure })];
  });
}

/** From the beginning of the talk to the end of the script. */
function silentMs(standard: Standard | undefined, lengths: PromptLengths | null): number {
  const silent = standard?.clauses['hear.silent'];
  if (!silent) return 0;
  const { afterMs, steps, pauseMs, endAfterMs } = silent;
  const said = speakingOf(lengths)(...steps);
  return afterMs + said.ms + pauseMs * (steps.length - 1) + (endAfterMs ?? 0);
}
