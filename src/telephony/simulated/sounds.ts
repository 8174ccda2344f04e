import type { Bridge, SimulatedLeg } from './legs.ts';
import type { HeardSound, PromptSound } from './track.ts';

/** What Asterisk sends to this leg: a prompt on the leg itself comes before everything else, and a held phone gets nothing. */
export function soundsOf(leg: SimulatedLeg): HeardSound[] {
  if (leg.held) return [];
  const prompt = soundingOn(leg);
  if (prompt !== null) return [prompt];
  if (!leg.answered) return leg.ringing ? ['ringing'] : [];
  if (leg.place === 'wait') return [leg.reassuring ?? 'music'];
  return typeof leg.place === 'string' ? [] : soundsInBridge(leg, leg.place);
}

/** The other's hold gives music; a leg that a prompt is played to is not heard meanwhile; a prompt to the bridge is heard
 * along with the others. */
function soundsInBridge(leg: SimulatedLeg, bridge: Bridge): HeardSound[] {
  const sounds: HeardSound[] = [];
  const prompt = soundingOn(bridge);
  if (prompt !== null) sounds.push(prompt);
  for (const other of bridge.legs) {
    if (other === leg || !other.answered) continue;
    if (!other.held && !other.mute && soundingOn(other) === null) sounds.push({ party: other.party });
    if (other.held && prompt === null && !bridge.musicLost) sounds.push(leg.reassuring ?? 'music');
  }
  return sounds;
}

/** Notes the beginning and the end of a prompt that parts two who would else hear each other. */
export function noteSpokenOver(leg: SimulatedLeg, at: number): void {
  const prompt = talksWith(leg) ? (soundingOn(leg)?.prompt ?? null) : null;
  const open = leg.spokenOver.at(-1);
  const isOpen = open?.to === Number.POSITIVE_INFINITY;
  if (isOpen && open.prompt === prompt) return;
  if (isOpen) open.to = at;
  if (prompt !== null) leg.spokenOver.push({ prompt, from: at, to: Number.POSITIVE_INFINITY });
}

function talksWith(leg: SimulatedLeg): boolean {
  if (typeof leg.place === 'string' || leg.held || !leg.answered || leg.gone) return false;
  return [...leg.place.legs].some((other) => other !== leg && other.answered && !other.held && !other.mute);
}

export function soundingOn(target: SimulatedLeg | Bridge): PromptSound | null {
  return target.playbacks[0]?.sounding ?? null;
}
