import type { VirtualClock } from './clock.ts';

/** From the first sound to its report, and how long silence lasts before it counts: as measured, in ms. */
const NOTICE_MS = 20;
const SILENCE_MS = 800;
/** One packet: the shortest sound there is. */
const PACKET_MS = 20;

type TalkEvent = { readonly type: 'talkStarted' } | { readonly type: 'talkEnded'; readonly afterMs: number };

/** Asterisk's TALK_DETECT on one leg: reports when the party begins to speak, and when it has been silent for a while. While no
 * sound arrives at all, not even silence, it reports nothing. */
export class TalkDetection {
  #listening = false;
  #arriving = false;
  #speaking = false;
  /** When the party began to speak; null while it counts as silent. */
  #since: number | null = null;
  /** When it last spoke. */
  #last = 0;
  /** How much silence has arrived since, and when the current silence began. */
  #silentMs = 0;
  #silentFrom = 0;
  #cancelEnd: () => void = () => undefined;
  readonly #clock: VirtualClock;
  readonly #report: (event: TalkEvent) => void;

  constructor(clock: VirtualClock, report: (event: TalkEvent) => void) {
    this.#clock = clock;
    this.#report = report;
  }

  get isListening(): boolean {
    return this.#listening;
  }

  /** From now on it reports; before it notices nothing. */
  listen(): void {
    if (this.#listening) return;
    this.#listening = true;
    this.#change(this.#arriving, this.#speaking);
  }

  /** From now on it reports nothing, nor the end of what is being said. */
  ignore(): void {
    this.#cancelEnd();
    this.#listening = false;
    this.#since = null;
  }

  /** Whether sound of this party, be it silence, arrives. */
  arrives(arriving: boolean): void {
    if (arriving !== this.#arriving) this.#change(arriving, this.#speaking);
  }

  speaks(speaking: boolean): void {
    if (speaking !== this.#speaking) this.#change(this.#arriving, speaking);
  }

  #change(arriving: boolean, speaking: boolean): void {
    const now = this.#clock.now().mono;
    this.#cancelEnd();
    if (this.#arriving && this.#speaking) [this.#last, this.#silentMs] = [now, 0];
    else if (this.#arriving) this.#silentMs += now - this.#silentFrom;
    this.#silentFrom = now;
    this.#arriving = arriving;
    this.#speaking = speaking;
    if (!this.#listening) return;
    if (arriving && speaking) this.#begin(now);
    else if (arriving && this.#since !== null) {
      this.#cancelEnd = this.#clock.after(SILENCE_MS - this.#silentMs, () => this.#end());
    }
  }

  #begin(now: number): void {
    if (this.#since !== null) return;
    this.#since = now;
    this.#clock.after(NOTICE_MS, () => this.#report({ type: 'talkStarted' }));
  }

  #end(): void {
    const afterMs = Math.max(PACKET_MS, this.#last - (this.#since ?? this.#last));
    this.#since = null;
    this.#report({ type: 'talkEnded', afterMs });
  }
}
