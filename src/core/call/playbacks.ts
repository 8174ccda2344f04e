import type { PlaybackId } from '../ids.ts';
import type { InputOf } from './input.ts';
import type { Phase, Playing } from './phase.ts';
import type { CallState } from './state.ts';

/** The playbacks whose end the call waits for. */
export function playbacksOf(call: CallState): PlaybackId[] {
  return playingIn(call).map(({ id }) => id);
}

function playingIn({ phase }: CallState): Playing[] {
  const playing = [
    'playing' in phase ? phase.playing : null,
    'saying' in phase ? phase.saying : null,
    'ringback' in phase ? phase.ringback : null,
    'wait' in phase ? phase.wait?.playing : null,
    'question' in phase ? phase.question?.playing : null,
    phase.is === 'enteringNumber' ? phase.entry.playing : null,
    phase.is === 'surveying' ? phase.survey.playing : null,
  ];
  return playing.flatMap((p) => p ?? []);
}

/** So many stopped playbacks are remembered: those before them have long ended by themselves. */
const MOST_STOPPING = 4;

/** The call once it has told Asterisk to stop this playback. */
export function withStopping(call: CallState, id: PlaybackId): CallState {
  return { ...call, stopping: [...(call.stopping ?? []), id].slice(-MOST_STOPPING) };
}

/** The call once this playback has ended. */
export function withoutStopping({ stopping, ...call }: CallState, id: PlaybackId): CallState {
  const left = (stopping ?? []).filter((one) => one !== id);
  return left.length > 0 ? { ...call, stopping: left } : call;
}

/** The playbacks that this call no longer waits for, because their end is long overdue. One of them may have begun late, and would
 * still play: Asterisk moves no leg before its prompt is over. */
export function overdueSince(before: CallState, call: CallState, mono: number): PlaybackId[] {
  const left = playbacksOf(call);
  return playingIn(before).flatMap(({ id, byMono }) => (mono >= byMono && !left.includes(id) ? id : []));
}

/** The phase once Asterisk has reported the beginning of this playback. Only for those whose verdict comes at the end. */
export function withStarted(phase: Phase, id: PlaybackId): Phase {
  if (phase.is === 'surveying') {
    const { playing } = phase.survey;
    return isOf(playing, id) ? { ...phase, survey: { ...phase.survey, playing: started(playing) } } : phase;
  }
  if ('wait' in phase && phase.wait && isOf(phase.wait.playing, id))
    return { ...phase, wait: { ...phase.wait, playing: started(phase.wait.playing) } };
  if ('saying' in phase && isOf(phase.saying, id)) return { ...phase, saying: started(phase.saying) };
  if ('playing' in phase && isOf(phase.playing, id)) return { ...phase, playing: started(phase.playing) };
  return phase;
}

function isOf<P extends Playing>(playing: P | null, id: PlaybackId): playing is P {
  return playing?.id === id;
}

function started<P extends Playing>(playing: P): P {
  return { ...playing, started: true };
}

/** Whether a playback that is over was heard in full. Null if nobody knows: its beginning was never reported, and its end was
 * not seen either. `end`: null if no end was reported in time. */
export function wasHeard(playing: Playing, end: InputOf<'playEnded'> | null): boolean | null {
  if (end && end.outcome !== 'done') return false;
  const seen = playing.started === true || (end !== null && !end.unseen);
  return seen ? playing.whole : null;
}
