import type { Language, PlaybackId, PromptId } from '../../core/ids.ts';

/** One prompt of a playback while it sounds. */
export interface PromptSound {
  readonly playback: PlaybackId;
  readonly prompt: PromptId;
  readonly language: Language;
  /** Place in the playback's list. */
  readonly index: number;
  readonly durationMs: number;
  /** Asterisk's own, in the music. */
  readonly inMusic?: true;
}

/** How long a prompt lasts in ms; undefined where there is no such file. */
export type Durations = (prompt: PromptId, language: Language) => number | undefined;

/** What a party hears at one moment; several at once where a prompt is mixed into a bridge. */
export type HeardSound = 'music' | 'ringing' | { readonly party: string } | PromptSound;

/** One packet of audio; nobody notices a shorter gap. */
const PACKET_MS = 20;

/** `cut`: less than the whole prompt was heard. */
export interface HeardPrompt {
  readonly prompt: PromptId;
  readonly language: Language;
  readonly cut: boolean;
  /** Asterisk's own, in the music. */
  readonly inMusic?: true;
}

export type HeardWhat = 'music' | 'ringing' | 'silence' | HeardPrompt | { readonly party: string };

/** What a party heard, from when to when (monotonic ms). */
export interface Heard {
  readonly from: number;
  readonly to: number;
  readonly what: HeardWhat;
}

interface OpenSound {
  readonly from: number;
  readonly sound: HeardSound | 'silence';
}

/** Everything that one leg hears, as intervals. */
export class Track {
  #past: Heard[] = [];
  #open = new Map<string, OpenSound>();
  #ended = false;

  /** Sets what is heard from `at` on. */
  set(sounds: readonly HeardSound[], at: number): void {
    if (this.#ended) return;
    const wanted = new Map<string, HeardSound | 'silence'>(sounds.map((sound) => [keyOf(sound), sound]));
    if (wanted.size === 0) wanted.set('silence', 'silence');
    for (const [key, open] of this.#open) {
      if (wanted.has(key)) continue;
      this.#open.delete(key);
      if (at > open.from) this.#past.push(heard(open, at, true));
    }
    for (const [key, sound] of wanted) {
      if (!this.#open.has(key)) this.#open.set(key, { from: at, sound });
    }
  }

  /** Nothing is recorded after this. */
  end(at: number): void {
    if (this.#ended) return;
    this.#past = this.heard(at, true);
    this.#open.clear();
    this.#ended = true;
  }

  /** All intervals in the order in which they began; what is still sounding ends `now`, and counts as cut only where
   * `over`. */
  heard(now: number, over = false): Heard[] {
    const open = [...this.#open.values()].filter((one) => now > one.from);
    return [...this.#past, ...open.map((one) => heard(one, now, over))].sort((a, b) => a.from - b.from);
  }
}

function heard(open: OpenSound, to: number, over: boolean): Heard {
  const { from, sound } = open;
  if (typeof sound === 'string' || 'party' in sound) return { from, to, what: sound };
  const cut = over && to - from < sound.durationMs - PACKET_MS;
  const { prompt, language, inMusic } = sound;
  return { from, to, what: { prompt, language, cut, ...(inMusic && { inMusic }) } };
}

function keyOf(sound: HeardSound): string {
  if (typeof sound === 'string') return sound;
  return 'party' in sound ? `party ${sound.party}` : `prompt ${sound.playback} ${sound.index}`;
}
