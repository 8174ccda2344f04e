import type { VirtualClock } from './clock.ts';
import type { SimulatedLeg } from './legs.ts';
import { soundsOf } from './sounds.ts';
import type { Durations } from './track.ts';

/** From the beginning of a piece of music to the reassurance after it, in ms. */
const PIECE_MS = 14_900;
const REASSURANCE = 'hold.reminder';

/** hold.reminder: the music in which Asterisk reassures whoever waits, for the time in which the engine is away. */
export class SimulatedWaitingMusic {
  readonly #clock: VirtualClock;
  readonly #durations: Durations;
  readonly #refresh: (leg: SimulatedLeg) => void;

  constructor(clock: VirtualClock, durations: Durations, refresh: (leg: SimulatedLeg) => void) {
    this.#clock = clock;
    this.#durations = durations;
    this.#refresh = refresh;
  }

  /** The music of the leg begins, if it hears any now: with a piece of music each time. */
  begin(leg: SimulatedLeg, count = 0): void {
    this.end(leg);
    if (leg.reassures === null) return;
    leg.endMusic = this.#clock.after(PIECE_MS, () => this.#reassure(leg, count));
  }

  /** The leg hears something else. */
  end(leg: SimulatedLeg): void {
    leg.endMusic();
    leg.reassuring = null;
  }

  #reassure(leg: SimulatedLeg, index: number): void {
    const language = leg.reassures;
    if (language === null || leg.gone || !soundsOf(leg).includes('music')) return;
    const durationMs = this.#durations(REASSURANCE, language);
    if (durationMs === undefined) return;
    const sound = { playback: `music-${leg.id}`, prompt: REASSURANCE, language, index, durationMs } as const;
    leg.reassuring = { ...sound, inMusic: true };
    this.#refresh(leg);
    leg.endMusic = this.#clock.after(durationMs, () => {
      this.begin(leg, index + 1);
      this.#refresh(leg);
    });
  }
}
