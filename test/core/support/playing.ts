import type { Phase } from '../../../src/core/call/phase.ts';
import type { PlaybackId } from '../../../src/core/ids.ts';

export function playingIn(phase: Phase): PlaybackId[] {
  const playing = [
    'playing' in phase ? phase.playing?.id : null,
    phase.is === 'greeting' ? phase.agentPlayback : null,
    'saying' in phase ? phase.saying?.id : null,
    'ringback' in phase ? phase.ringback?.id : null,
    'entry' in phase ? phase.entry.playing?.id : null,
    'survey' in phase ? phase.survey.playing?.id : null,
    'question' in phase ? phase.question?.playing?.id : null,
    'wait' in phase ? phase.wait?.playing?.id : null,
  ];
  return playing.filter((id) => id !== null && id !== undefined);
}
