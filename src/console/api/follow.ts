import { ref } from 'vue';
import type { FactAnswer } from '../../web/callbacks/facts.ts';
import { askApi } from './ask.ts';

/** An event as the stream has it. */
export interface ConsoleEvent extends FactAnswer {
  readonly number: number;
  readonly about: 'callbacks' | 'calls' | 'agents';
}

/** Whether the events come in. */
export const connected = ref(true);

const RETRY_MS = 2_000;

/** What is done with events. */
interface Follow {
  readonly about: string;
  /** The number after which it begins. */
  readonly after: string;
  event(event: ConsoleEvent): void;
  /** The stream has been away: what is shown is to be loaded anew. */
  gap(): void;
}

/** Follows the events until it is ended. After a break it goes on at the last number that it has had. */
export class EventFollower {
  readonly #follow: Follow;
  #last: string;
  #source: EventSource | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #broken = false;
  #ended = false;

  constructor(follow: Follow) {
    this.#follow = follow;
    this.#last = follow.after;
    this.#open();
  }

  end(): void {
    this.#ended = true;
    clearTimeout(this.#timer);
    this.#source?.close();
  }

  #open(): void {
    if (this.#ended) return;
    const source = new EventSource(`/v1/events?about=${this.#follow.about}&after=${this.#last}`);
    this.#source = source;
    source.onopen = () => {
      connected.value = true;
      if (this.#broken) this.#follow.gap();
      this.#broken = false;
    };
    source.onmessage = ({ data, lastEventId }) => {
      this.#last = lastEventId;
      this.#follow.event(JSON.parse(data) as ConsoleEvent);
    };
    source.onerror = () => {
      source.close();
      this.#broken = true;
      connected.value = false;
      this.#again();
    };
  }

  /** A session that has expired asks to sign in here; the stream goes on after that. */
  #again(): void {
    this.#timer = setTimeout(() => {
      askApi('/v1/me').then(
        () => this.#open(),
        () => this.#again(),
      );
    }, RETRY_MS);
  }
}
