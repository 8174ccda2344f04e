import type { PromptId } from '../ids.ts';
import type { AgentLeg } from './phase.ts';
import { addEvent, type StepDraft } from './step-draft.ts';

/** The prompts for callers of a recorded line. */
const RECORDING_NOTICE: PromptId = 'recording.notice';

/** quality.check: a caller whose call may be recorded hears this, once, with the first greeting. If that cannot play, the
 * engine records nothing. `after`: a called customer first hears who calls. */
export function withRecordingNotice(
  d: StepDraft,
  greeting: readonly PromptId[],
  after = false,
): readonly PromptId[] {
  const { recording, language } = d.call;
  if (!recording?.notice) return greeting;
  const heard = d.rules.lengthOf([RECORDING_NOTICE], language) > 0;
  d.call = { ...d.call, recording: { wanted: recording.wanted && heard, notice: false } };
  if (!heard) return greeting;
  return after ? [...greeting, RECORDING_NOTICE] : [RECORDING_NOTICE, ...greeting];
}

/** quality.check: records what agent and customer say to each other, from the moment that connects them until the agent's
 * leg ends. */
export function startRecording(d: StepDraft, { agent, leg }: AgentLeg): void {
  if (!d.call.recording?.wanted) return;
  const name = leg.replaceAll('.', '_');
  d.commands.push({ do: 'record', leg, name });
  addEvent(d, 'recorded', { agent }, { name });
}
