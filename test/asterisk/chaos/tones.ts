/** Nobody's prompt is a pure tone: what is heard is told from one 20 ms to the next. Hz. */
export const MUSIC_HZ = 800;
export const CALLER_HZ = 2600;
/** What a caller hears whose agent's phone rings after the answer. */
const RINGBACK_HZ = 450;
/** Agents' voices: no two that are near to each other. */
const FIRST_AGENT_HZ = 2900;
const AGENT_STEP_HZ = 100;
const AGENT_VOICES = 6;

export function agentHz(index: number): number {
  return FIRST_AGENT_HZ + AGENT_STEP_HZ * (index % AGENT_VOICES);
}

/** Every voice and the music, Hz. */
export const TONES: readonly number[] = [
  MUSIC_HZ,
  RINGBACK_HZ,
  CALLER_HZ,
  ...Array.from({ length: AGENT_VOICES }, (_, index) => agentHz(index)),
];
